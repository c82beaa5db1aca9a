"""What the case's steps do beyond the procedure, and the writing of categories."""

from linli.apps.cases.services.categories import create_category, import_categories
from linli.apps.cases.services.intake import accept, dispatch, merge, report
from linli.apps.cases.services.publication import publish, take_down

__all__ = [
    "accept",
    "create_category",
    "dispatch",
    "import_categories",
    "merge",
    "publish",
    "report",
    "take_down",
]
