"""What is settled in fractions, since rounding hides it, in a pass of floating point.

``state.numbers[ERROR]`` bounds how far any purse is from the exact one. After an exact payment,
and before the bound gets too wide, all purses are computed anew from the exact prices.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.compiled.rounds import note, pay
from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.ledger import Ledger
from linli.engines.equal_shares.shares.state import ERROR, LIMIT, SHARE, TRUSTED, State
from linli.engines.equal_shares.sides import EPSILON, FloatArray, Side
from linli.engines.equal_shares.supports import IntArray

BoolArray = npt.NDArray[np.bool_]

_UNDER, _OVER = 1 - 16 * EPSILON, 1 + 16 * EPSILON


@dataclass(frozen=True, slots=True)
class ExactQuote:
    """The price a point; who is short of it, and who has nothing left once it is paid."""

    price: Fraction
    short: BoolArray
    emptied: BoolArray


class Purses:
    """The money of each ballot's voters."""

    def __init__(self, contest: Contest, share: Fraction, state: State) -> None:
        self.contest, self.state = contest, state
        self._ledger = Ledger(share, contest.weights)

    def prices(self) -> list[Fraction]:
        """The price a point of each purchase."""
        return self._written_up().prices()

    def settle(self, project: int) -> None:
        """Finds out what floating point cannot tell: whether a project is affordable, and how."""
        side, state = self.contest.sides[project], self.state
        money = state.money[side.support.ballots]
        ledger = self._written_up()
        ledger.prices()
        bound, state.pending[project] = float(state.pending[project]), inf
        if ledger.owned(side.support.ballots[money > 0]) < side.exact_cost:
            return
        price = float(self._quote(side, bound * side.rate).price)
        state.fresh[project] = price / side.rate * _UNDER
        state.high[project] = price / side.rate * _OVER
        state.price[project], state.pure[project] = price, False
        state.numbers[LIMIT] = min(state.numbers[LIMIT], state.high[project])

    def factor(self, project: int) -> Fraction:
        """The exact factor of a project that was found in this round."""
        side = self.contest.sides[project]
        if self.state.pure[project]:
            return side.quotient
        return (
            self._quote(side, float(self.state.fresh[project]) * side.rate).price / side.exact_rate
        )

    def pay(self, project: int) -> None:
        """Takes the price from each supporter, or all he has."""
        if not pay(self.contest.table, self.state, project):
            self._pay_exactly(project)
        if self.state.numbers[ERROR] > self.state.numbers[SHARE] * TRUSTED:
            self._renew()

    def _quote(self, side: Side, bound: float) -> ExactQuote:
        """The price as a fraction, from a lower ``bound``; the supporters can pay the cost."""
        ledger = self._written_up()
        ledger.prices()
        money, price = self.state.money[side.support.ballots], Fraction(bound)
        while True:
            short, level = self._compare(side, money, price)
            given = ledger.owned(side.support.ballots[short & (money > 0)])
            higher = (side.exact_cost - given) / _points(side, np.flatnonzero(~short))
            if higher == price:
                return ExactQuote(price, short, short | level)
            price = higher

    def _compare(
        self, side: Side, money: FloatArray, price: Fraction
    ) -> tuple[BoolArray, BoolArray]:
        """Who has less than is asked, and who has exactly that."""
        error, share = self.state.numbers[ERROR], self.state.numbers[SHARE]
        over = money - side.asked(float(price))
        window = error + 8 * EPSILON * (share + float(price) * side.most_points)
        short = over < 0
        level = np.zeros(len(money), np.bool_)
        unsure = np.flatnonzero((np.abs(over) <= window) & (money > 0))
        purses = self._ledger.purses(side.support.ballots[unsure]) if len(unsure) else []
        for place, purse in zip(unsure.tolist(), purses, strict=True):
            asked = price * (1 if side.uniform else int(side.support.points[place]))
            short[place], level[place] = purse < asked, purse == asked
        return short, level

    def _pay_exactly(self, project: int) -> None:
        side, state = self.contest.sides[project], self.state
        ballots = side.support.ballots
        quote = self._quote(side, float(state.price[project]) * _UNDER)
        emptied = ballots[quote.short & (state.money[ballots] > 0)]
        begin = state.emptied_until[state.done[0]]
        state.emptied[begin : begin + len(emptied)] = emptied
        state.emptied_until[state.done[0] + 1] = begin + len(emptied)
        note(state, project, float(_points(side, np.flatnonzero(~quote.short))))
        self._written_up()
        state.money[ballots[quote.emptied]] = 0.0
        self._renew()

    def _renew(self) -> None:
        """Computes all purses anew from the exact prices."""
        money, share = self.state.money, float(self.state.numbers[SHARE])
        fresh = np.full(len(money), share)
        for project, price in zip(self.state.bought.tolist(), self.prices(), strict=False):
            side = self.contest.sides[project]
            fresh[side.support.ballots] -= side.asked(float(price))
        money[:] = np.where(money == 0, 0.0, np.maximum(fresh, share * EPSILON))
        self.state.numbers[ERROR] = 4 * share * EPSILON * (self.state.done[0] + 1)

    def _written_up(self) -> Ledger:
        """The ledger with all purchases in it."""
        ledger, state = self._ledger, self.state
        for number in range(len(ledger.entries), int(state.done[0])):
            side = self.contest.sides[state.bought[number]]
            begin, end = state.emptied_until[number : number + 2]
            emptied = state.emptied[begin:end].astype(np.int64)
            ledger.record(side, emptied, int(state.rich[number]))
        return ledger


def _points(side: Side, which: IntArray) -> int:
    """The points of all voters behind these of the supporters."""
    weights = side.support.weights.take(which)
    return int(weights.sum() if side.uniform else weights @ side.support.points.take(which))
