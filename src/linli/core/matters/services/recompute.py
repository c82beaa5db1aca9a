"""Promises whose due time was provisional, computed again when the year's notice is known."""

from django.db import transaction

from linli.core.matters.models import Matter, Promise
from linli.ground.calendars.public import Limit, due_at, get_calendar
from linli.ground.communities.models import Community


@transaction.atomic
def recompute_provisional_promises(community: Community) -> int:
    """Gives open provisional promises their due time by the calendar of now; how many moved."""
    calendar = get_calendar(community, max_age=0)
    moved = 0
    provisional = Promise.objects.select_for_update(of=("self",)).filter(
        community=community, provisional=True, met_at__isnull=True, cancelled_at__isnull=True
    )
    for promise in provisional.iterator(chunk_size=500):
        due = due_at(calendar, promise.opened_at, Limit.parse(promise.limit))
        if (due.at, due.provisional) != (promise.due_at, promise.provisional):
            promise.due_at, promise.provisional = due.at, due.provisional
            promise.save(update_fields=["due_at", "provisional"])
            _refresh_due(promise)
            moved += 1
    return moved


def _refresh_due(promise: Promise) -> None:
    open_ones = Promise.objects.filter(
        matter_id=promise.matter_id, met_at__isnull=True, cancelled_at__isnull=True
    )
    earliest = min(open_ones.values_list("due_at", flat=True), default=None)
    Matter.objects.filter(pk=promise.matter_id).update(due_at=earliest)
