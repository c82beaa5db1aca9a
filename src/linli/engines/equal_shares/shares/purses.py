"""What voters have left, in floating point, and what a project would cost them.

The least price p of a project solves Σ weight · min(money, p · points) = cost. From below,
each step takes those who are short at the last p as paying all they have: the root of a line
that is nowhere under the sum, so it never overshoots and is a lower bound itself.

``worst_error`` bounds how far any purse is from the exact one; a purse is 0.0 only when it is
empty. What lies within the error is settled in fractions, after which all purses are renewed.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.ballots import IntArray
from linli.engines.equal_shares.shares.ledger import Ledger
from linli.engines.equal_shares.sides import EPSILON, FloatArray, Side

BoolArray = npt.NDArray[np.bool_]

SPREAD = 1 + 8 * EPSILON
# numpy adds blocks of 128 in 8 lanes and the blocks in pairs: off by less than this share.
_PAIRWISE = 64 * EPSILON
_TRUSTED = 1e-7


@dataclass(frozen=True, slots=True)
class Quote:
    """A price a point, between ``low`` and ``high``, from supporters who have ``money``.

    ``pure`` says that none of them is short of it.
    """

    price: float
    low: float
    high: float
    money: FloatArray
    pure: bool


@dataclass(frozen=True, slots=True)
class ExactQuote:
    """The price a point; who is short of it, and who has nothing left once it is paid."""

    price: Fraction
    short: BoolArray
    emptied: BoolArray


class Purses:
    """The money of each ballot's voters."""

    def __init__(self, share: Fraction, weights: IntArray) -> None:
        self.share = float(share)
        self.money = np.full(len(weights), self.share)
        self.ledger = Ledger(share, weights)
        self.worst_error = self.share * EPSILON

    def quote(self, side: Side, bound: float, limit: float) -> Quote | float | None:
        """The price, or a bound on it above ``limit``, or None if it cannot be paid any more.

        ``bound`` is a price that is known to be too low.
        """
        money = self.money.take(side.support.ballots)
        owned = float(side.support.float_weights @ money)
        fuzz = self.worst_error * side.voters + side.rounding * owned
        if owned < side.cost - fuzz:
            return None
        least = side.least_price
        margin = 2 * self.worst_error + 4 * EPSILON * self.share
        if bound <= least:  # else somebody has been short of money before
            spare = money if side.uniform else money - side.asked(least)
            if spare.min() > margin + (least if side.uniform else 0.0):
                return Quote(least, least / SPREAD, least * SPREAD, money, pure=True)
        quote = None
        if owned > side.cost + fuzz:
            quote = _approach(side, money, owned, fuzz, (bound, limit))
        return self._barely(side, money, bound) if quote is None else quote

    def _barely(self, side: Side, money: FloatArray, bound: float) -> Quote | None:
        """The quote where the supporters have just about the cost."""
        self.ledger.prices()
        if self.ledger.owned(side.support.ballots[money > 0]) < side.exact_cost:
            return None
        price = float(self.exact_quote(side, money, bound).price)
        return Quote(price, price / SPREAD, price * SPREAD, money, pure=False)

    def exact_quote(self, side: Side, money: FloatArray, bound: float) -> ExactQuote:
        """The price as a fraction, from a lower ``bound``; the supporters can pay the cost."""
        self.ledger.prices()
        price = Fraction(bound)
        while True:
            short, level = self._compare(side, money, price)
            given = self.ledger.owned(side.support.ballots[short & (money > 0)])
            higher = (side.exact_cost - given) / _points(side, np.flatnonzero(~short))
            if higher == price:
                return ExactQuote(price, short, short | level)
            price = higher

    def _compare(
        self, side: Side, money: FloatArray, price: Fraction
    ) -> tuple[BoolArray, BoolArray]:
        """Who has less than is asked, and who has exactly that."""
        over = money - side.asked(float(price))
        window = self.worst_error + 8 * EPSILON * (self.share + float(price) * side.most_points)
        short = over < 0
        level = np.zeros(len(money), np.bool_)
        unsure = np.flatnonzero((np.abs(over) <= window) & (money > 0))
        purses = self.ledger.purses(side.support.ballots[unsure]) if len(unsure) else []
        for place, purse in zip(unsure.tolist(), purses, strict=True):
            asked = price * (1 if side.uniform else int(side.support.points[place]))
            short[place], level[place] = purse < asked, purse == asked
        return short, level

    def pay(self, side: Side, quote: Quote) -> None:
        """Takes the price from each supporter, or all he has."""
        if quote.pure:
            left, doubt = quote.money - side.asked(quote.price), 4 * EPSILON * quote.price
            self.ledger.record(side, side.support.ballots[:0], side.points_total)
        else:
            found = self._left(side, quote)
            if found is None:
                return self._pay_exactly(side, self.exact_quote(side, quote.money, quote.low))
            left, doubt = found
        self.money[side.support.ballots] = left
        self.worst_error += doubt * side.most_points + self.share * EPSILON
        if self.worst_error > self.share * _TRUSTED:
            self._renew()
        return None

    def _left(self, side: Side, quote: Quote) -> tuple[FloatArray, float] | None:
        """What the supporters keep, and how far the price can be off; None if unsure."""
        short = np.flatnonzero(quote.money <= side.asked(quote.price))
        given, weights = quote.money.take(short), side.support.float_weights.take(short)
        rich = side.points_total - _points(side, short)
        if not rich:
            return None
        missing = float(np.add.reduce(given * weights))
        price = (side.cost - missing) / rich
        alive = given > 0
        fuzz = float(weights @ alive) * self.worst_error + _PAIRWISE * missing
        doubt = fuzz / rich + 4 * EPSILON * price
        left = quote.money - side.asked(price)
        window = 2 * self.worst_error + doubt * side.most_points
        window = max(window, abs(price - quote.price) * side.most_points)
        over = np.count_nonzero(left > window)
        if over != len(left) - len(short) or np.count_nonzero(left < -window) != len(short):
            return None
        self.ledger.record(side, side.support.ballots.take(short[alive]), rich)
        return np.maximum(left, 0.0, out=left), doubt

    def _pay_exactly(self, side: Side, quote: ExactQuote) -> None:
        ballots = side.support.ballots
        alive = self.money[ballots] > 0
        self.ledger.record(
            side, ballots[quote.short & alive], _points(side, np.flatnonzero(~quote.short))
        )
        self.money[ballots[quote.emptied]] = 0.0
        self._renew()

    def _renew(self) -> None:
        """Computes all purses anew from the exact prices."""
        fresh = np.full(len(self.money), self.share)
        for entry, price in zip(self.ledger.entries, self.ledger.prices(), strict=True):
            points = 1.0 if entry.uniform else entry.support.float_points
            fresh[entry.support.ballots] -= float(price) * points
        empty = self.money == 0
        self.money = np.where(empty, 0.0, np.maximum(fresh, self.share * EPSILON))
        self.worst_error = 4 * self.share * EPSILON * (len(self.ledger.entries) + 1)


def _points(side: Side, which: IntArray) -> int:
    """The points of all voters behind these of the supporters."""
    weights = side.support.weights.take(which)
    return int(weights.sum() if side.uniform else weights @ side.support.points.take(which))


def _approach(
    side: Side, money: FloatArray, owned: float, fuzz: float, span: tuple[float, float]
) -> Quote | float | None:
    """The price from below, or a bound on it beyond the upper end of ``span``.

    None where rounding hides who can still pay more.
    """
    wealth = side.wealth(money)
    price, rich, last = span[0], 0.0, -1.0
    while rich != last:
        last, mask = rich, (money > side.asked(price)).astype(np.float64)
        rich = float(side.point_weights @ mask)
        if not rich:
            return None
        price = max(price, (side.cost - owned + float(wealth @ mask)) / rich)
        low = (price - fuzz / rich) / SPREAD
        if low > span[1]:
            return low
    return Quote(price, low, _upper(side, money, price, owned, fuzz), money, pure=False)


def _upper(side: Side, money: FloatArray, price: float, owned: float, fuzz: float) -> float:
    """A price at which the supporters surely pay the cost.

    They can pay ``owned`` in all, at the latest when the richest is emptied; being concave,
    the sum lies over the straight line from the price to there.
    """
    most = float(money.max()) if side.uniform else float((money / side.support.float_points).max())
    return (price + 2 * fuzz * (most - price) / (owned - side.cost)) * SPREAD
