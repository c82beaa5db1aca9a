"""Which cases the filters leave, and what a line of a table is about."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import TruncMonth

from linli.apps.oversight.enums import ExclusionState
from linli.apps.oversight.selectors.figures import RateFilters
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, MatterLink
from linli.core.matters.selectors import list_matters
from linli.ground.places.selectors import below

DIMENSIONS = ("organisation", "category", "place", "month")
COLUMNS = {"organisation": "holder__slug", "category": "subject", "place": "place_code"}


def select_cases(user: ActingUser, filters: RateFilters) -> QuerySet[Matter]:
    """Cases that the reader may see, of the category, place and organisation, of whatever time."""
    cases = list_matters(
        user,
        kind="case",
        place_code=filters.place_code,
        subject=filters.category,
        holder_slug=filters.organisation,
    )
    for code in filters.outside:
        cases = cases.exclude(below(code, user.community, field="place_code"))
    return cases.order_by()


def make_key(
    user: ActingUser, dimension: str | None, *, moment: str, case: str = ""
) -> Value | F | TruncMonth:
    """What a row is counted under; `moment` is its field whose month counts, `case` the way from
    it to its case."""
    if dimension is None:
        return Value("", output_field=CharField())
    if dimension == "month":
        return TruncMonth(moment, tzinfo=ZoneInfo(user.community.time_zone))
    return F(case + COLUMNS[dimension])


def say_key(key: object) -> str:
    """The key as a table has it: a month as `2026-11`, nothing as ""."""
    return f"{key:%Y-%m}" if isinstance(key, datetime) else str(key or "")


def was_excluded(case: str = "") -> Exists:
    """Whether the case was taken out of the rates since it entered its present state: what was
    granted for an earlier closing says nothing about this one."""
    granted = MatterLink.objects.filter(
        matter=OuterRef(case or "pk"),
        other__kind="exclusion",
        other__state=ExclusionState.GRANTED,
        created_at__gte=OuterRef(f"{case}__entered_at" if case else "entered_at"),
    )
    return Exists(granted)
