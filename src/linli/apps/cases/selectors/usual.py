"""What people report most, so that it is one tap away."""

from collections import Counter
from dataclasses import dataclass

from linli.apps.cases.procedure import CASE
from linli.apps.cases.selectors.catalogue import list_categories
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy
from linli.core.matters.selectors import list_matters

# The latest reports are enough to tell, and as quick to read in a street of ten years.
LOOKED_AT = 300
MOST = 4


@dataclass(frozen=True, slots=True)
class UsualCategory:
    """A category that is reported often."""

    code: str
    name: str


def list_usual_categories(user: ActingUser) -> list[UsualCategory]:
    """Up to four categories, the most reported of late first; where little was reported yet, the
    first ones of the catalogue that concern public space."""
    rows = list(list_categories(user.community))
    groups = {row.code.rpartition(".")[0] for row in rows}
    offered = {row.code: row for row in rows if row.code not in groups and not row.restricted}
    reported = list_matters(user, kind=CASE.kind).filter(privacy=Privacy.PUBLIC)
    counted = Counter(reported.values_list("subject", flat=True)[:LOOKED_AT])
    often = [code for code, _ in counted.most_common() if code in offered]
    first = [row.code for row in offered.values() if row.public_space and row.code not in often]
    chosen = [offered[code] for code in [*often, *first][:MOST]]
    return [UsualCategory(row.code, row.name) for row in chosen]
