"""The whistle's two sides: whoever calls is measured as whoever is called (双考核, 33 of
北京市接诉即办工作条例)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from linli.apps.oversight.selectors.figures import Rate, RateFilters
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, Promise
from linli.core.matters.selectors import list_matters
from linli.core.records.models import Record


@dataclass(slots=True)
class CallsLine:
    """Calls of one side: how many; of those that were answered, how many rightly made, and in
    full; of those that had to be answered by now, or were, how many in time."""

    name: str
    calls: int = 0
    answered: int = 0
    rightly: int = 0
    confirmed: int = 0
    in_full: int = 0
    promised: int = 0
    in_time: int = 0

    @property
    def right(self) -> Rate:
        """Of the calls that were answered, those that the called one says were rightly made."""
        return Rate(self.rightly, self.answered)

    @property
    def full(self) -> Rate:
        """Of the answers that were looked at, those that the caller says were in full."""
        return Rate(self.in_full, self.confirmed)

    @property
    def punctual(self) -> Rate:
        """Of the calls whose answer fell due, those that were answered in time."""
        return Rate(self.in_time, self.promised)


def list_calls(
    user: ActingUser, filters: RateFilters, *, side: str, now: datetime
) -> list[CallsLine]:
    """Lines by whoever `called` or `was_called`, most calls first; opened in the time and
    the place that the filters name."""
    answer = Promise.objects.filter(matter=OuterRef("pk"), name="answer")
    rows = (
        _responses(user, filters)
        .annotate(
            side=_side(side),
            rightly=_fact("answer", "rightly"),
            in_full=_fact("confirm", "done_in_full"),
            fell_due=Exists(answer.filter(_had_to_be_kept(now))),
            kept=Exists(answer.filter(met_at__lte=F("due_at"))),
        )
        .values_list("side", "rightly", "in_full", "fell_due", "kept")
        .annotate(number=Count("pk"))
        .order_by()
    )
    found: dict[str, CallsLine] = defaultdict(lambda: CallsLine(""))
    for name, rightly, in_full, fell_due, kept, number in rows:
        line = found[name or ""]
        line.name = name or ""
        _add(
            line, {"rightly": rightly, "in_full": in_full}, promised=fell_due, kept=kept, by=number
        )
    return sorted(found.values(), key=lambda line: (-line.calls, line.name))


def _responses(user: ActingUser, filters: RateFilters) -> QuerySet[Matter]:
    responses = list_matters(user, kind="response", place_code=filters.place_code)
    if filters.since is not None:
        responses = responses.filter(opened_at__gte=filters.since)
    if filters.until is not None:
        responses = responses.filter(opened_at__lt=filters.until)
    return responses.order_by()


def _side(side: str) -> F | Subquery:
    if side == "was_called":
        return F("holder__name")
    calling = Record.objects.filter(matter_id=OuterRef("pk"), step="call")
    return Subquery(calling.values("organisation__name")[:1])


def _had_to_be_kept(now: datetime) -> Q:
    """Met, or due by now and not dropped before: whoever never answers has broken it too."""
    dropped = Q(cancelled_at__isnull=False, cancelled_at__lte=F("due_at"))
    return Q(met_at__isnull=False) | Q(due_at__lte=now) & ~dropped


def _add(
    line: CallsLine, facts: Mapping[str, str | None], *, promised: bool, kept: bool, by: int
) -> None:
    line.calls += by
    if facts["rightly"]:
        line.answered += by
        line.rightly += by if facts["rightly"] == "yes" else 0
    if facts["in_full"]:
        line.confirmed += by
        line.in_full += by if facts["in_full"] == "yes" else 0
    if promised:
        line.promised += by
        line.in_time += by if kept else 0


def _fact(step: str, name: str) -> Subquery:
    """The latest answer of that step."""
    records = Record.objects.filter(matter_id=OuterRef("pk"), step=step).order_by("-sequence")
    return Subquery(records.annotate(code=KT(f"facts__{name}")).values("code")[:1])
