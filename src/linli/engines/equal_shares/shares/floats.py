"""Equal Shares in floating point, with the same purchases as in integers.

Compiled loops find the round's best project and take its price. Two factors are told apart
when their intervals do not meet, and compared as fractions when they do; so is everything else
that lies within the error. Bounds stay valid as money is spent, so a project is only looked at
when its bound comes first, and only until it is out of the running. Nothing is sorted:
O(projects looked at × their ballots).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

import numpy as np

from linli.engines.equal_shares.compiled.rounds import NONE, TIED, UNSETTLED, decide, press, take
from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.purses import Purses
from linli.engines.equal_shares.shares.run import Purchase, Run
from linli.engines.equal_shares.shares.state import LIMIT, begin
from linli.engines.equal_shares.sides import EPSILON, FloatArray

SPREAD = 1 + 8 * EPSILON


class FloatShares:
    """One pass of Equal Shares, purchase by purchase."""

    def __init__(self, contest: Contest, share: Fraction, ranks: Sequence[int]) -> None:
        self.contest, self.ranks, self.table = contest, ranks, contest.table
        self.state = begin(self.table, float(share), len(contest.weights))
        self._purses = Purses(contest, share, self.state)

    def run(self, lower: Run | None = None) -> tuple[Purchase, ...]:
        """All purchases, until no project is affordable."""
        return tuple(self.steps(lower))

    def steps(self, lower: Run | None = None) -> Iterator[Purchase]:
        """Each purchase when it is decided and before it is paid.

        Given a run with a smaller share, rivals are looked at until they are past that run's
        factors, so that ``holds_up_to`` is decided where it can be.
        """
        goals = iter(lower.purchases if lower else ())
        while (choice := self._decide()) is not None:
            chosen, tied = choice
            goal = next(goals, None)
            if goal and not self._leaves_behind(goal, chosen):
                goals = iter(())
            yield Purchase(chosen, tied, self._rho(tied, chosen), self._rival(tied))
            self._purses.pay(chosen)

    def prices(self) -> list[Fraction]:
        """The price a point of each purchase."""
        return self._purses.prices()

    def purses(self) -> FloatArray:
        """What each ballot's voters have left."""
        return self.state.money

    def _decide(self) -> tuple[int, tuple[int, ...]] | None:
        """The next project and those that are equal to it, itself among them."""
        while (found := decide(self.table, self.state)) <= UNSETTLED:
            self._purses.settle(UNSETTLED - found)
        if found != TIED:
            return None if found == NONE else (found, (found,))
        close = np.flatnonzero(self.state.fresh <= self.state.numbers[LIMIT]).tolist()
        factors = [self._purses.factor(project) for project in close]
        tied = tuple(j for j, f in zip(close, factors, strict=True) if f == min(factors))
        chosen = min(tied, key=self.ranks.__getitem__)
        take(self.state, chosen)
        return chosen, tied

    def _leaves_behind(self, goal: Purchase, chosen: int) -> bool:
        """Whether the same is bought as in the lower run, and rivals prove to be past that."""
        aim = float(goal.rho) * SPREAD
        return goal.project == chosen and press(self.table, self.state, aim)

    def _rho(self, tied: tuple[int, ...], chosen: int) -> Fraction | float:
        """A factor that is enough: the exact one where that shows that others are equal."""
        if len(tied) > 1 and self.state.pure[chosen]:
            return self.contest.sides[chosen].quotient
        return float(self.state.high[chosen])

    def _rival(self, tied: tuple[int, ...]) -> float:
        if len(tied) == 1:
            return float(self.state.pending.min())
        return float(np.delete(self.state.pending, tied).min(initial=inf))
