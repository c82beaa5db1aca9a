"""What is late now: by whom, since when, and what was said about it."""

from dataclasses import dataclass
from datetime import datetime

from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, Promise
from linli.core.matters.selectors import list_matters
from linli.core.records.models import Record

MOST = 200
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


def list_late(user: ActingUser, *, now: datetime, place_code: str = "") -> list[LateLine]:
    """Late promises of matters that the reader may see, the latest since longest first; at most
    200; three queries."""
    matters = list_matters(user, place_code=place_code).filter(
        closed_at__isnull=True, due_at__lt=now
    )
    late = list(
        Promise.objects.filter(
            matter__in=matters.order_by().values("pk"),
            met_at__isnull=True,
            cancelled_at__isnull=True,
            due_at__lt=now,
        )
        .select_related("party", "matter__place", "matter__holder", "matter__version")
        .order_by("due_at", "id")[:MOST]
    )
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
