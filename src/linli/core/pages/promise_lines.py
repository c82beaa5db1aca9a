"""A promise as a line of a list that spans matters: what, by when, how it stands."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter, Promise
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import Bar, local_time, make_bar
from linli.ground.calendars.public import Calendar


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What it says of itself, in the reader's language and the community's time."""

    matter: Matter
    promise: str
    party: str
    due: str
    bar: Bar


def make_promise_line(promise: Promise, *, calendar: Calendar, now: datetime) -> PromiseLine:
    """The line of a promise whose matter, with its version, and party were loaded with it."""
    matter = promise.matter
    return PromiseLine(
        matter=matter,
        promise=_(procedure_of(matter).promise_by_name[promise.name].label),
        party=promise.party.name if promise.party else "",
        due=local_time(promise.due_at, calendar),
        bar=make_bar(promise, calendar=calendar, now=now),
    )
