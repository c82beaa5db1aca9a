"""The exact side of a floating-point pass: who paid what, as fractions, when it is asked for.

A voter with money left has paid the full price of everything he supported that was bought. So
what some voters have left together is their shares minus, for each purchase, its price times
the points that they gave it; and a price is the cost minus what those short of money gave,
divided by the points of the others. Only whole numbers need to be counted for that.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from linli.engines.equal_shares.sides import Side
from linli.engines.equal_shares.supports import IntArray, Support


@dataclass(frozen=True)
class Entry:
    """A purchase: its supporters, those of them who were emptied, the points of the others."""

    support: Support
    uniform: bool
    cost: int
    emptied: IntArray
    rich_points: int


class Ledger:
    """The purchases of one pass, priced when somebody asks."""

    def __init__(self, share: Fraction, weights: IntArray) -> None:
        self.share, self.weights = share, weights
        self.entries: list[Entry] = []
        self._prices: list[Fraction] = []
        self._marks = np.zeros(len(weights))

    def record(self, side: Side, emptied: IntArray, rich_points: int) -> None:
        """Notes a purchase; ``emptied`` had some money and gave all of it."""
        cost = side.exact_cost
        self.entries.append(Entry(side.support, side.uniform, cost, emptied, rich_points))

    def prices(self) -> list[Fraction]:
        """The price a point of each purchase."""
        for entry in self.entries[len(self._prices) :]:
            given = self.owned(entry.emptied)
            self._prices.append((entry.cost - given) / entry.rich_points)
        return self._prices

    def owned(self, ballots: IntArray) -> Fraction:
        """What the voters behind these ballots have together, none of them being emptied."""
        if not len(ballots):
            return Fraction(0)
        weights = self.weights[ballots]
        self._marks[ballots] = weights
        owned = self.share * int(weights.sum())
        for entry, price in zip(self.entries, self._prices, strict=False):
            marked = self._marks[entry.support.ballots]
            points = marked.sum() if entry.uniform else marked @ entry.support.float_points
            owned -= price * int(points)
        self._marks[ballots] = 0.0
        return owned

    def purses(self, ballots: IntArray) -> list[Fraction]:
        """What each voter behind each of these ballots has, none of them being emptied."""
        prices = self.prices()
        if not prices:
            return [self.share] * len(ballots)
        given = np.array([_points(entry, ballots) for entry in self.entries], np.int64)
        histories, which = np.unique(given.T, axis=0, return_inverse=True)
        amounts = [
            self.share - sum((p * g for p, g in zip(prices, row, strict=True) if g), Fraction(0))
            for row in histories.tolist()
        ]
        return [amounts[i] for i in which.ravel().tolist()]


def _points(entry: Entry, ballots: IntArray) -> IntArray:
    places = np.searchsorted(entry.support.ballots, ballots)
    places = np.minimum(places, len(entry.support) - 1)
    found = entry.support.ballots[places] == ballots
    points = np.ones(len(places), np.int64) if entry.uniform else entry.support.points[places]
    return np.where(found, points, 0)
