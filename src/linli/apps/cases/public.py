"""The door of cases: what other apps and pages may use."""

from linli.apps.cases.selectors.catalogue import list_categories
from linli.apps.cases.selectors.spots import (
    has_spot_within,
    is_shown_at_spot,
    list_category_names,
    list_shown_spots,
)
from linli.apps.cases.selectors.statistics import (
    ClockTally,
    PromiseFigures,
    count_cases_by_clock,
    list_organisation_promises,
    wilson,
)
from linli.apps.cases.selectors.suggestions import Suggestion, register_suggester
from linli.apps.cases.selectors.usual import UsualCategory, list_usual_categories
from linli.apps.cases.services.categories import create_category, import_categories
from linli.apps.cases.services.importing import (
    CaseMapping,
    ImportReport,
    SheetError,
    import_case_histories,
    import_cases,
    read_mapping,
)

__all__ = [
    "CaseMapping",
    "ClockTally",
    "ImportReport",
    "PromiseFigures",
    "SheetError",
    "Suggestion",
    "UsualCategory",
    "count_cases_by_clock",
    "create_category",
    "has_spot_within",
    "import_case_histories",
    "import_cases",
    "import_categories",
    "is_shown_at_spot",
    "list_categories",
    "list_category_names",
    "list_organisation_promises",
    "list_shown_spots",
    "list_usual_categories",
    "read_mapping",
    "register_suggester",
    "wilson",
]
