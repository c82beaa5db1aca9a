"""Which statements a group stands for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.proportions import (
    HALF,
    SIGNIFICANT,
    compare_two,
    compare_with_half,
    estimate,
)
from linli.engines.opinion_groups.ranking import exceeds, rank

Array = NDArray[Any]


class Direction(StrEnum):
    """On which side."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that a group stands for, on the side where it differs most from the rest.

    ``p`` is (successes + 1) / (trials + 2), ``repness`` its ratio to the same outside the group,
    the tests are z values. ``opposed`` are the votes on the other side. ``is_best_agreed`` marks
    the one that is there in any case; even that one has the side on which the group differs most,
    as in Polis, and most of the group may disagree with it.
    """

    statement: int | str
    direction: Direction
    successes: int
    trials: int
    p: float
    p_test: float
    repness: float
    repness_test: float
    is_best_agreed: bool
    opposed: int

    @property
    def is_common_ground(self) -> bool:
        """Whether it is the best agreed one, and more of the group agree than disagree."""
        ahead = self.successes - self.opposed
        return self.is_best_agreed and (ahead if self.direction is Direction.AGREE else -ahead) > 0

    @property
    def stands_out(self) -> bool:
        """Whether more of the group than of the rest are on the side it is told for."""
        return self.told is self.direction and self.repness_test > 0

    @property
    def told(self) -> Direction:
        """On which side to tell it: what the group agrees on is told for agreeing."""
        return Direction.AGREE if self.is_common_ground else self.direction

    @property
    def score(self) -> float:
        """By what these statements are ordered."""
        return self.repness * self.repness_test * self.p * self.p_test


class _Sides:
    """All four numbers of each statement for one group, on both sides."""

    def __init__(self, own: Array, others: Array) -> None:
        trials, rest = own[:, 2], others[:, 2]
        self.counts = own
        self.p = np.stack([estimate(own[:, side], trials) for side in (0, 1)])
        self.p_test = np.stack([compare_with_half(own[:, side], trials) for side in (0, 1)])
        outside = np.stack([estimate(others[:, side], rest) for side in (0, 1)])
        self.repness = self.p / outside
        self.repness_test = np.stack(
            [compare_two(own[:, side], trials, others[:, side], rest) for side in (0, 1)]
        )
        self.score = self.repness * self.repness_test * self.p * self.p_test
        self.side = np.where(self.repness_test[0] > self.repness_test[1], 0, 1)
        passed = (self.repness_test > SIGNIFICANT) & (self.p_test > SIGNIFICANT)
        self.qualifies: Array = passed[0] | passed[1]

    def describe(self, place: int, statement: int | str, *, best: bool) -> Representative:
        side = int(self.side[place])
        return Representative(
            statement,
            (Direction.AGREE, Direction.DISAGREE)[side],
            int(self.counts[place, side]),
            int(self.counts[place, 2]),
            float(self.p[side, place]),
            float(self.p_test[side, place]),
            float(self.repness[side, place]),
            float(self.repness_test[side, place]),
            best,
            int(self.counts[place, 1 - side]),
        )


def list_representative(
    counts: Array, group: int, places: list[int], names: list[int | str], listed: int
) -> tuple[Representative, ...]:
    """What ``group`` stands for: at most ``listed`` of the statements at ``places``.

    ``counts`` are groups × statements × (agree, disagree, all). The best agreed one comes first,
    then the others by score, those agreed with before those disagreed with. If none qualifies it
    is the best agreed one alone, and without one the one that differs most.
    """
    if not places:
        return ()
    sides = _Sides(counts[group], counts.sum(axis=0) - counts[group])
    best = _find_best_agreed(sides, places)
    qualified = [place for place in places if sides.qualifies[place]]
    chosen = [place for place in qualified if place != best]
    chosen = rank([float(sides.score[sides.side[p], p]) for p in chosen], chosen)
    if not qualified:
        differing = [float(sides.repness_test[:, place].max()) for place in places]
        chosen = [] if best is not None else rank(differing, places)[:1]
    if best is not None:
        chosen.insert(0, best)
    found = [sides.describe(p, names[p], best=p == best) for p in chosen[:listed]]
    return tuple(sorted(found, key=lambda item: item.direction is Direction.DISAGREE))


def _find_best_agreed(sides: _Sides, places: list[int]) -> int | None:
    """The statement that this group most agrees on, in the order of the statements.

    Until one is found that more of this group than of the rest agree with, agreement alone
    counts; from then on the score does. The first must be agreed with beyond chance, or by most
    and by more than of the rest.
    """
    best: int | None = None
    asked: list[bool] = (sides.counts[:, 0] + sides.counts[:, 1] > 0).tolist()
    p, p_test, repness, score = (
        numbers[0].tolist() for numbers in (sides.p, sides.p_test, sides.repness, sides.score)
    )
    for place in places:
        if not asked[place]:
            continue
        if best is None:
            better = p_test[place] > SIGNIFICANT or (repness[place] > 1 and p[place] > HALF)
        elif repness[best] > 1:
            better = exceeds(score[place], score[best])
        else:
            better = exceeds(p[place] * p_test[place], p[best] * p_test[best])
        best = place if better else best
    return best
