"""When a promise is due, and how much of its unit has passed between two moments.

Hours run from the start moment (Civil Code art. 201): working hours inside working intervals only,
natural hours always.  Days follow arts. 201–203, see civil_code.  All sums are exact.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from linli.ground.calendars.civil_code import end_of, last_day
from linli.ground.calendars.errors import ReversedSpanError
from linli.ground.calendars.instants import HOUR, from_micros
from linli.ground.calendars.units import Limit, Unit
from linli.ground.calendars.working_calendar import Calendar
from linli.ground.calendars.working_index import Instant


@dataclass(frozen=True, slots=True)
class Due:
    """The moment by which a promise must be kept, in UTC; keeping it at that moment is in time.

    `provisional` says that a notice still to come may move it.
    """

    at: datetime
    provisional: bool


def due_at(calendar: Calendar, start: datetime, limit: Limit, *, at_midnight: bool = False) -> Due:
    """When a promise made at `start` is due.

    Working hours that begin outside working time begin with the next interval, and end with an
    interval rather than at the start of the next.  `at_midnight` lets a period of days end at
    24:00 instead of the close of business.  A result is provisional where a day from the first to
    the last is not settled yet; natural hours never are, because no notice can move them.
    Raises NaiveMomentError, and UnreachableDueError for a calendar with too little working time.
    """
    begin = calendar.index.locate(start)
    due = from_micros(_due_micros(calendar, begin, limit, at_midnight=at_midnight))
    if limit.unit is Unit.NATURAL_HOURS:
        return Due(due, provisional=False)
    first = date.fromordinal(begin.ordinal)
    return Due(due, provisional=not calendar.is_settled(first, promised_day(calendar, due)))


def _due_micros(calendar: Calendar, begin: Instant, limit: Limit, *, at_midnight: bool) -> int:
    if limit.unit is Unit.NATURAL_HOURS:
        return begin.micros + limit.amount * HOUR
    if limit.unit is Unit.WORKING_HOURS:
        return calendar.index.moment_after(begin, limit.amount * HOUR)
    day = last_day(calendar, date.fromordinal(begin.ordinal), limit)
    return end_of(calendar, day, at_midnight=at_midnight)


def elapsed(calendar: Calendar, start: datetime, end: datetime, unit: Unit) -> Fraction | int:
    """Units passed between two moments: exact hours as a fraction, whole days as an integer.

    A day has passed when it is over: at its close of business, on a day of rest at 24:00; the day
    of the start is not counted (art. 201).  Hours add up over adjoining spans, days do where the
    first span ends with its day over.  Raises ReversedSpanError and NaiveMomentError.
    """
    begin, stop = calendar.index.locate(start), calendar.index.locate(end)
    if stop.micros < begin.micros:
        raise ReversedSpanError(f"{end.isoformat()} lies before {start.isoformat()}")
    if unit is Unit.NATURAL_HOURS:
        return Fraction(stop.micros - begin.micros, HOUR)
    if unit is Unit.WORKING_HOURS:
        return Fraction(calendar.index.worked(begin, stop), HOUR)
    return _days_passed(calendar, begin, stop, unit)


def _days_passed(calendar: Calendar, begin: Instant, stop: Instant, unit: Unit) -> int:
    if stop.ordinal == begin.ordinal:
        return 0
    is_over = stop.micros >= calendar.index.day_end(stop.ordinal)
    last = stop.ordinal if is_over else stop.ordinal - 1
    if unit is Unit.CALENDAR_DAYS:
        return last - begin.ordinal
    return calendar.index.working_days(begin.ordinal, last)


def promised_day(calendar: Calendar, due: datetime) -> date:
    """The local day that a due moment ends: at 24:00 the day before, not the one that begins."""
    return date.fromordinal(calendar.index.locate_end(due).ordinal)
