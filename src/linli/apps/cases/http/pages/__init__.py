"""Pages that only cases have."""

from linli.apps.cases.http.pages.calls import call_to_case
from linli.apps.cases.http.pages.exports import export_matters
from linli.apps.cases.http.pages.mediation import ask_mediation
from linli.apps.cases.http.pages.report import report, show_nearby
from linli.apps.cases.http.pages.statistics import show_statistics

__all__ = [
    "ask_mediation",
    "call_to_case",
    "export_matters",
    "report",
    "show_nearby",
    "show_statistics",
]
