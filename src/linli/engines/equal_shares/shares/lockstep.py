"""Many passes of Equal Shares at once, which differ in the share that voters begin with.

Raising shares runs the rule for hundreds of shares that lie close together: most passes look
at the same projects at the same time, so each look is made for all of them in one go. It is
the floating-point pass (see ``purses``) with one column a share. One in which anything lies
within the error is given up as None, for a pass of its own to decide.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

import numpy as np

from linli.engines.equal_shares.ballots import IntArray
from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.rows import BoolArray, Rows
from linli.engines.equal_shares.shares.run import Purchase, Run


def run_together(
    contest: Contest,
    shares: Sequence[Fraction],
    ranks: Sequence[int],
    *,
    free: Sequence[int] = (),
) -> list[Run | None]:
    """The run at each share; None where only a pass of its own can tell."""
    passes = Lockstep(contest, shares, ranks)
    passes.run()
    return [
        None if doubt else Run(share, tuple(free), tuple(purchases))
        for share, purchases, doubt in zip(
            shares, passes.purchases, passes.rows.doubtful.tolist(), strict=True
        )
    ]


class Lockstep:
    """The passes, purchase by purchase.

    ``pending[k, j]`` bounds the factor of project j at share k from below, inf once it is out
    of reach; ``fresh[k, j]`` does so for those already looked at since the last purchase, inf
    for the others; ``limit[k]`` is a factor at which one of them can be bought.
    """

    def __init__(self, contest: Contest, shares: Sequence[Fraction], ranks: Sequence[int]) -> None:
        self.sides, self.ranks = contest.sides, ranks
        self.rows = Rows(contest, shares)
        self.purchases: list[list[Purchase]] = [[] for _ in shares]
        self.running = np.ones(len(shares), np.bool_)
        bounds = [side.least_factor if side.cost and side.voters else inf for side in self.sides]
        self.pending = np.tile(np.array(bounds), (len(shares), 1))
        self.fresh = np.full_like(self.pending, inf)
        self.high = np.full_like(self.pending, inf)
        self.price = np.zeros_like(self.pending)
        self.limit = np.full(len(shares), inf)

    def run(self) -> None:
        """Makes all purchases of all passes."""
        while self.running.any():
            self._look_around()
            self._buy()

    def _look_around(self) -> None:
        """Looks at projects until in each pass no other can come before the best seen."""
        passes = np.arange(len(self.limit))
        while True:
            first = self.pending.argmin(axis=1)
            bound = self.pending[passes, first]
            wanted = self.running & (bound <= self.limit) & (bound < inf)
            if not wanted.any():
                return
            self._look(int(np.bincount(first[wanted]).argmax()))

    def _look(self, project: int) -> None:
        """Looks at a project in all passes where it may come before the best seen."""
        side, bound = self.sides[project], self.pending[:, project]
        asking = self.running & (bound <= self.limit) & (bound < inf)
        look = self.rows.look(side, asking, bound * side.rate, self.limit * side.rate)
        low, high = look.low / side.rate, look.high / side.rate
        settled = asking & (low <= self.limit) & (low < inf)
        self.pending[asking, project] = np.where(settled, inf, low)[asking]
        self.fresh[settled, project] = low[settled]
        self.price[settled, project], self.high[settled, project] = (
            look.price[settled],
            high[settled],
        )
        self.limit[settled] = np.minimum(self.limit, high)[settled]
        self.running &= ~self.rows.doubtful

    def _buy(self) -> None:
        """Buys the best project of each pass; a pass without one has ended."""
        best = self.fresh <= np.where(self.limit < inf, self.limit, -1.0)[:, None]
        count, chosen = best.sum(axis=1), best.argmax(axis=1)
        self.running &= count > 0
        np.minimum(self.pending, self.fresh, out=self.pending)
        self._note(best, count, chosen)
        self.running &= ~self.rows.doubtful
        for project in np.unique(chosen[self.running]).tolist():
            paying = self.running & (chosen == project)
            self.rows.pay(self.sides[project], paying, self.price[:, project])
        self.running &= ~self.rows.doubtful
        self.fresh.fill(inf)
        self.limit.fill(inf)

    def _note(self, best: BoolArray, count: IntArray, chosen: IntArray) -> None:
        """Writes down the purchases, ties decided, and takes the projects out of the running."""
        passes = np.arange(len(chosen))
        high = self.high[passes, chosen]
        for k in np.flatnonzero(self.running & (count > 1)).tolist():
            self._untie(k, np.flatnonzero(best[k]).tolist(), chosen)
        self.pending[passes, chosen] = inf
        rival = self.pending.min(axis=1)
        for k in np.flatnonzero(self.running & (count == 1)).tolist():
            project = int(chosen[k])
            purchase = Purchase(project, (project,), float(high[k]), float(rival[k]))
            self.purchases[k].append(purchase)

    def _untie(self, k: int, projects: list[int], chosen: IntArray) -> None:
        """Chooses among projects that floating point takes for equal, if that can be told."""
        pure = all(self.rows.is_pure(self.sides[j], k) for j in projects)
        self.rows.doubtful[k] |= not pure
        least = min(self.sides[j].quotient for j in projects)
        tied = tuple(j for j in projects if self.sides[j].quotient == least)
        chosen[k] = min(tied, key=lambda j: self.ranks[j])
        others = np.delete(self.pending[k], tied)
        rival = float(others.min()) if len(others) else inf
        self.purchases[k].append(Purchase(int(chosen[k]), tied, least, rival))
