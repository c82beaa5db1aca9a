"""Sums of working time over any span of a calendar, year by year, built when first asked for."""

from datetime import date, datetime
from typing import Final, NamedTuple

from linli.ground.calendars.errors import UnreachableDueError
from linli.ground.calendars.instants import MICROSECOND, to_micros
from linli.ground.calendars.year_index import WorkingHours, YearIndex, build_year

CENTURY: Final = 100


class Instant(NamedTuple):
    """A moment with the local day on which it falls."""

    micros: int
    ordinal: int
    year: int


class WorkingIndex:
    """Answers for one calendar, in logarithmic time within a year.

    Threads may share it: a year that two build at once is built twice, to the same values.
    """

    def __init__(self, hours: WorkingHours) -> None:
        self._hours = hours
        self._years: dict[int, YearIndex] = {}

    def year(self, year: int) -> YearIndex:
        built = self._years.get(year)
        if built is None:
            built = self._years[year] = build_year(self._hours, year)
        return built

    def locate(self, moment: datetime) -> Instant:
        """Raises NaiveMomentError for a moment without a time zone."""
        micros = to_micros(moment)
        local = moment.astimezone(self._hours.zone)
        return Instant(micros, local.toordinal(), local.year)

    def locate_end(self, end: datetime) -> Instant:
        """A moment with the day that it ends: at 24:00 the day before, not the one that begins."""
        local = (end - MICROSECOND).astimezone(self._hours.zone)
        return Instant(to_micros(end), local.toordinal(), local.year)

    def midnight(self, ordinal: int) -> int:
        """The moment at which a local day begins."""
        built = self._year_of(ordinal)
        return built.midnights[ordinal - built.first]

    def day_end(self, ordinal: int) -> int:
        """When business closes on a day; 24:00 on a day without business (Civil Code art. 203)."""
        built = self._year_of(ordinal)
        close = built.close(ordinal)
        return built.midnights[ordinal - built.first + 1] if close is None else close

    def worked(self, start: Instant, end: Instant) -> int:
        """Microseconds worked from start to a moment not before it."""
        last = self.year(end.year).worked_until(end.micros)
        if start.year == end.year:
            return last - self.year(start.year).worked_until(start.micros)
        built = self.year(start.year)
        between = sum(self.year(year).total for year in range(start.year + 1, end.year))
        return built.total - built.worked_until(start.micros) + between + last

    def worked_within(self, year: int, start: int, end: int) -> int:
        """The same between two moments (microseconds) of one local year."""
        built = self.year(year)
        return built.worked_until(end) - built.worked_until(start)

    def working_days(self, after: int, until: int) -> int:
        """Working days later than one day (ordinal) and not later than another, not before it."""
        first, last = self._year_of(after + 1), self._year_of(until + 1)
        days = last.counts[until + 1 - last.first] - first.counts[after + 1 - first.first]
        if first is last:
            return days
        years = range(date.fromordinal(first.first).year, date.fromordinal(last.first).year)
        return days + sum(self.year(year).days for year in years)

    def moment_after(self, start: Instant, worked: int) -> int:
        """The first moment by which so much (at least 1 µs) has been worked since start.

        Raises UnreachableDueError after a century.
        """
        rest = worked + self.year(start.year).worked_until(start.micros)
        for year in range(start.year, start.year + CENTURY):
            built = self.year(year)
            if rest <= built.total:
                return built.moment_of(rest)
            rest -= built.total
        raise UnreachableDueError(f"not reached by {start.year + CENTURY}")

    def working_day_after(self, ordinal: int, number: int) -> int:
        """Ordinal of the n-th working day after a day; raises UnreachableDueError after a century."""
        first = date.fromordinal(ordinal + 1).year
        built = self.year(first)
        rest = number + built.counts[ordinal + 1 - built.first]
        for year in range(first, first + CENTURY):
            built = self.year(year)
            if rest <= built.days:
                return built.working_day(rest)
            rest -= built.days
        raise UnreachableDueError(f"not reached by {first + CENTURY}")

    def _year_of(self, ordinal: int) -> YearIndex:
        return self.year(date.fromordinal(ordinal).year)
