"""The supporters of a project as floating-point arrays."""

from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.ballots import Support

FloatArray = npt.NDArray[np.float64]

EPSILON = float(np.finfo(np.float64).eps)
# Sums of whole numbers under this lose nothing in 32 bits, which take half the time.
_EXACT_IN_32_BITS = 2**24


class Side:
    """A project's cost and rate, and its supporters' weights and points, as floats."""

    def __init__(self, cost: int, rate: Fraction, support: Support, *, uniform: bool) -> None:
        self.support = support
        self.exact_cost, self.exact_rate = cost, rate
        self.cost, self.rate = float(cost), float(rate)
        self.uniform = uniform
        self.voters = support.voters
        self.points_total = support.voters if uniform else support.score
        self.most_points = 1.0 if uniform else float(support.points.max(initial=0))
        # Any order of adding the supporters' amounts is off by no more than this share of them.
        self.rounding = EPSILON * (len(support) + 8)

    @cached_property
    def quotient(self) -> Fraction:
        """The factor at which every supporter pays in full: the least there can be."""
        return Fraction(self.exact_cost, self.points_total) / self.exact_rate

    @cached_property
    def least_price(self) -> float:
        """The price a point at which every supporter pays in full."""
        return self.cost / self.points_total

    @cached_property
    def least_factor(self) -> float:
        """A bound below the quotient."""
        return self.least_price / self.rate * (1 - 8 * EPSILON)

    def asked(self, price: float) -> FloatArray | float:
        """What each supporter is asked for at a price a point."""
        return price if self.uniform else self.support.float_points * price

    def wealth(self, money: FloatArray) -> FloatArray:
        """What the voters behind each ballot have together."""
        return money if self.support.single else money * self.support.float_weights

    def count_points(self, mask: npt.NDArray[np.bool_]) -> FloatArray:
        """The points of all voters behind the ballots of each column."""
        return self._count(mask, self.points_total, self.point_weights)

    def count_voters(self, mask: npt.NDArray[np.bool_]) -> FloatArray:
        """The voters behind the ballots of each column."""
        return self._count(mask, self.voters, self.support.float_weights)

    def _count(self, mask: npt.NDArray[np.bool_], total: int, weights: FloatArray) -> FloatArray:
        narrow = np.float32 if total < _EXACT_IN_32_BITS else np.float64
        found: FloatArray = (weights.astype(narrow) @ mask.astype(narrow)).astype(np.float64)
        return found

    @cached_property
    def point_weights(self) -> FloatArray:
        """Voters times points."""
        weights = self.support.float_weights
        return weights if self.uniform else weights * self.support.float_points
