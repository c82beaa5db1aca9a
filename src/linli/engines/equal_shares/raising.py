"""Raising every voter's share step by step until the outcome spends the budget (add1).

The outcome wanted is that of the last share before one overspends, or of the first that is
exhaustive: no candidate fits into what is left. Shares in between are leapt over where two
runs prove that all of them buy the same projects in the same order (``Run.holds_up_to``);
otherwise they are walked, many at a time where compiled loops look what is bought.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares import SMALL, Run, run_shares

if TYPE_CHECKING:
    from linli.engines.equal_shares.shares.scouting import Scout

Progress = Callable[[int], None]

_STRIDE = 64


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
    """The way up a ladder: what was bought on its rungs, and the runs that were looked at."""

    contest: Contest
    ladder: Ladder
    ranks: Sequence[int]
    free: Sequence[int]
    progress: Progress | None = None
    winners: dict[int, tuple[int, ...]] = field(default_factory=dict)
    runs: dict[int, Run] = field(default_factory=dict)

    def last(self) -> tuple[Run, Run | None]:
        """The run whose outcome counts, and the next one if that overspends."""
        stride = _STRIDE if self.contest.entries > SMALL else 1
        at, reach = 0, stride
        while not self._settled(at):
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
            self._look_ahead(rungs)
        for rung in rungs:
            if not self._fits(rung):
                return rung - 1
            if self._settled(rung):
                return rung
        return rungs[-1] if rungs else at

    def _look_ahead(self, rungs: Sequence[int]) -> None:
        shares = [self.ladder.share(rung) for rung in rungs]
        for rung, bought in zip(rungs, self._scout.purchases(shares), strict=True):
            if bought is not None:
                self.winners[rung] = (*self.free, *bought)

    @cached_property
    def _scout(self) -> "Scout":
        from linli.engines.equal_shares.shares.scouting import Scout

        return Scout(self.contest, self.ranks)

    def _is_calm(self, low: int, high: int) -> bool:
        """Whether the same was bought in the same order all the way."""
        return len({self._winners(rung) for rung in range(low, high + 1)}) == 1

    def _overspending(self, rung: int) -> Run | None:
        """The run on a rung, if it is there and spends too much."""
        if self._settled(rung - 1) or not self.ladder.has(rung):
            return None
        return self._run(rung)

    def _may_leap(self, at: int, reach: int) -> bool:
        if not self.ladder.has(at + reach):
            return False
        higher = self._run(at + reach, at)
        return self._fits(at + reach) and self._run(at).holds_up_to(higher)

    def _run(self, rung: int, lower: int | None = None) -> Run:
        if rung not in self.runs:
            below = None if lower is None else self._run(lower)
            self.runs[rung] = run_shares(
                self.contest, self.ladder.share(rung), self.ranks, free=self.free, lower=below
            )
            self.winners[rung] = self.runs[rung].winners
        return self.runs[rung]

    def _winners(self, rung: int) -> tuple[int, ...]:
        return self.winners[rung] if rung in self.winners else self._run(rung).winners

    def _spent(self, rung: int) -> int:
        return sum(self.contest.costs[j] for j in self._winners(rung))

    def _fits(self, rung: int) -> bool:
        return self._spent(rung) <= self.contest.budget

    def _settled(self, rung: int) -> bool:
        """Whether the outcome is exhaustive, or no larger share could change it."""
        won, left = set(self._winners(rung)), self.contest.budget - self._spent(rung)
        fits = any(self.contest.costs[j] <= left for j in self.ladder.candidates if j not in won)
        return not fits or won.issuperset(self.ladder.movable)
