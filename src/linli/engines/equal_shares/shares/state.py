"""How far a floating-point pass has come, as arrays that compiled loops change."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.sides import EPSILON, FloatArray
from linli.engines.equal_shares.supports import IntArray
from linli.engines.equal_shares.table import Table

# Places in ``numbers``.
SHARE, ERROR, LIMIT = 0, 1, 2
# The part of the share that the error must not reach.
TRUSTED = 1e-7


class State(NamedTuple):
    """Purses, bounds on factors, and purchases.

    ``money`` is what a voter behind each ballot has, off by no more than ``numbers[ERROR]``, and
    0.0 only when he has nothing. Purchase ``k`` took the last of the ballots
    ``emptied[emptied_until[k]:emptied_until[k + 1]]``. For each project ``pending`` bounds its factor from below, inf once it is bought or out of reach;
    ``fresh`` does so for those found since the last purchase, inf for the others, with
    ``high`` above, ``price`` the price a point, and ``pure`` if everybody surely pays in full.
    ``numbers[LIMIT]`` is a factor at which one of them can be bought. ``bought`` holds projects,
    ``done[0]`` of them, ``rich`` the points of those who paid in full.
    """

    money: FloatArray
    emptied: npt.NDArray[np.uint32]
    emptied_until: IntArray
    pending: FloatArray
    fresh: FloatArray
    high: FloatArray
    price: FloatArray
    pure: npt.NDArray[np.bool_]
    numbers: FloatArray
    bought: IntArray
    rich: FloatArray
    done: IntArray


def begin(table: Table, share: float, ballots: int) -> State:
    """The state before anything is bought; what all supporters together cannot pay is out."""
    size, beyond = len(table.cost), table.voters * share < table.cost * (1 - 1e-12)
    return State(
        money=np.full(ballots, share),
        emptied=np.zeros(ballots + 1, np.uint32),
        emptied_until=np.zeros(size + 1, np.int64),
        pending=np.where(beyond, np.inf, table.bound),
        fresh=np.full(size, np.inf),
        high=np.full(size, np.inf),
        price=np.zeros(size),
        pure=np.zeros(size, np.bool_),
        numbers=np.array([share, share * EPSILON, np.inf]),
        bought=np.zeros(size, np.int64),
        rich=np.zeros(size),
        done=np.zeros(1, np.int64),
    )
