"""Equal Shares in integers.

Money is counted in multiples of 1/D, where D grows by what is needed to divide the last price.
A project's factor never falls while money is spent, so its last value is a bound, and a
project is only looked at again when its bound comes first. O(purchases × entries) integer
operations at worst, on integers that grow by some digits a purchase: for small elections, and
for the rare large one in which floating point cannot tell two projects apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, inf

import numpy as np

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.run import Purchase, Run
from linli.engines.equal_shares.sides import FloatArray


@dataclass(frozen=True)
class Payer:
    """The voters behind one ballot and how much they value a project."""

    ballot: int
    weight: int
    points: int


@dataclass(frozen=True)
class Offer:
    """A project at its least factor ``rho``, which means ``price`` for each point."""

    project: int
    rho: Fraction
    price: Fraction


class Purses:
    """What each ballot's voters have left: ``money[i] / scale`` each."""

    def __init__(self, share: Fraction, ballots: int) -> None:
        self.money = [share.numerator] * ballots
        self.scale = share.denominator

    def pay(self, payers: Sequence[Payer], price: Fraction) -> None:
        """Takes ``price`` a point from each payer, or what he has left."""
        factor = price.denominator // gcd(price.denominator, self.scale)
        self.scale *= factor
        if factor > 1:
            self.money = [amount * factor for amount in self.money]
        units = price.numerator * (self.scale // price.denominator)
        for payer in payers:
            self.money[payer.ballot] = max(0, self.money[payer.ballot] - units * payer.points)

    def price(self, payers: Sequence[Payer], cost: int) -> Fraction | None:
        """The least price a point at which the payers cover the cost, if they can."""
        money, missing = self.money, cost * self.scale
        if sum(money[payer.ballot] * payer.weight for payer in payers) < missing:
            return None
        rich = list(payers)
        while True:
            points = sum(payer.weight * payer.points for payer in rich)
            poor = [p for p in rich if money[p.ballot] * points < missing * p.points]
            if not poor:
                return Fraction(missing, points * self.scale)
            rich = [p for p in rich if money[p.ballot] * points >= missing * p.points]
            missing -= sum(money[payer.ballot] * payer.weight for payer in poor)


class ExactShares:
    """One pass of Equal Shares, purchase by purchase."""

    def __init__(self, contest: Contest, share: Fraction, ranks: Sequence[int]) -> None:
        self.contest = contest
        self.ranks = ranks
        self.payers = _payers(contest)
        self._purses = Purses(share, len(contest.weights))
        self._prices: list[Fraction] = []
        self.bounds = [(_least_factor(contest, j, self.payers[j]), j) for j in self._priced()]
        heapify(self.bounds)

    def run(self, lower: Run | None = None) -> tuple[Purchase, ...]:
        """All purchases, until no project is affordable."""
        return tuple(self.steps(lower))

    def steps(self, lower: Run | None = None) -> Iterator[Purchase]:  # noqa: ARG002 - exact anyway
        """Each purchase when it is decided and before it is paid."""
        while offers := self._best_offers():
            chosen = min(offers, key=lambda offer: self.ranks[offer.project])
            rival = self.bounds[0][0] if self.bounds else inf
            for offer in offers:
                if offer is not chosen:
                    heappush(self.bounds, (offer.rho, offer.project))
            tied = tuple(sorted(offer.project for offer in offers))
            yield Purchase(chosen.project, tied, chosen.rho, rival)
            self._prices.append(chosen.price)
            self._purses.pay(self.payers[chosen.project], chosen.price)

    def prices(self) -> list[Fraction]:
        """The price a point of each purchase."""
        return self._prices

    def purses(self) -> FloatArray:
        """What each ballot's voters have left, rounded to floating point."""
        return np.array([amount / self._purses.scale for amount in self._purses.money])

    def _priced(self) -> list[int]:
        contest = self.contest
        return [j for j, cost in enumerate(contest.costs) if cost and self.payers[j]]

    def _best_offers(self) -> list[Offer]:
        """The offers at the least factor; a project out of reach is dropped for good."""
        offers: list[Offer] = []
        while self.bounds and (not offers or self.bounds[0][0] <= offers[0].rho):
            _, project = heappop(self.bounds)
            price = self._purses.price(self.payers[project], self.contest.costs[project])
            if price is None:
                continue
            offer = Offer(project, price / self.contest.rates[project], price)
            offers = self._keep_best(offers, offer)
        return offers

    def _keep_best(self, offers: list[Offer], offer: Offer) -> list[Offer]:
        if not offers or offer.rho == offers[0].rho:
            return [*offers, offer]
        worse = [offer] if offer.rho > offers[0].rho else offers
        for other in worse:
            heappush(self.bounds, (other.rho, other.project))
        return offers if offer.rho > offers[0].rho else [offer]


def _payers(contest: Contest) -> list[list[Payer]]:
    weights = contest.weights.tolist()
    return [
        [
            Payer(ballot, weights[ballot], 1 if contest.uniform else points)
            for ballot, points in zip(s.ballots.tolist(), s.points.tolist(), strict=True)
        ]
        for s in contest.supports
    ]


def _least_factor(contest: Contest, project: int, payers: Sequence[Payer]) -> Fraction:
    points = sum(payer.weight * payer.points for payer in payers)
    return Fraction(contest.costs[project], points) / contest.rates[project]
