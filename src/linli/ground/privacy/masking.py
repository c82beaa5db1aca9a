"""Contact data made safe to show: enough for its owner to know it, too little for anybody else.

The number of stars is fixed, so that it tells nothing about the length of what is hidden.
"""

import re

_STARS = "****"
_CHINA_PREFIX = re.compile(r"^\+86(?=1[3-9][0-9]{9}$)")
_LONG = 11
_SHORT = 7
_HEAD = 3
_TAIL = 4


def mask_phone(number: str) -> str:
    """`138****5678`; shorter numbers keep fewer digits, under seven none."""
    digits = re.sub(r"[^0-9]", "", _CHINA_PREFIX.sub("", number))
    if len(digits) < _SHORT:
        return _STARS
    if len(digits) < _LONG:
        return _STARS + digits[-min(_TAIL, len(digits) - _TAIL) :]
    return digits[:_HEAD] + _STARS + digits[-_TAIL:]


def mask_mail(address: str) -> str:
    """`z***@example.com`; a local part of one or two letters is hidden whole."""
    local, at, host = address.rpartition("@")
    if not at:
        return "***"
    return f"{local[:1] if len(local) > 2 else ''}***@{host}"  # noqa: PLR2004 - one of two is half


def mask_name(name: str) -> str:
    """`张**`: the first character of each word, nothing of a name of one character."""
    return " ".join(_mask_word(word) for word in name.split())


def _mask_word(word: str) -> str:
    return f"{word[0]}**" if len(word) > 1 else "**"
