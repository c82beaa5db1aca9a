"""Reports of another system, taken over from a CSV file under a mapping."""

from linli.apps.cases.services.importing.histories import import_case_histories
from linli.apps.cases.services.importing.mapping import read_mapping
from linli.apps.cases.services.importing.report import ImportReport
from linli.apps.cases.services.importing.rules import CaseMapping
from linli.apps.cases.services.importing.running import import_cases
from linli.apps.cases.services.importing.sheet import SheetError

__all__ = [
    "CaseMapping",
    "ImportReport",
    "SheetError",
    "import_case_histories",
    "import_cases",
    "read_mapping",
]
