"""Reading what oversight is about: rates with their denominators, and what is late."""

from linli.apps.oversight.selectors.calls import CallsLine, list_calls
from linli.apps.oversight.selectors.lateness import LateLine, list_late
from linli.apps.oversight.selectors.rates import (
    DIMENSIONS,
    Rate,
    RateFilters,
    Rates,
    RatesLine,
    get_rates,
    list_rates_by,
)

__all__ = [
    "DIMENSIONS",
    "CallsLine",
    "LateLine",
    "Rate",
    "RateFilters",
    "Rates",
    "RatesLine",
    "get_rates",
    "list_calls",
    "list_late",
    "list_rates_by",
]
