"""Column means of the votes: what a missing vote stands for."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.locking import lock_fields

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, slots=True)
class Centre:
    """Which statements take part, and the mean vote on each.

    ``inner`` gives each statement's place among those that take part, −1 where it does not;
    ``means`` are theirs. A statement that takes no part is 0 for everybody, and that 0 counts as
    a vote in the scale of positions.
    """

    inner: NDArray[np.int64]
    means: NDArray[np.float64]
    votes: int  # on statements that take part

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)

    @property
    def left_out(self) -> int:
        """How many statements take no part."""
        return int(self.inner.size - self.means.size)

    def spread(self, values: Array) -> Array:
        """Values per statement taking part, laid out over all statements, 0 for the others."""
        whole = np.zeros((self.inner.size, *values.shape[1:]))
        whole[self.inner >= 0] = values
        return whole


def find_centre(counts: Array, part: NDArray[np.bool_]) -> Centre:
    """The centre, from (agree, disagree, all) per statement and whether it takes part."""
    inner = np.where(part, np.cumsum(part) - 1, -1).astype(np.int64)
    agreed, disagreed, cast = counts[part].T
    means = (agreed - disagreed) / np.maximum(cast, 1)  # without votes it is used nowhere
    return Centre(inner, means, int(cast.sum()))
