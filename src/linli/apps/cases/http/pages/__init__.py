"""Pages that only cases have."""

from linli.apps.cases.http.pages.exports import export_matters
from linli.apps.cases.http.pages.report import report, show_nearby
from linli.apps.cases.http.pages.statistics import show_statistics

__all__ = ["export_matters", "report", "show_nearby", "show_statistics"]
