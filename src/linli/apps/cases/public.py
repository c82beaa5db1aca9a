"""The door of cases: what other apps and pages may use."""

from linli.apps.cases.selectors.statistics import (
    ClockTally,
    PromiseFigures,
    count_cases_by_clock,
    list_organisation_promises,
)
from linli.apps.cases.selectors.suggestions import Suggestion, register_suggester
from linli.apps.cases.services.import_cases import ImportReport, import_cases

__all__ = [
    "ClockTally",
    "ImportReport",
    "PromiseFigures",
    "Suggestion",
    "count_cases_by_clock",
    "import_cases",
    "list_organisation_promises",
    "register_suggester",
]
