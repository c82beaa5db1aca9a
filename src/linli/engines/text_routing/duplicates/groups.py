"""Groups out of pairs."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt


def group_of_each(links: Iterable[tuple[int, int]], size: int) -> npt.NDArray[np.int64]:
    """For each of ``size`` things the least one that it is linked to, over however many links."""
    above = list(range(size))

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for first, second in links:
        lower, higher = sorted((root(first), root(second)))
        above[higher] = lower
    return np.array([root(one) for one in range(size)], np.int64)
