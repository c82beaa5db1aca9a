"""The purses of many passes, one row a pass: what a project would cost in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.ballots import IntArray
from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.sides import EPSILON, FloatArray, Side

BoolArray = npt.NDArray[np.bool_]

_SPREAD = 1 + 16 * EPSILON


@dataclass(frozen=True)
class Look:
    """A project's price a point in some passes, between ``low`` and ``high``.

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
        self.ballots = len(contest.weights)
        self.money = np.repeat(self.share, self.ballots)
        self.worst_error = self.share * EPSILON
        self.doubtful = np.zeros(len(shares), np.bool_)

    def look(self, side: Side, which: IntArray, bounds: FloatArray, limits: FloatArray) -> Look:
        """The price in the passes ``which``, from bounds that are too low."""
        money, error = self.money.take(self._places(side, which)), self.worst_error[which]
        owned = money @ side.support.float_weights
        fuzz = error * side.voters + side.rounding * owned
        out = owned < side.cost - fuzz
        self.doubtful[which] |= ~out & (owned <= side.cost + fuzz)
        price, low = _approach(side, money, bounds, (fuzz, np.where(out, 0.0, limits)))
        beyond = np.where(owned > side.cost, owned - side.cost, np.inf)
        over = 2 * fuzz * (self.share[which] - price) / beyond
        return Look(price, np.where(out, np.inf, low), (price + over) * _SPREAD)

    def is_pure(self, side: Side, which: int) -> bool:
        """Whether in a pass all supporters can surely pay the least price there is."""
        begin = which * self.ballots
        money = self.money[begin : begin + self.ballots].take(side.support.ballots)
        margin = 2 * self.worst_error[which] + 8 * EPSILON * self.share[which]
        return bool((money - side.asked(side.least_price)).min() > margin)

    def pay(self, side: Side, which: IntArray, price: FloatArray) -> None:
        """Takes the price from each supporter, or all he has."""
        places, weights = self._places(side, which), side.support.float_weights
        money = self.money.take(places)
        short = money <= _asked(side, price)
        given = np.where(short, money, 0.0)
        missing, alive = given @ weights, (given > 0) @ weights
        rich = np.maximum(side.points_total - short @ side.point_weights, 1.0)
        exact = (side.cost - missing) / rich
        fuzz = alive * self.worst_error[which] + side.rounding * missing
        doubt = fuzz / rich + 4 * EPSILON * exact
        left = money - _asked(side, exact)
        nearest = np.abs(left).min(axis=1)
        window = 2 * self.worst_error[which] + doubt * side.most_points
        moved = np.abs(exact - price) * side.most_points >= nearest
        self.doubtful[which] |= (nearest <= window) | moved
        self.money[places] = np.maximum(left, 0.0)
        self.worst_error[which] += doubt * side.most_points + self.share[which] * EPSILON

    def _places(self, side: Side, which: IntArray) -> IntArray:
        """Where the supporters' money in these passes lies."""
        places: IntArray = which[:, None] * self.ballots + side.support.ballots
        return places


def _approach(
    side: Side, money: FloatArray, bounds: FloatArray, aim: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Price and a bound on it in each pass, until it is found or past the limit."""
    fuzz, limits = aim
    weights, price = side.support.float_weights, np.maximum(bounds, side.least_price)
    last = np.full(len(price), -1.0)
    while True:
        asked = _asked(side, price)
        rich = (money > asked).astype(np.float64) @ side.point_weights
        paid = np.minimum(money, asked) @ weights
        some = np.maximum(rich, 1.0)
        price = np.maximum(price, price + (side.cost - paid) / some)
        low = (price - fuzz / some) / _SPREAD
        if ((rich == last) | (rich == 0) | (low > limits)).all():
            return price, low
        last = rich


def _asked(side: Side, price: FloatArray) -> FloatArray:
    """What each supporter is asked for in each pass."""
    asked: FloatArray = price[:, None]
    return asked if side.uniform else asked * side.support.float_points
