"""What projects lacked, read off single passes of Equal Shares.

A project is bought as soon as its supporters can cover its cost at the factor of the project
that is bought next, or at the end with all they have left. A pass shows, purchase by purchase,
what they could pay at that factor: hence the highest cost that would have done, and how many
new voters with a fresh share would have covered the rest. Since new voters make everybody's
share smaller, that number holds for the share of the pass: as many voters suffice as a pass
with their share says are needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, inf

import numpy as np

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.options import Satisfaction
from linli.engines.equal_shares.shares import begin_pass
from linli.engines.equal_shares.sides import FloatArray

_TINY = 1e-9
_SURE = 1e-6
_STEPS = 60
_GRID = 14


@dataclass(frozen=True)
class Hint:
    """How many new voters a project lacked, and the highest cost that would have done.

    ``sure`` says that the cost is far enough from a whole number, and no tie close, for
    floating point to be right about it.
    """

    votes: float
    cost: int
    sure: bool


class Watch:
    """The best chance of one project so far."""

    def __init__(self, contest: Contest, project: int, share: float) -> None:
        self.side = contest.sides[project]
        self.growing = contest.satisfaction in (Satisfaction.COST, Satisfaction.EFFORT)
        self.points, self.share = float(contest.most_points), share
        self.votes, self.cost, self.sure = inf, 0.0, True

    def hint(self) -> Hint:
        """What was seen."""
        close = abs(self.cost - round(self.cost)) <= _SURE * max(1.0, self.cost)
        return Hint(self.votes, floor(self.cost + _TINY), self.sure and not close)

    def look(self, rho: float, money: FloatArray) -> None:
        """Takes notice of the purses when the next project is bought at the factor ``rho``."""
        price = rho * self.side.rate
        reach = price * self.side.points_total
        fresh = min(self.share, price * self.points)
        aim = self.side.cost if self.growing else self.cost
        self.sure &= abs(reach - aim) > _SURE * aim or not self.growing
        if reach <= aim and self.side.cost - reach >= self.votes * fresh:
            return
        mine = money.take(self.side.support.ballots)
        paid = self._paid(mine, price)
        if fresh > 0:
            self.votes = min(self.votes, (self.side.cost - paid) / fresh)
        if reach > aim:
            best = self._highest(mine, price) if self.growing and price < inf else paid
            self.cost = max(self.cost, best)

    def _paid(self, mine: FloatArray, price: float) -> float:
        asked = mine if price == inf else np.minimum(mine, self.side.asked(price))
        return float(self.side.support.float_weights @ asked)

    def _highest(self, mine: FloatArray, price: float) -> float:
        """The highest cost that is covered when the price falls along with the cost.

        0.0 where that is no more than the best so far, which one look at that cost tells.
        The largest x with Σ weight · min(money, x) = x · cost / price, by Newton's method from
        above; the left side is concave.
        """
        slant = self.side.cost / price
        if self._paid(mine, self.cost / slant) < self.cost:
            return 0.0
        x = min(price, self._paid(mine, inf) / slant)
        short = -inf
        for _ in range(_STEPS):
            short = self._paid(mine, x) - x * slant
            slope = float(self.side.support.float_weights @ (mine > x)) - slant
            if short >= -_TINY * self.side.cost or slope >= 0:
                break
            x -= short / slope
        return max(0.0, x * slant) if short >= -_TINY * self.side.cost else 0.0


def gather_hints(
    contest: Contest, share: Fraction, ranks: Sequence[int], projects: Iterable[int]
) -> dict[int, Hint]:
    """What each of the projects lacked when all voters begin with ``share``."""
    watches = {j: Watch(contest, j, float(share)) for j in projects}
    current = begin_pass(contest, share, ranks)
    for purchase in current.steps():
        money = current.purses()
        for watch in watches.values():
            watch.look(float(purchase.rho), money)
    for watch in watches.values():
        watch.look(inf, current.purses())
    return {j: watch.hint() for j, watch in watches.items()}


class Forecast:
    """How many new voters projects lack, depending on how many there are.

    As long as a project is not bought the others' purchases do not depend on it, so one pass
    answers for all projects.
    """

    def __init__(
        self, contest: Contest, ranks: Sequence[int], projects: Sequence[int], most: int
    ) -> None:
        self.contest, self.ranks, self.projects, self.most = contest, ranks, projects, most
        self._seen: dict[int, dict[int, Hint]] = {}

    def verdict(self, project: int, count: int) -> bool | None:
        """Whether the project wins with that many new voters; None where it is too close."""
        lead = count - self._beside(count)[project].votes
        return None if abs(lead) <= _SURE * max(1, count) else lead > 0

    def guess(self, project: int) -> int:
        """About the least number of new voters that is as many as are needed beside them."""
        low, lacking = 0, inf
        for count in self._samples:
            over = self._beside(count)[project].votes - count
            if over <= 0:
                part = lacking / (lacking - over) if lacking < inf else 1.0
                return self._refined(project, low + part * (count - low))
            low, lacking = count, over
        return self.most

    def lasts(self, project: int, votes: int) -> bool:
        """Whether in all samples with more voters the project wins."""
        above = (count for count in self._samples if count > votes)
        return all(self._beside(count)[project].votes <= count for count in above)

    @cached_property
    def _samples(self) -> list[int]:
        """Some numbers of new voters, spread evenly in proportion."""
        spread = np.geomspace(1, max(1, self.most), _GRID).astype(np.int64)
        return [int(count) for count in np.unique(spread)]

    def _refined(self, project: int, guess: float) -> int:
        needed = self._pass(max(1, ceil(guess - _TINY)), [project])[project].votes
        return max(1, ceil(min(needed, self.most) - _TINY))

    def _beside(self, count: int) -> dict[int, Hint]:
        if count not in self._seen:
            self._seen[count] = self._pass(count, self.projects)
        return self._seen[count]

    def _pass(self, count: int, projects: Sequence[int]) -> dict[int, Hint]:
        share = Fraction(self.contest.budget, self.contest.voters + count)
        return gather_hints(self.contest, share, self.ranks, projects)
