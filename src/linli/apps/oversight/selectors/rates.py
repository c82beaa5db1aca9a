"""The three rates and the closing rates, each with everything that it leaves out."""

from collections.abc import Iterator
from datetime import datetime

from linli.apps.oversight.selectors.answers import count_answers
from linli.apps.oversight.selectors.closing import count_due
from linli.apps.oversight.selectors.figures import RateFilters, Rates, RatesLine
from linli.core.matters.acting import ActingUser


def get_rates(user: ActingUser, filters: RateFilters, *, now: datetime) -> Rates:
    """The rates over all cases that the filters leave and the reader may see; two queries."""
    total = Rates()
    for line in _count(user, filters, None, now):
        total.add(line.rates)
    return total


def list_rates_by(
    user: ActingUser, filters: RateFilters, dimension: str, *, now: datetime
) -> list[RatesLine]:
    """Rates for each organisation (slug), category (code), place (code of the grid) or month
    (`2026-11`, in which a case was closed or fell due); two queries."""
    found: dict[str, Rates] = {}
    for line in _count(user, filters, dimension, now):
        found.setdefault(line.key, Rates()).add(line.rates)
    return [RatesLine(key, found[key]) for key in sorted(found)]


def _count(
    user: ActingUser, filters: RateFilters, dimension: str | None, now: datetime
) -> Iterator[RatesLine]:
    yield from count_answers(user, filters, dimension)
    yield from count_due(user, filters, dimension, now=now)
