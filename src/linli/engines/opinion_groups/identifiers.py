"""Ids of any kind as whole numbers 0, 1, 2, … in the order of the ids."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.errors import VotesError

# Rows worked on at a time, so that a copy in another type never doubles the memory.
_CHUNK = 1 << 20
# More digits might not fit into 64 bits.
_DIGITS = 18


def index_ids(labels: Any, *, of: str) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """The distinct ids, ascending, and for each label the place of its id.

    Ids that are all whole numbers, written or typed, are numbers and sort as such; else all are
    text, and so they are where one number does not fit into 64 bits with its sign. ``of`` is what
    they name, for the refusal.
    """
    given = _take(labels)
    if given.ndim != 1:
        raise VotesError(f"the {of} must be a list, not an array of {given.ndim} dimensions")
    if given.size == 0:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    if given.dtype.kind in "iu":
        return _index_numbers(given)
    if given.dtype.kind not in "UO":
        raise VotesError(f"the {of} must be whole numbers or text, not {given.dtype}")
    texts = given.tolist()
    for place, label in enumerate(texts):
        if not isinstance(label, str | int) or label == "":
            raise VotesError(f"number {place + 1} of the {of} is {label!r}")
    return _index_texts([str(label) for label in texts])


def _take(labels: Any) -> NDArray[Any]:
    """The labels as an array; numbers too large for 64 bits with sign as they are."""
    given = np.asarray(labels)
    if given.dtype.kind == "f" and not isinstance(labels, np.ndarray):
        if all(type(label) is int for label in labels):
            return np.array(labels, dtype=object)
    elif given.dtype.kind == "u" and given.size and given.max() > np.iinfo(np.int64).max:
        return given.astype(object)
    return given


def _index_numbers(given: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    low, high = int(given.min()), int(given.max())
    if high - low > 4 * given.size + 65_536:
        ids, places = np.unique(given, return_inverse=True)
        return ids.astype(np.int64), places.astype(np.int32)
    present = np.zeros(high - low + 1, bool)
    for part in _chunks(given.size):
        present[given[part].astype(np.int64) - low] = True
    place_of = np.cumsum(present, dtype=np.int32) - np.int32(1)
    codes = np.empty(given.size, np.int32)
    for part in _chunks(given.size):
        codes[part] = place_of[given[part].astype(np.int64) - low]
    return np.flatnonzero(present) + low, codes


def _index_texts(texts: list[str]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    distinct = set(texts)
    if all(is_number(text) for text in distinct):
        return _index_numbers(np.array([int(text) for text in texts], np.int64))
    ordered = sorted(distinct)
    place_of = {text: place for place, text in enumerate(ordered)}
    codes = np.fromiter((place_of[text] for text in texts), np.int32, len(texts))
    return np.array(ordered, dtype=object), codes


def is_number(text: str) -> bool:
    """Whether the text is a whole number in its one usual form: 7, but not 07, +7 or 七."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        return False
    return digits == "0" == text or not digits.startswith("0")


def _chunks(size: int) -> list[slice]:
    return [slice(begin, begin + _CHUNK) for begin in range(0, size, _CHUNK)]
