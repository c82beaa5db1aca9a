"""Pages that only cases have."""

from linli.apps.cases.http.pages.board import (
    claim,
    decide_from_board,
    dispatch_from_board,
    leave_board,
    show_board,
    show_queue,
    take_next,
)
from linli.apps.cases.http.pages.calls import call_to_case
from linli.apps.cases.http.pages.dispatch_catalogue import end_catalogue_entry, show_catalogue
from linli.apps.cases.http.pages.exports import export_matters
from linli.apps.cases.http.pages.mediation import ask_mediation
from linli.apps.cases.http.pages.report import report, show_nearby, show_suggestions
from linli.apps.cases.http.pages.round import add_finding, show_round
from linli.apps.cases.http.pages.statistics import show_statistics
from linli.apps.cases.http.pages.templates import remove_template, show_templates

__all__ = [
    "add_finding",
    "ask_mediation",
    "call_to_case",
    "claim",
    "decide_from_board",
    "dispatch_from_board",
    "end_catalogue_entry",
    "export_matters",
    "leave_board",
    "remove_template",
    "report",
    "show_board",
    "show_catalogue",
    "show_nearby",
    "show_queue",
    "show_round",
    "show_statistics",
    "show_suggestions",
    "show_templates",
    "take_next",
]
