"""Raising every voter's share step by step until the outcome spends the budget (add1).

The outcome wanted is that of the last share before one overspends, or of the first that is
exhaustive: no candidate fits into what is left. Shares in between are leapt over where two
runs prove that all of them buy the same projects in the same order (``Run.holds_up_to``);
otherwise they are walked, in elections of middling size many in lockstep.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares import SMALL, Run, run_shares
from linli.engines.equal_shares.shares.lockstep import run_together

Progress = Callable[[int], None]

_STRIDE = 64
_LARGE = 100_000


@dataclass(frozen=True)
class Ladder:
    """The shares to try: ``start``, then ``step`` more each time, to at most ``top``.

    ``candidates`` are the projects that an exhaustive outcome leaves no room for; ``movable``
    those that a larger share could still buy.
    """

    start: Fraction
    step: Fraction
    candidates: tuple[int, ...]
    movable: tuple[int, ...]
    top: Fraction | None = None

    def share(self, rung: int) -> Fraction:
        """The share on a rung."""
        return self.start + rung * self.step

    def has(self, rung: int) -> bool:
        """Whether the ladder reaches that high."""
        return self.top is None or self.share(rung) <= self.top


@dataclass
class Climb:
    """The way up a ladder, with the runs that were made on its rungs."""

    contest: Contest
    ladder: Ladder
    ranks: Sequence[int]
    free: Sequence[int]
    progress: Progress | None = None
    runs: dict[int, Run] = field(default_factory=dict)

    def last(self) -> tuple[Run, Run | None]:
        """The run whose outcome counts, and the next one if that overspends."""
        stride = _STRIDE if SMALL < self.contest.entries <= _LARGE else 1
        at, reach = 0, stride
        while not self._settled(self._run(at)):
            if self.progress:
                self.progress(at)
            if reach > 1 and self._may_leap(at, reach):
                at, reach = at + reach, 2 * reach
            elif reach > stride:
                reach //= 2
            else:
                top = self._walk(at, stride)
                if top < at + stride:
                    return self._run(top), self._overspending(top + 1)
                at, reach = top, 2 * stride if self._is_calm(at, top) else 1
        return self._run(at), None

    def _walk(self, at: int, count: int) -> int:
        """The highest of the next rungs up to which nothing overspends and nothing is settled."""
        rungs = [rung for rung in range(at + 1, at + count + 1) if self.ladder.has(rung)]
        if len(rungs) > 1:
            shares = [self.ladder.share(rung) for rung in rungs]
            together = run_together(self.contest, shares, self.ranks, free=self.free)
            found = zip(rungs, together, strict=True)
            self.runs |= {rung: run for rung, run in found if run is not None}
        for rung in rungs:
            if not self._fits(self._run(rung)):
                return rung - 1
            if self._settled(self._run(rung)):
                return rung
        return rungs[-1] if rungs else at

    def _is_calm(self, low: int, high: int) -> bool:
        """Whether the same was bought in the same order all the way."""
        return all(
            self._run(rung).winners == self._run(low).winners for rung in range(low, high + 1)
        )

    def _overspending(self, rung: int) -> Run | None:
        """The run on a rung, if it is there and spends too much."""
        if self._settled(self._run(rung - 1)) or not self.ladder.has(rung):
            return None
        return self._run(rung)

    def _may_leap(self, at: int, reach: int) -> bool:
        if not self.ladder.has(at + reach):
            return False
        higher = self._run(at + reach, at)
        return self._fits(higher) and self._run(at).holds_up_to(higher)

    def _run(self, rung: int, lower: int | None = None) -> Run:
        if rung not in self.runs:
            below = None if lower is None else self._run(lower)
            self.runs[rung] = run_shares(
                self.contest, self.ladder.share(rung), self.ranks, free=self.free, lower=below
            )
        return self.runs[rung]

    def _spent(self, run: Run) -> int:
        return sum(self.contest.costs[j] for j in run.winners)

    def _fits(self, run: Run) -> bool:
        return self._spent(run) <= self.contest.budget

    def _settled(self, run: Run) -> bool:
        """Whether the outcome is exhaustive, or no larger share could change it."""
        won, left = set(run.winners), self.contest.budget - self._spent(run)
        fits = any(self.contest.costs[j] <= left for j in self.ladder.candidates if j not in won)
        return not fits or won.issuperset(self.ladder.movable)
