"""What the case's steps do beyond the procedure, and the writing of categories."""

from linli.apps.cases.services.assignment import call, dispatch, rule
from linli.apps.cases.services.call_back import call_back
from linli.apps.cases.services.calls import ask_again, call_organisations, withdraw
from linli.apps.cases.services.categories import create_category, import_categories
from linli.apps.cases.services.holding import let_go
from linli.apps.cases.services.intake import accept, correct_category, merge, redirect, report
from linli.apps.cases.services.mediation import ask_mediation
from linli.apps.cases.services.publication import publish, take_down
from linli.apps.cases.services.statements import explain
from linli.apps.cases.services.templates import handle
from linli.apps.cases.services.verification import look_at

__all__ = [
    "accept",
    "ask_again",
    "ask_mediation",
    "call",
    "call_back",
    "call_organisations",
    "correct_category",
    "create_category",
    "dispatch",
    "explain",
    "handle",
    "import_categories",
    "let_go",
    "look_at",
    "merge",
    "publish",
    "redirect",
    "report",
    "rule",
    "take_down",
    "withdraw",
]
