"""Promises whose due time was provisional, computed again when the year's notice is known."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core.matters.models import Matter, Promise
from linli.core.matters.services.promises import COUNTED, count_due
from linli.core.records.enums import Channel
from linli.core.records.services import Entry, append_record
from linli.ground.calendars.public import Calendar, get_calendar
from linli.ground.communities.models import Community

RECOUNT = "recount"


def recompute_provisional_promises(community: Community) -> int:
    """Gives open provisional promises their due time by the calendar of now; how many moved.

    One transaction a matter, under its row's lock like any step, each with a record of the new
    due times: a public promise never moves in silence.
    """
    calendar = get_calendar(community, max_age=0)
    concerned = (
        Promise.objects.filter(
            community=community, provisional=True, met_at__isnull=True, cancelled_at__isnull=True
        )
        .order_by("matter_id")
        .values_list("matter_id", flat=True)
        .distinct()
    )
    return sum(_recount(community, matter_id, calendar) for matter_id in list(concerned))


@transaction.atomic
def _recount(community: Community, matter_id: UUID, calendar: Calendar) -> int:
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter_id)
    running = list(
        Promise.objects.filter(matter=matter, met_at__isnull=True, cancelled_at__isnull=True)
    )
    moved = [promise for promise in running if promise.provisional and _move(promise, calendar)]
    if not moved:
        return 0
    Promise.objects.bulk_update(moved, COUNTED)
    matter.due_at = min(promise.due_at for promise in running)
    matter.save(update_fields=["due_at"])
    _record(community, matter, moved)
    return len(moved)


def _move(promise: Promise, calendar: Calendar) -> bool:
    before = (promise.due_at, promise.provisional)
    count_due(promise, calendar, now=timezone.now())
    return before != (promise.due_at, promise.provisional)


def _record(community: Community, matter: Matter, moved: list[Promise]) -> None:
    now = timezone.now()
    entry = Entry(
        matter_id=matter.pk,
        matter_number=matter.number,
        kind=matter.kind,
        step=RECOUNT,
        from_state=matter.state,
        to_state=matter.state,
        at=now,
        role="system",
        channel=Channel.SYSTEM,
        facts={"due": {each.name: f"{each.due_at:%Y-%m-%dT%H:%M:%SZ}" for each in moved}},
    )
    append_record(community, entry=entry, now=now)
