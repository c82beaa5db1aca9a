"""The purses of many passes, one column a pass: what a project would cost in each.

Supporters' money is taken for all passes at once: whole rows are copied many times as fast as
single cells are gathered, so passes that did not ask are computed along and left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.sides import EPSILON, FloatArray, Side

BoolArray = npt.NDArray[np.bool_]

_SPREAD = 1 + 16 * EPSILON


@dataclass(frozen=True)
class Look:
    """A project's price a point in each pass, between ``low`` and ``high``.

    ``low`` is inf where the project is out of reach, and only a bound where it is past the
    limit.
    """

    price: FloatArray
    low: FloatArray
    high: FloatArray


class Rows:
    """The money of each ballot's voters in each pass; ``doubtful`` ones are not to be trusted."""

    def __init__(self, contest: Contest, shares: Sequence[Fraction]) -> None:
        self.share = np.array([float(share) for share in shares])
        self.money = np.tile(self.share, (len(contest.weights), 1))
        self.worst_error = self.share * EPSILON
        self.doubtful = np.zeros(len(shares), np.bool_)

    def look(self, side: Side, asking: BoolArray, bounds: FloatArray, limits: FloatArray) -> Look:
        """The price in the passes that are ``asking``, from bounds that are too low."""
        money = self.money.take(side.support.ballots, axis=0)
        owned = side.support.float_weights @ money
        fuzz = self.worst_error * side.voters + side.rounding * owned
        out = owned < side.cost - fuzz
        self.doubtful |= asking & ~out & (owned <= side.cost + fuzz)
        limits = np.where(asking & ~out, limits, 0.0)
        price, low = _approach(side, money, np.where(asking, bounds, 0.0), (fuzz, limits))
        beyond = np.where(owned > side.cost, owned - side.cost, np.inf)
        over = 2 * fuzz * (self.share - price) / beyond
        return Look(price, np.where(out, np.inf, low), (price + over) * _SPREAD)

    def is_pure(self, side: Side, which: int) -> bool:
        """Whether in a pass all supporters can surely pay the least price there is."""
        money = self.money[:, which].take(side.support.ballots)
        margin = 2 * self.worst_error[which] + 8 * EPSILON * self.share[which]
        return bool((money - side.asked(side.least_price)).min() > margin)

    def pay(self, side: Side, paying: BoolArray, price: FloatArray) -> None:
        """Takes the price from each supporter in the passes ``paying``, or all he has."""
        price = np.where(paying, price, 0.0)
        money, asked = self.money.take(side.support.ballots, axis=0), _asked(side, price)
        can = money > asked
        rich = side.count_points(can)
        paid = side.support.float_weights @ np.minimum(money, asked)
        some = np.maximum(rich, 1.0)
        exact = np.where(paying, (side.cost - (paid - price * rich)) / some, 0.0)
        emptied = side.count_voters((money > 0) & ~can)
        doubt = (emptied * self.worst_error + side.rounding * paid) / some + 4 * EPSILON * exact
        error = np.where(paying, doubt * side.most_points, 0.0)
        left = money - _asked(side, exact)
        moved = np.abs(exact - price) * side.most_points
        window = np.maximum(2 * self.worst_error + error, moved)
        self.doubtful |= paying & (side.count_voters(np.abs(left) <= window) > 0)
        self.money[side.support.ballots] = np.maximum(left, 0.0)
        self.worst_error += np.where(paying, error + self.share * EPSILON, 0.0)


def _approach(
    side: Side, money: FloatArray, bounds: FloatArray, aim: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Price and a bound on it in each pass, until it is found or past the limit."""
    fuzz, limits = aim
    weights, price = side.support.float_weights, np.maximum(bounds, side.least_price)
    last = np.full(len(price), -1.0)
    while True:
        asked = _asked(side, price)
        rich = side.count_points(money > asked)
        paid = weights @ np.minimum(money, asked)
        some = np.maximum(rich, 1.0)
        price = np.maximum(price, price + (side.cost - paid) / some)
        low = (price - fuzz / some) / _SPREAD
        if ((rich == last) | (rich == 0) | (low > limits)).all():
            return price, low
        last = rich


def _asked(side: Side, price: FloatArray) -> FloatArray:
    """What each supporter is asked for in each pass."""
    return price if side.uniform else side.support.float_points[:, None] * price
