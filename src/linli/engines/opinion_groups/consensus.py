"""What all have in common, over everybody and over the groups."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.proportions import (
    HALF,
    SIGNIFICANT,
    compare_with_half,
    estimate,
)
from linli.engines.opinion_groups.ranking import rank
from linli.engines.opinion_groups.representative import Direction

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement on whose one side most participants stand."""

    statement: int | str
    direction: Direction
    successes: int
    trials: int
    p: float
    p_test: float


@dataclass(frozen=True, slots=True)
class Consensus:
    """Both lists, the best first."""

    agree: tuple[Shared, ...]
    disagree: tuple[Shared, ...]


def list_consensus(
    counts: Array, places: list[int], names: list[int | str], listed: int
) -> Consensus:
    """The statements that more than half agree with, significantly; likewise for disagreeing.

    ``counts`` are statements × (agree, disagree, all) over all participants.
    """
    return Consensus(
        *(_list_side(counts, side, places, names, listed) for side in (0, 1)),
    )


def _list_side(
    counts: Array, side: int, places: list[int], names: list[int | str], listed: int
) -> tuple[Shared, ...]:
    p = estimate(counts[:, side], counts[:, 2])
    tests = compare_with_half(counts[:, side], counts[:, 2])
    shared = [place for place in places if p[place] > HALF and tests[place] > SIGNIFICANT]
    best = rank([float(p[place] * tests[place]) for place in shared], shared)[:listed]
    direction = (Direction.AGREE, Direction.DISAGREE)[side]
    return tuple(
        Shared(
            names[place],
            direction,
            int(counts[place, side]),
            int(counts[place, 2]),
            float(p[place]),
            float(tests[place]),
        )
        for place in best
    )


def measure_consensus(counts: Array) -> NDArray[np.float64]:
    """Group-informed consensus, statements × (agree, disagree): Π over groups of (a+1)/(s+2).

    It is high only where every group is on that side. ``counts`` are groups × statements ×
    (agree, disagree, all).
    """
    shares = (counts[:, :, :2] + 1) / (counts[:, :, 2:] + 2)
    product = np.ones(shares.shape[1:])
    for share in shares:
        product *= share
    return product
