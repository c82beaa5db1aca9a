"""What is late now: by whom, since when, and what was said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter, Promise
from linli.core.matters.policies import visible_to
from linli.core.matters.selectors import list_matters
from linli.core.records.models import Record
from linli.ground.parties.enums import DutyKind
from linli.ground.places.selectors import below

TELLING = (
    "explain",
    "ask_extension",
    "ask_return",
    "contact",
    "send_back",
    "reopen",
    "call",
    "start",
)


@dataclass(frozen=True, slots=True)
class LateLine:
    """A promise that is late: whose, since when, and the last step that tells why, by name."""

    matter: Matter
    promise: Promise
    last_step: str
    last_at: datetime | None


def list_late(user: ActingUser, *, now: datetime) -> QuerySet[Promise]:
    """Late promises of matters that the reader may see: by party, the latest since longest first."""
    matters = list_matters(user).filter(closed_at__isnull=True, due_at__lt=now)
    return (
        _list_overdue(now)
        .filter(matter__in=matters.order_by().values("pk"))
        .select_related("party", "matter__place", "matter__holder", "matter__version")
        .order_by("party__name", "party_id", "due_at", "id")
    )


def _list_overdue(now: datetime) -> QuerySet[Promise]:
    return Promise.objects.filter(met_at__isnull=True, cancelled_at__isnull=True, due_at__lt=now)


def count_late(late: QuerySet[Promise]) -> dict[UUID | None, int]:
    """How many there are of each party, by its key; None for nobody's."""
    return dict(late.order_by().values_list("party_id").annotate(Count("pk")))


def count_late_unseen(user: ActingUser, *, now: datetime) -> list[tuple[str | None, int]]:
    """Whose promises are late in matters of the supervisor's places that he may not read, such as
    mediations, and how many: by name of the organisation, None for nobody's."""
    inside = [
        below(duty.place.code, user.community, field="matter__place_code")
        for duty in user.duties
        if duty.kind == DutyKind.SUPERVISOR
    ]
    late = (
        _list_overdue(now)
        .filter(
            reduce(or_, inside, Q(pk__in=[])),
            community=user.community,
            matter__closed_at__isnull=True,
            matter__privacy=Privacy.RESTRICTED,
        )
        .exclude(matter__in=visible_to(user))
    )
    counted = late.order_by("party__name").values_list("party__name").annotate(Count("pk"))
    return list(counted)


def with_last_steps(late: Sequence[Promise]) -> list[LateLine]:
    """Each with the last step that tells why; one query."""
    told: dict[object, Record] = {}
    keys = [promise.matter_id for promise in late]
    for record in Record.objects.filter(matter_id__in=keys, step__in=TELLING).order_by("sequence"):
        told[record.matter_id] = record
    return [
        LateLine(
            promise.matter,
            promise,
            told[promise.matter_id].step if promise.matter_id in told else "",
            told[promise.matter_id].at if promise.matter_id in told else None,
        )
        for promise in late
    ]
