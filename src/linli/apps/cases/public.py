"""The door of cases: what other apps and pages may use."""

from linli.apps.cases.models import Category
from linli.apps.cases.selectors.breaches import (
    Breach,
    Statement,
    list_explained_promises,
    list_late_promises,
    list_statements,
)
from linli.apps.cases.selectors.catalogue import (
    find_category,
    has_categories_below,
    list_all_categories,
    list_categories,
    list_choosable_categories,
)
from linli.apps.cases.selectors.decisions import (
    Decision,
    Written,
    list_decisions,
    list_written,
)
from linli.apps.cases.selectors.likeness import make_path
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
from linli.apps.cases.selectors.suggestions import (
    Asked,
    OrganisationSuggestion,
    Suggestion,
    register_organisation_suggester,
    register_suggester,
    suggest_from_words,
)
from linli.apps.cases.selectors.usual import UsualCategory, list_usual_categories
from linli.apps.cases.services.categories import (
    change_category,
    create_category,
    import_categories,
)
from linli.apps.cases.services.importing import (
    CaseMapping,
    ImportReport,
    SheetError,
    import_case_histories,
    import_cases,
    read_mapping,
)

__all__ = [
    "Asked",
    "Breach",
    "CaseMapping",
    "Category",
    "ClockTally",
    "Decision",
    "ImportReport",
    "OrganisationSuggestion",
    "PromiseFigures",
    "SheetError",
    "Statement",
    "Suggestion",
    "UsualCategory",
    "Written",
    "change_category",
    "count_cases_by_clock",
    "create_category",
    "find_category",
    "has_categories_below",
    "has_spot_within",
    "import_case_histories",
    "import_cases",
    "import_categories",
    "is_shown_at_spot",
    "list_all_categories",
    "list_categories",
    "list_category_names",
    "list_choosable_categories",
    "list_decisions",
    "list_explained_promises",
    "list_late_promises",
    "list_organisation_promises",
    "list_shown_spots",
    "list_statements",
    "list_usual_categories",
    "list_written",
    "make_path",
    "read_mapping",
    "register_organisation_suggester",
    "register_suggester",
    "suggest_from_words",
    "wilson",
]
