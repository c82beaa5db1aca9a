"""JSON in its one canonical spelling (RFC 8785), so that equal content has equal bytes.  Pure.

Numbers are whole and within ±(2^53 − 1): every reader of JSON then spells them alike.
"""

import json
from typing import Any

LARGEST = 2**53 - 1


def canonicalise(value: Any) -> bytes:
    """The value in UTF-8; ValueError for what RFC 8785 or this log does not allow."""
    _check(value)
    text = json.dumps(_sort(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _sort(value: Any) -> Any:
    """Members in the order of their names' UTF-16 code units (section 3.2.3)."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: _sort(value[name]) for name in names}
    if isinstance(value, list | tuple):
        return [_sort(item) for item in value]
    return value


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            _check_text(name)
            _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    elif isinstance(value, str):
        _check_text(value)
    elif value is None or isinstance(value, bool):
        return
    elif not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError(f"{value!r} has no canonical form here")


def _check_text(text: Any) -> None:
    if not isinstance(text, str):
        raise ValueError(f"{text!r} cannot name a member")  # noqa: TRY004 - one kind of refusal
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half of a surrogate pair is no text") from error
