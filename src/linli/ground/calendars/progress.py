"""Where a promise stands now: used, left and late in its own unit, and the place on the ruler.

A unit is measured in the time that counts: half of a working day has passed when half of its
working hours have, and nothing passes at night.  The day of the start is not counted, the last day
ends at the due moment, and days after it are counted whole again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Final

from linli.ground.calendars.instants import HOUR
from linli.ground.calendars.units import Limit, Unit
from linli.ground.calendars.working_calendar import Calendar
from linli.ground.calendars.working_index import Instant, WorkingIndex

PROMISE_LINE: Final = 10_000
RULER_END: Final = 14_000
SOON: Final = 5
"""A promise is due soon when less than a fifth of its time is left."""

Share = tuple[int, int]
"""Numerator and denominator: cheaper than a Fraction, of which a list would make hundreds."""


class ProgressState(StrEnum):
    """How a running promise stands."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Progress:
    """Amounts in the promise's unit; `used` and `left` add up to `total`, which ends at the due
    moment.  `position` is the place of now on the ruler: 0 the start, 10,000 the promise line,
    14,000 the ruler's end, where it stops.
    """

    total: Fraction | int
    used: Fraction | int
    left: Fraction | int
    late: Fraction | int
    state: ProgressState
    position: int

    @property
    def whole_used(self) -> int:
        """Units that are over."""
        return floor(self.used)

    @property
    def whole_left(self) -> int:
        """Units that are left whole: today, once begun, is not among them."""
        return floor(self.left)

    @property
    def whole_late(self) -> int:
        """Units late, a begun one included: rounded against the party that promised."""
        return ceil(self.late)


def progress(
    calendar: Calendar, start: datetime, due: datetime, now: datetime, limit: Limit
) -> Progress:
    """How a promise from `start` to `due`, counted in the limit's unit, stands at `now`.

    The due moment may be another than the limit alone gives (extended, moved by a holiday): the
    total is what lies between start and due.  Before the start nothing is used.
    Raises NaiveMomentError.
    """
    index = calendar.index
    begin, here, end = index.locate(start), index.locate(now), index.locate_end(due)
    total = _passed(index, limit.unit, begin, end, end)
    if here.micros > end.micros:
        return _late(total, _passed(index, limit.unit, end, here, None))
    used = _passed(index, limit.unit, begin, here, end)
    is_last_day = not limit.unit.is_hours and here.ordinal >= end.ordinal
    return _running(total, used, is_last_unit=is_last_day or _is_last_hour(limit, total, used))


def _late(total: Share, late: Share) -> Progress:
    over = PROMISE_LINE * late[0] * total[1] // (late[1] * (total[0] or total[1]))
    whole = _exact(*total)
    return Progress(
        total=whole,
        used=whole,
        left=0,
        late=_exact(*late),
        state=ProgressState.LATE,
        position=min(PROMISE_LINE + over, RULER_END),
    )


def _running(total: Share, used: Share, *, is_last_unit: bool) -> Progress:
    done, all_of_it = used[0] * total[1], used[1] * total[0]
    is_soon = is_last_unit or SOON * (all_of_it - done) < all_of_it
    return Progress(
        total=_exact(*total),
        used=_exact(*used),
        left=_exact(all_of_it - done, used[1] * total[1]),
        late=0,
        state=ProgressState.DUE_SOON if is_soon else ProgressState.RUNNING,
        position=PROMISE_LINE * done // all_of_it if all_of_it else 0,
    )


def _exact(numerator: int, denominator: int) -> Fraction | int:
    whole, rest = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if rest else whole


def _is_last_hour(limit: Limit, total: Share, used: Share) -> bool:
    return limit.unit.is_hours and total[0] - used[0] <= HOUR


def _passed(
    index: WorkingIndex, unit: Unit, begin: Instant, here: Instant, end: Instant | None
) -> Share:
    """Units from begin to here, where the day of `end` ends early, at that moment."""
    if here.micros <= begin.micros:
        return 0, HOUR
    if unit is Unit.NATURAL_HOURS:
        return here.micros - begin.micros, HOUR
    if unit is Unit.WORKING_HOURS:
        return index.worked(begin, here), HOUR
    if here.ordinal <= begin.ordinal:
        return 0, 1
    stop = end.micros if end and end.ordinal == here.ordinal else index.midnight(here.ordinal + 1)
    return _days(index, unit, begin.ordinal, here, stop)


def _days(index: WorkingIndex, unit: Unit, begin: int, here: Instant, stop: int) -> Share:
    """Days after the one of ordinal `begin`, the present one, which ends at `stop`, in part."""
    opens = index.midnight(here.ordinal)
    if unit is Unit.CALENDAR_DAYS:
        whole, part, length = here.ordinal - 1 - begin, here.micros - opens, stop - opens
    else:
        whole = index.working_days(begin, here.ordinal - 1)
        part = index.worked_within(here.year, opens, here.micros)
        length = index.worked_within(here.year, opens, stop)
    return (whole * length + part, length) if length else (whole, 1)
