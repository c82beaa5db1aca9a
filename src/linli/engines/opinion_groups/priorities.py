"""Which statement to show next."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_META = 49.0


def find_extremity(means: Array, vectors: Array, width: int) -> Array:
    """How far somebody who agrees with this statement alone would stand from the middle.

    E = √m · |1 − centre_j| · |axis_j|, of m statements in all.
    """
    lengths = np.sqrt(vectors[:, 0] ** 2 + vectors[:, 1] ** 2)
    extremity: Array = np.sqrt(width) * np.abs(1 - means) * lengths
    return extremity


def find_priorities(counts: Array, extremity: Array, meta: NDArray[np.bool_]) -> Array:
    """(importance · (1 + 8·2^(−S/5)))², and 49 for meta statements.

    importance = (1 − (P+1)/(S+2)) · (E+1) · (A+1)/(S+2) with A agreeing, P passing, S voting, as
    counted over all groups (statements × (agree, disagree, all)): few have passed, it tells
    people apart, many agree, and few have seen it.
    """
    agreed, disagreed, cast = counts.T
    passed = cast - agreed - disagreed
    importance = (1 - (passed + 1) / (cast + 2)) * (extremity + 1) * (agreed + 1) / (cast + 2)
    found = (importance * (1 + 8 * 2.0 ** (-cast / 5))) ** 2
    return np.where(meta, _META, found)
