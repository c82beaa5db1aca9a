"""Pages of oversight."""

from linli.apps.oversight.http.pages.lateness import show_late
from linli.apps.oversight.http.pages.rates import export_rates, show_rates, show_report

__all__ = ["export_rates", "show_late", "show_rates", "show_report"]
