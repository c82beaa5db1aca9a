"""Periods of days, months and years by the Civil Code of the People's Republic of China, part one,
chapter ten (arts. 200–204).

- Art. 201: the day on which a period begins is not counted; it runs from the next day.
- Art. 202: a period of months or years ends on the corresponding day of the month in which it
  falls due, or on that month's last day where it has no such day.
- Art. 203: where the last day is a legal day of rest, the day after the rest ends is the last day.
  The last day ends at 24:00, or when business closes where there are business hours.

"Legal day of rest" is every day on which the calendar has no working hours: holidays, days off in
lieu and weekends, but not a weekend day that a notice turned into a working day.
"""

from calendar import monthrange
from datetime import date
from typing import Final

from linli.ground.calendars.units import Limit, Unit
from linli.ground.calendars.working_calendar import Calendar

MONTHS_OF_YEAR: Final = 12


def last_day(calendar: Calendar, start: date, limit: Limit) -> date:
    """The last day of a period of working days or calendar days that begins on `start`.

    Raises UnreachableDueError where the calendar has too few working days.
    """
    if limit.unit is Unit.WORKING_DAYS:
        reached = calendar.index.working_day_after(start.toordinal(), limit.amount)
        return date.fromordinal(reached)
    return after_rest(calendar, date.fromordinal(start.toordinal() + limit.amount))


def last_day_of_months(calendar: Calendar, start: date, months: int) -> date:
    """The last day of a period of months (twelve to a year) that begins on `start` (art. 202)."""
    year, month = divmod(start.year * MONTHS_OF_YEAR + start.month - 1 + months, MONTHS_OF_YEAR)
    day = min(start.day, monthrange(year, month + 1)[1])
    return after_rest(calendar, date(year, month + 1, day))


def after_rest(calendar: Calendar, day: date) -> date:
    """The day itself, or the first working day after it where it is a day of rest (art. 203).

    A calendar that knows no working day at all moves nothing.
    """
    if calendar.is_working(day) or not calendar.makeup_hours:
        return day
    return date.fromordinal(calendar.index.working_day_after(day.toordinal(), 1))


def end_of(calendar: Calendar, day: date, *, at_midnight: bool = False) -> int:
    """The moment (microseconds, see instants) at which the last day ends (art. 203).

    That is the close of business, or 24:00 on a day without business, and with `at_midnight`: for
    a period that a resident keeps, to whom the service is open round the clock.
    """
    if at_midnight:
        return calendar.index.midnight(day.toordinal() + 1)
    return calendar.index.day_end(day.toordinal())
