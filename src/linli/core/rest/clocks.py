"""Promises on their clocks."""

from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Procedure
from linli.core.matters.models import Matter, Promise
from linli.core.rest.items import organisation_name, written
from linli.core.rest.schemas import ClockState, PromiseClock
from linli.ground.calendars.public import Calendar, Limit, ProgressState, get_calendar, progress

RUNNING: dict[ProgressState, ClockState] = {
    ProgressState.RUNNING: "running",
    ProgressState.DUE_SOON: "due_soon",
    ProgressState.LATE: "late",
}


def list_clocks(
    matter: Matter, *, procedure: Procedure, user: ActingUser, now: datetime
) -> list[PromiseClock]:
    """All promises that did not fall away, the earliest due first; one query for their parties."""
    promises = [promise for promise in matter.promises.all() if not promise.fell_away]
    prefetch_related_objects(promises, "party")
    calendar = get_calendar(user.community)
    labels = {kind.name: kind.label for kind in procedure.promises}
    return [
        _clock(promise, label=_(labels[promise.name]), calendar=calendar, now=now)
        for promise in promises
    ]


def _clock(promise: Promise, *, label: str, calendar: Calendar, now: datetime) -> PromiseClock:
    end, limit = promise.settled_at or now, Limit.parse(promise.limit)
    done = progress(calendar, promise.opened_at, promise.due_at, end, limit)
    state = RUNNING[done.state]
    if promise.met_at is not None:
        state = "kept" if promise.met_at <= promise.due_at else "kept_late"
    elif promise.cancelled_at is not None:
        state = "not_kept"
    return {
        "name": promise.name,
        "label": label,
        "organisation": organisation_name(promise.party),
        "limit": promise.limit,
        "opened_at": promise.opened_at.isoformat(),
        "due_at": promise.due_at.isoformat(),
        "provisional": promise.provisional,
        "met_at": written(promise.met_at),
        "state": state,
        "position": done.position,
    }
