"""Equal Shares in floating point, with the same purchases as in integers.

Two factors are told apart when their intervals do not meet, and compared as fractions when
they do. Bounds stay valid as money is spent, so a project is only looked at when its bound
comes first, and only until it is out of the running. Nothing is sorted: O(projects looked at ×
their ballots).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.purses import SPREAD, Purses, Quote
from linli.engines.equal_shares.shares.run import Purchase, Run
from linli.engines.equal_shares.sides import FloatArray


@dataclass(frozen=True, slots=True)
class Offer:
    """A project whose factor lies between ``low`` and ``high``."""

    project: int
    quote: Quote
    low: float
    high: float


class FloatShares:
    """One pass of Equal Shares, purchase by purchase."""

    def __init__(self, contest: Contest, share: Fraction, ranks: Sequence[int]) -> None:
        self.sides, self.ranks = contest.sides, ranks
        self._purses = Purses(share, contest.weights)
        self.bounds = [
            (side.least_factor, j)
            for j, side in enumerate(self.sides)
            if side.cost and side.voters * share.numerator >= side.exact_cost * share.denominator
        ]
        heapify(self.bounds)

    def run(self, lower: Run | None = None) -> tuple[Purchase, ...]:
        """All purchases, until no project is affordable."""
        return tuple(self.steps(lower))

    def steps(self, lower: Run | None = None) -> Iterator[Purchase]:
        """Each purchase when it is decided and before it is paid.

        Given a run with a smaller share, rivals are looked at until they are past that run's
        factors, so that ``holds_up_to`` is decided where it can be.
        """
        step = 0
        while offers := self._best_offers():
            chosen = min(offers, key=lambda offer: self.ranks[offer.project])
            self._defer([offer for offer in offers if offer is not chosen])
            tied = tuple(sorted(offer.project for offer in offers))
            lower = self._pass_rivals(lower, step, chosen.project)
            side = self.sides[chosen.project]
            rho = side.quotient if chosen.quote.pure else chosen.high
            yield Purchase(chosen.project, tied, rho, self._rival(tied))
            self._purses.pay(side, chosen.quote)
            step += 1

    def prices(self) -> list[Fraction]:
        """The price a point of each purchase."""
        return self._purses.ledger.prices()

    def purses(self) -> FloatArray:
        """What each ballot's voters have left."""
        return self._purses.money

    def _best_offers(self) -> list[Offer]:
        """The offers at the least factor; a project out of reach is dropped for good."""
        offers: list[Offer] = []
        high = inf
        while self.bounds and self.bounds[0][0] <= high:
            offer = self._look(*heappop(self.bounds), high)
            if offer:
                offers.append(offer)
                high = min(high, offer.high)
        best = self._least([offer for offer in offers if offer.low <= high])
        self._defer([offer for offer in offers if offer not in best])
        return best

    def _look(self, bound: float, project: int, limit: float) -> Offer | None:
        """The project's offer; None where its factor is past ``limit`` or it is dropped."""
        side = self.sides[project]
        quote = self._purses.quote(side, bound * side.rate, limit * side.rate * SPREAD)
        if isinstance(quote, Quote):
            low, high = quote.low / side.rate / SPREAD, quote.high / side.rate * SPREAD
            return Offer(project, quote, low, high)
        if quote is not None:
            heappush(self.bounds, (quote / side.rate / SPREAD, project))
        return None

    def _least(self, offers: list[Offer]) -> list[Offer]:
        """The offers that are equal and least, told apart exactly."""
        if len(offers) <= 1:
            return offers
        factors = [self._factor(offer) for offer in offers]
        least = min(factors)
        return [offer for offer, f in zip(offers, factors, strict=True) if f == least]

    def _factor(self, offer: Offer) -> Fraction:
        side, quote = self.sides[offer.project], offer.quote
        if quote.pure:
            return side.quotient
        return self._purses.exact_quote(side, quote.money, quote.low).price / side.exact_rate

    def _defer(self, offers: list[Offer]) -> None:
        for offer in offers:
            heappush(self.bounds, (offer.low, offer.project))

    def _rival(self, tied: tuple[int, ...]) -> float:
        if len(tied) == 1:
            return self.bounds[0][0] if self.bounds else inf
        return min((bound for bound, project in self.bounds if project not in tied), default=inf)

    def _pass_rivals(self, lower: Run | None, step: int, chosen: int) -> Run | None:
        """Looks at rivals until their bounds pass the lower run's factor; None if one cannot."""
        if lower is None or step >= len(lower.purchases):
            return None
        purchase = lower.purchases[step]
        goal = float(purchase.rho) * SPREAD
        if purchase.project != chosen:
            return None
        while self.bounds and self.bounds[0][0] <= goal:
            offer = self._look(*heappop(self.bounds), goal)
            if offer:
                self._defer([offer])
                return None
        return lower
