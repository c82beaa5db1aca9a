"""Reading what oversight is about: rates with their denominators, and what is late."""

from linli.apps.oversight.selectors.calls import CallsLine, list_calls
from linli.apps.oversight.selectors.figures import Rate, RateFilters, Rates, RatesLine
from linli.apps.oversight.selectors.keys import DIMENSIONS
from linli.apps.oversight.selectors.lateness import (
    LateLine,
    count_late,
    count_late_unseen,
    list_late,
    with_last_steps,
)
from linli.apps.oversight.selectors.places import (
    OTHER,
    PublishedPlaces,
    get_published_places,
)
from linli.apps.oversight.selectors.rates import get_rates, list_rates_by

__all__ = [
    "DIMENSIONS",
    "OTHER",
    "CallsLine",
    "LateLine",
    "PublishedPlaces",
    "Rate",
    "RateFilters",
    "Rates",
    "RatesLine",
    "count_late",
    "count_late_unseen",
    "get_published_places",
    "get_rates",
    "list_calls",
    "list_late",
    "list_rates_by",
    "with_last_steps",
]
