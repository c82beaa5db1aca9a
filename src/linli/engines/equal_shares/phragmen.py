"""Sequential Phragmén: all voters earn money evenly, who can buy first buys first.

(Brill, Freeman, Janson, Lackner: Phragmén's voting methods and justified representation, AAAI
2017; with costs: Los, Christoff, Grossi, IJCAI 2022.) A project is bought when its supporters
have earned its cost since they last paid; that moment becomes the load of each of them. The
rule stops as soon as one of the best projects would overspend, even if an equal one would not.
Projects that cost more than the whole budget are left out.

A voter's load is that of the last purchase he supported, so a project's value is a sum over
purchases of (supporters who paid last then) × load: all terms positive, in floating point good
to far more digits than ``_WINDOW``; values closer than that are compared as fractions. Loads
only grow, so a project's last value is a bound and few are looked at in a round.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.supports import IntArray

_WINDOW = 1 + 1e-9


@dataclass(frozen=True)
class Turn:
    """A project that was bought, and the projects that were equally early, itself among them."""

    project: int
    tied: tuple[int, ...]


@dataclass(frozen=True)
class Turns:
    """The purchases in order, and the equal best projects at which the rule stopped."""

    turns: tuple[Turn, ...]
    stopped_at: tuple[int, ...]

    @property
    def winners(self) -> tuple[int, ...]:
        """The projects bought, in order."""
        return tuple(turn.project for turn in self.turns)


class Phragmen:
    """One run of the rule.

    ``last`` is the number of the last purchase that each ballot's voters paid for, 0 for none;
    ``loads`` are the loads of the purchases, ``payers`` how many of each purchase's supporters
    had paid last for which earlier one. ``left`` is what the budget still has, ``stopped_at``
    the equal best projects at which the rule stopped.
    """

    def __init__(self, contest: Contest, ranks: Sequence[int]) -> None:
        self.contest, self.ranks = contest, ranks
        self.last = np.zeros(len(contest.weights), np.int64)
        self.loads = [0.0]
        self.payers: list[IntArray] = []
        self.bought: list[int] = []
        self.exact_loads = [Fraction(0)]
        self.left = contest.budget
        self.stopped_at: tuple[int, ...] = ()
        entered = [j for j, cost in enumerate(contest.costs) if cost <= contest.budget]
        self.bounds = [
            (contest.costs[j] / contest.votes[j], j) for j in entered if contest.votes[j]
        ]
        heapify(self.bounds)
        self.unsupported = [j for j in entered if not contest.votes[j]]

    def run(self) -> Turns:
        """All purchases, until a best project would overspend or none is left."""
        return Turns(tuple(self.steps()), self.stopped_at)

    def steps(self) -> Iterator[Turn]:
        """Each purchase when it is decided and before it is paid."""
        while tied := self._first():
            if any(self.contest.costs[j] > self.left for j in tied):
                self.stopped_at = tied
                return
            project = min(tied, key=self.ranks.__getitem__)
            yield Turn(project, tied)
            self._buy(project)
            for other in tied:
                if other != project and self.contest.votes[other]:
                    heappush(self.bounds, (self.loads[-1] / _WINDOW, other))

    def value(self, project: int) -> float:
        """The load that the project would give its supporters if it were bought now."""
        return self._value(project, self._counts(project))

    def _first(self) -> tuple[int, ...]:
        """The projects that can be bought first, ascending; those without support come last."""
        if not self.bounds:
            return tuple(self.unsupported)
        values: dict[int, float] = {}
        best = float("inf")
        while self.bounds and self.bounds[0][0] <= best * _WINDOW:
            _, project = heappop(self.bounds)
            values[project] = self._value(project, self._counts(project))
            best = min(best, values[project])
        first = self._least([j for j, value in values.items() if value <= best * _WINDOW])
        for project, value in values.items():
            if project not in first:
                heappush(self.bounds, (value / _WINDOW, project))
        return tuple(sorted(first))

    def _least(self, close: list[int]) -> list[int]:
        if len(close) == 1:
            return close
        values = {j: self._exact_value(j, self._counts(j)) for j in close}
        least = min(values.values())
        return [j for j in close if values[j] == least]

    def _buy(self, project: int) -> None:
        self.left -= self.contest.costs[project]
        if not self.contest.votes[project]:
            self.unsupported.remove(project)
            return
        counts = self._counts(project)
        self.loads.append(self._value(project, counts))
        self.payers.append(counts)
        self.bought.append(project)
        self.last[self.contest.supports[project].ballots] = len(self.bought)

    def _counts(self, project: int) -> IntArray:
        """How many supporters paid last for each purchase."""
        support = self.contest.supports[project]
        last = self.last[support.ballots]
        counts = np.bincount(last, weights=support.weights, minlength=len(self.loads))
        return counts.astype(np.int64)

    def _value(self, project: int, counts: IntArray) -> float:
        earned = float(counts @ np.array(self.loads[: len(counts)]))
        return (earned + self.contest.costs[project]) / self.contest.votes[project]

    def _exact_value(self, project: int, counts: IntArray) -> Fraction:
        for purchase in range(len(self.exact_loads), len(self.loads)):
            load = self._sum(self.bought[purchase - 1], self.payers[purchase - 1])
            self.exact_loads.append(load)
        return self._sum(project, counts)

    def _sum(self, project: int, counts: IntArray) -> Fraction:
        paid = [(i, count) for i, count in enumerate(counts.tolist()) if count]
        earned = sum((self.exact_loads[i] * count for i, count in paid), Fraction(0))
        return (earned + self.contest.costs[project]) / self.contest.votes[project]
