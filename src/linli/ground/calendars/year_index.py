"""Working time of one year, added up so that every question about it is one binary search."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo

from linli.ground.calendars.instants import first_moment, last_moment

Interval = tuple[time, time]
"""From, until (left out), in local time; an end of 00:00 stands for 24:00."""


class WorkingHours(Protocol):
    """What an index is built from."""

    @property
    def zone(self) -> ZoneInfo: ...

    def hours_on(self, day: date) -> tuple[Interval, ...]: ...


@dataclass(frozen=True, slots=True)
class YearIndex:
    """Cumulative working time of the local year that begins on the day of ordinal `first`.

    `midnights` has one entry a day and one for the next 1 January; `slots` and `counts` run along
    with it: how many intervals, and how many working days, lie before that midnight.  `sums` has
    the time worked before each interval, and at its end the whole year's.
    """

    first: int
    midnights: tuple[int, ...]
    slots: tuple[int, ...]
    counts: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sums: tuple[int, ...]

    @property
    def total(self) -> int:
        """Microseconds worked in the year."""
        return self.sums[-1]

    @property
    def days(self) -> int:
        """Working days in the year."""
        return self.counts[-1]

    def worked_until(self, micros: int) -> int:
        """Microseconds worked from the year's beginning until a moment."""
        slot = bisect_right(self.starts, micros) - 1
        if slot < 0:
            return 0
        return self.sums[slot] + min(micros, self.ends[slot]) - self.starts[slot]

    def moment_of(self, worked: int) -> int:
        """The first moment by which so much (0 < worked ≤ total) has been worked."""
        slot = bisect_left(self.sums, worked) - 1
        return self.starts[slot] + worked - self.sums[slot]

    def working_day(self, number: int) -> int:
        """Ordinal of the year's n-th working day (1 ≤ n ≤ days)."""
        return self.first + bisect_left(self.counts, number) - 1

    def close(self, ordinal: int) -> int | None:
        """When business closes on a day; None on a day of rest."""
        day = ordinal - self.first
        after = self.slots[day + 1]
        return self.ends[after - 1] if after > self.slots[day] else None


def build_year(hours: WorkingHours, year: int) -> YearIndex:
    """Walks the year's days once: a few milliseconds."""
    first = date(year, 1, 1).toordinal()
    length = date(year, 12, 31).toordinal() - first + 1
    midnights, slots, counts, sums = [_midnight(hours, first)], [0], [0], [0]
    starts: list[int] = []
    ends: list[int] = []
    for ordinal in range(first, first + length):
        for start, stop in _spans(hours, date.fromordinal(ordinal)):
            starts.append(start)
            ends.append(stop)
            sums.append(sums[-1] + stop - start)
        midnights.append(_midnight(hours, ordinal + 1))
        counts.append(counts[-1] + (len(starts) > slots[-1]))
        slots.append(len(starts))
    return YearIndex(
        first=first,
        midnights=tuple(midnights),
        slots=tuple(slots),
        counts=tuple(counts),
        starts=tuple(starts),
        ends=tuple(ends),
        sums=tuple(sums),
    )


def _midnight(hours: WorkingHours, ordinal: int) -> int:
    return first_moment(date.fromordinal(ordinal), time.min, hours.zone)


def _spans(hours: WorkingHours, day: date) -> Iterator[tuple[int, int]]:
    """The day's intervals as moments; where autumn's second pass would make two overlap, the later
    begins when the earlier ends, and what spring skips is left out.
    """
    reached = None
    for opens, closes in hours.hours_on(day):
        start = first_moment(day, opens, hours.zone)
        start = start if reached is None else max(start, reached)
        stop = _end(hours, day, closes)
        if start < stop:
            yield start, stop
            reached = stop


def _end(hours: WorkingHours, day: date, closes: time) -> int:
    if closes == time.min:
        return _midnight(hours, day.toordinal() + 1)
    return last_moment(day, closes, hours.zone)
