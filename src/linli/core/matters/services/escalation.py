"""Late promises brought before the next duty, by the clock alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core.matters.acting import ActingUser, acting_as_system
from linli.core.matters.definition import Rung
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter, Promise
from linli.core.matters.registry import list_registrations
from linli.core.matters.services.perform import perform
from linli.core.matters.versions import procedure_of, rules_of
from linli.ground.calendars.public import Calendar, due_at, get_calendar
from linli.ground.communities.models import Community

A_TURN = 500


def escalate_late_promises(community: Community, *, now: datetime) -> int:
    """Takes, for every matter with a promise that is late by what the next rung of its ladder
    asks for, the step of that rung; how many were taken.  At most A_TURN matters a rung and call.

    One transaction a matter: the step's record says that it was done, the promise how far.
    """
    calendar = get_calendar(community, max_age=0)
    return sum(
        _climb(community, key, calendar, now)
        for rung in range(_longest_ladder())
        for key in _list_late(community, rung, now)
    )


def _list_late(community: Community, rung: int, now: datetime) -> list[UUID]:
    """Matters with a late promise that stands on that rung, the latest first: of one rung they
    come to the next in this order."""
    late = Promise.objects.filter(
        community=community,
        rung=rung,
        due_at__lt=now,
        met_at__isnull=True,
        cancelled_at__isnull=True,
    )
    concerned = late.order_by("due_at").values_list("matter_id", flat=True)[:A_TURN]
    return list(dict.fromkeys(concerned))


def _longest_ladder() -> int:
    return max((len(each.procedure.ladder) for each in list_registrations()), default=0)


@transaction.atomic
def _climb(community: Community, matter_id: UUID, calendar: Calendar, now: datetime) -> int:
    """The matter's lock is the step's; what was settled meanwhile is left alone."""
    matter = Matter.objects.select_for_update(of=("self",), no_key=True).get(pk=matter_id)
    running = Promise.objects.filter(
        due_at__lt=now, matter=matter, met_at__isnull=True, cancelled_at__isnull=True
    )
    ladder = procedure_of(matter).ladder
    steps = []
    for promise in running:
        reached = _reached(promise, ladder, matter, calendar, now)
        steps += [rung.step for rung in ladder[promise.rung : reached]]
        # One at the top, of whatever length its ladder, is not looked at again.
        stands = _longest_ladder() if reached == len(ladder) else reached
        Promise.objects.filter(pk=promise.pk, rung__lt=stands).update(rung=stands)
    system = acting_as_system(community)
    return sum(_take(matter, step, system, now) for step in dict.fromkeys(steps))


def _reached(
    promise: Promise, ladder: tuple[Rung, ...], matter: Matter, calendar: Calendar, now: datetime
) -> int:
    """How many rungs are due; a procedure without ladder has none to climb."""
    waits = rules_of(matter).ladder
    passed = 0
    for rung in ladder:
        wait = waits.get(rung.step)
        if wait is not None and due_at(calendar, promise.due_at, wait).at > now:
            break
        passed += 1
    return passed


def _take(matter: Matter, step: str, system: ActingUser, now: datetime) -> int:
    """Where the state knows no such step nobody is told, and the promise counts as brought up."""
    try:
        perform(matter.pk, step, acting_user=system, now=now)
    except StepRefusedError:
        return 0
    return 1
