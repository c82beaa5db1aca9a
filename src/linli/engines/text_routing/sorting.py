"""Different values by sorting: several times faster here than by hashing, and in order."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Number = TypeVar("Number", np.int64, np.uint64)


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The different values, ascending."""
    ordered = np.sort(values)
    return ordered[starts_of(ordered)]


def starts_of(ordered: npt.NDArray[Number]) -> npt.NDArray[np.bool_]:
    """Which elements of an ascending array are the first of their value."""
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
