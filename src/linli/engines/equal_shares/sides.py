"""The supporters of a project as floating-point arrays."""

from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.supports import Support

FloatArray = npt.NDArray[np.float64]

EPSILON = float(np.finfo(np.float64).eps)


class Side:
    """A project's cost and rate, and its supporters' weights and points, as floats."""

    def __init__(self, cost: int, rate: Fraction, support: Support, *, uniform: bool) -> None:
        self.support = support
        self.exact_cost, self.exact_rate = cost, rate
        self.cost, self.rate = float(cost), float(rate)
        self.uniform = uniform
        self.voters = support.voters
        self.points_total = support.voters if uniform else support.score
        self.most_points = 1.0 if uniform else float(support.most_points)

    @cached_property
    def quotient(self) -> Fraction:
        """The factor at which every supporter pays in full: the least there can be."""
        return Fraction(self.exact_cost, self.points_total) / self.exact_rate

    def asked(self, price: float) -> FloatArray | float:
        """What each supporter is asked for at a price a point."""
        return price if self.uniform else self.support.float_points * price
