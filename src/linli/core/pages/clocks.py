"""The promise clock as a page shows it: words first, the ruler repeats them."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from linli.core.matters.definition import Procedure
from linli.core.matters.models import Matter, Promise
from linli.ground.calendars.public import (
    PROMISE_LINE,
    Calendar,
    Limit,
    Progress,
    ProgressState,
    Unit,
    progress,
)

# Short weekdays as people here read them, for `date_format` to find.
WEEKDAYS = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)
RULER_SHARE = 100 / 140
MOST_TICKS = 24
MINUTES = 60
WORDS = {
    "running": gettext_noop("Running"),
    "soon": gettext_noop("Due soon"),
    "late": gettext_noop("Late"),
    "kept": gettext_noop("Kept"),
    "broken": gettext_noop("Kept late"),
    "failed": gettext_noop("Not kept"),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """The promised day as torn off a wall calendar."""

    month: str
    day: str
    weekday: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A promise in a few words and in percent of the ruler's width, as lists show it.

    `look` is running, soon, late, kept, broken (kept, but late) or failed (never kept); `used` ends
    at the promise line at the latest, `over` begins there.
    """

    say: str
    look: str
    used: float
    over: float

    @property
    def is_settled(self) -> bool:
        return self.look in {"kept", "broken", "failed"}


@dataclass(frozen=True, slots=True)
class Clock(Bar):
    """One promise with everything that its own page says of it.

    `used_up` says how much of the time is gone; `ticks` are the units that count, in percent of
    the ruler's width, where they are few enough to be told apart; `longer` says that more time was
    given, and when it was due at first.
    """

    label: str
    word: str
    used_up: str
    ticks: tuple[float, ...]
    opened: str
    due: str
    leaf: Leaf
    due_at: datetime
    total: str
    party: str
    provisional: bool
    longer: str = ""


def make_bar(promise: Promise, *, calendar: Calendar, now: datetime) -> Bar:
    """How a promise that did not fall away stands at `now`."""
    limit = Limit.parse(promise.limit)
    end = promise.settled_at or now
    done = progress(calendar, promise.opened_at, promise.due_at, end, limit)
    return _bar(promise, done, limit, calendar)


def _bar(promise: Promise, done: Progress, limit: Limit, calendar: Calendar) -> Bar:
    late = done.state is ProgressState.LATE
    if promise.cancelled_at is not None:
        say, look = _("Not kept until it was dropped"), "failed"
    elif promise.met_at is None:
        say, look = _say_running(done, limit, promise, calendar), _look(done)
    else:
        say, look = _say_met(done, limit, late=late), "broken" if late else "kept"
    used = min(done.position, PROMISE_LINE) / PROMISE_LINE * RULER_SHARE * 100
    over = max(done.position - PROMISE_LINE, 0) / PROMISE_LINE * RULER_SHARE * 100
    return Bar(say=say, look=look, used=round(used, 2), over=round(over, 2))


def make_clock(
    promise: Promise, *, label: str, calendar: Calendar, now: datetime, party: str = ""
) -> Clock:
    """The clock of a promise that did not fall away, at `now`."""
    limit = Limit.parse(promise.limit)
    end = promise.settled_at or now
    done = progress(calendar, promise.opened_at, promise.due_at, end, limit)
    bar = _bar(promise, done, limit, calendar)
    return Clock(
        say=bar.say,
        look=bar.look,
        used=bar.used,
        over=bar.over,
        label=label,
        word=_(WORDS[bar.look]),
        used_up=_say_used(done, limit) if bar.look in {"running", "soon"} else "",
        ticks=_ticks(done),
        opened=local_time(promise.opened_at, calendar),
        due=local_time(promise.due_at, calendar),
        leaf=_leaf(promise.due_at, calendar),
        due_at=promise.due_at,
        total=say_limit(limit),
        party=party,
        provisional=promise.provisional,
        longer=_say_longer(promise, calendar),
    )


def _say_longer(promise: Promise, calendar: Calendar) -> str:
    if promise.extended_from is None or not promise.extension:
        return ""
    return _("Given %(amount)s more; it was due %(time)s at first.") % {
        "amount": say_limit(Limit.parse(promise.extension)),
        "time": local_time(promise.extended_from, calendar),
    }


def make_main_bar(
    matter: Matter, *, procedure: Procedure, calendar: Calendar, now: datetime
) -> Bar | None:
    """The one clock of a list row: the main promise if it runs, else the open one that is due
    first, else the main one as it was settled."""
    promises = [promise for promise in matter.promises.all() if not promise.fell_away]
    main = {kind.name for kind in procedure.promises if kind.main}
    running = [promise for promise in promises if promise.settled_at is None]
    settled = [promise for promise in promises if promise.name in main]
    if matter.closed_at is None:
        shown = [promise for promise in running if promise.name in main] or running
    else:
        shown = settled[-1:]
    return make_bar(shown[0], calendar=calendar, now=now) if shown else None


def list_clocks(
    matter: Matter, *, procedure: Procedure, calendar: Calendar, now: datetime
) -> list[Clock]:
    """All promises of a matter that did not fall away: running ones first, the main one on top."""
    promises = [promise for promise in matter.promises.all() if not promise.fell_away]
    promises.sort(
        key=lambda promise: (
            promise.settled_at is not None,
            not procedure.promise_by_name[promise.name].main,
            promise.due_at,
        )
    )
    prefetch_related_objects(promises, "party")
    return [
        make_clock(
            promise,
            label=_(procedure.promise_by_name[promise.name].label),
            calendar=calendar,
            now=now,
            party=promise.party.name if promise.party else "",
        )
        for promise in promises
    ]


def local_time(moment: datetime, calendar: Calendar) -> str:
    """Day, weekday and time where the community is."""
    local = moment.astimezone(ZoneInfo(calendar.time_zone))
    if local.year == timezone.now().year:
        return formats.date_format(local, _("D, M j, H:i"))
    return formats.date_format(local, _("D, M j, Y, H:i"))


def say_limit(limit: Limit) -> str:
    """How long a promise may take, in words: 5 working days."""
    return _amount(limit.amount, limit.unit)


def _leaf(moment: datetime, calendar: Calendar) -> Leaf:
    local = moment.astimezone(ZoneInfo(calendar.time_zone))
    return Leaf(
        month=formats.date_format(local, _("M")),
        day=str(local.day),
        weekday=formats.date_format(local, "D"),
    )


def _look(done: Progress) -> str:
    return {
        ProgressState.RUNNING: "running",
        ProgressState.DUE_SOON: "soon",
        ProgressState.LATE: "late",
    }[done.state]


def _say_running(done: Progress, limit: Limit, promise: Promise, calendar: Calendar) -> str:
    if done.state is ProgressState.LATE:
        return _("Late by %(amount)s") % {"amount": _late(done, limit)}
    if done.state is ProgressState.DUE_SOON:
        return _("Due soon, before %(time)s") % {"time": local_time(promise.due_at, calendar)}
    if limit.unit.is_hours:
        return _("%(amount)s left") % {"amount": _hours(done.left, limit.unit)}
    amount = _amount(done.whole_left, limit.unit)
    return _("%(amount)s left, today not counted") % {"amount": amount}


def _say_used(done: Progress, limit: Limit) -> str:
    """Nothing before the first unit is over."""
    if done.whole_used < 1:
        return ""
    return _("%(amount)s used") % {"amount": _amount(done.whole_used, limit.unit)}


def _ticks(done: Progress) -> tuple[float, ...]:
    if not 1 <= done.total <= MOST_TICKS:
        return ()
    step = RULER_SHARE * 100 / float(done.total)
    return tuple(round(number * step, 2) for number in range(int(done.total) + 1))


def _say_met(done: Progress, limit: Limit, *, late: bool) -> str:
    if late:
        return _("Kept late, by %(amount)s") % {"amount": _late(done, limit)}
    return _("Kept in time")


def _late(done: Progress, limit: Limit) -> str:
    if limit.unit.is_hours:
        return _hours(done.late, limit.unit)
    if done.whole_late < 1:
        working = limit.unit is Unit.WORKING_DAYS
        return _("less than a working day") if working else _("less than a day")
    return _amount(done.whole_late, limit.unit)


def _hours(amount: Fraction | int, unit: Unit) -> str:
    if amount >= 1:
        return _amount(int(amount), unit)
    minutes = int(amount * MINUTES)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def _amount(number: int, unit: Unit) -> str:
    match unit:
        case Unit.WORKING_HOURS:
            text = ngettext("%(n)s working hour", "%(n)s working hours", number)
        case Unit.WORKING_DAYS:
            text = ngettext("%(n)s working day", "%(n)s working days", number)
        case Unit.NATURAL_HOURS:
            text = ngettext("%(n)s hour", "%(n)s hours", number)
        case Unit.CALENDAR_DAYS:
            text = ngettext("%(n)s day", "%(n)s days", number)
    return text % {"n": f"{number:,}"}
