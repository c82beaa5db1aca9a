"""The calendar that promises are counted on: hours of the week, holidays, make-up days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, time
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from linli.ground.calendars.errors import CalendarShapeError
from linli.ground.calendars.working_index import WorkingIndex
from linli.ground.calendars.year_index import Interval

DAYS_OF_WEEK: Final = 7
NEW_YEAR_NOTICE: Final = (12, 28)
"""From this day on a year's days may still be moved by the next year's notice: the notice for 2019
made 29 December 2018 a working day and 31 December a holiday."""
ALL_YEARS: Final = frozenset(range(MINYEAR, MAXYEAR + 1))

Weekly = tuple[tuple[Interval, ...], ...]
"""Seven days, Monday first."""


class DayKind(StrEnum):
    """What a notice makes of a day."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"
    """A make-up day (调休上班): a day of rest on which offices work."""


@dataclass(frozen=True)
class Calendar:
    """Working time of one community, in local time.

    `exceptions` hold what published notices say.  In a year outside `published_years` the days of
    `assumed` (month, day) are taken as holidays and every result is provisional.
    Raises CalendarShapeError where hours overlap, run backwards, or the zone is unknown.
    """

    time_zone: str
    weekly: Weekly
    exceptions: Mapping[date, DayKind] = field(default_factory=dict)
    published_years: frozenset[int] = ALL_YEARS
    assumed: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "exceptions", MappingProxyType(dict(self.exceptions)))
        check_weekly(self.weekly)
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise CalendarShapeError("time_zone", f"unknown zone {self.time_zone!r}") from error

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def index(self) -> WorkingIndex:
        """Sums of working time, built year by year on first use and kept with the calendar."""
        return WorkingIndex(self)

    @cached_property
    def makeup_hours(self) -> tuple[Interval, ...]:
        """Hours of a make-up day whose own weekday has none: those of the week's first day."""
        return next((hours for hours in self.weekly if hours), ())

    def hours_on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that are worked on a day, none on a day of rest."""
        kind = self.exceptions.get(day)
        if kind is DayKind.HOLIDAY or (kind is None and self._is_assumed_holiday(day)):
            return ()
        hours = self.weekly[day.weekday()]
        return self.makeup_hours if kind is DayKind.WORKDAY and not hours else hours

    def is_working(self, day: date) -> bool:
        return bool(self.hours_on(day))

    def is_settled(self, first: date, last: date) -> bool:
        """False while a notice still to come may change a day from the first to the last."""
        moved_by_next = (last.month, last.day) >= NEW_YEAR_NOTICE and last.year < MAXYEAR
        years = range(first.year, last.year + 1 + moved_by_next)
        return all(year in self.published_years for year in years)

    def _is_assumed_holiday(self, day: date) -> bool:
        return day.year not in self.published_years and (day.month, day.day) in self.assumed


def check_weekly(weekly: Weekly) -> None:
    """Raises CalendarShapeError unless there are seven days of intervals in order, apart."""
    if len(weekly) != DAYS_OF_WEEK:
        raise CalendarShapeError("weekly", "needs seven days, Monday first")
    for number, hours in enumerate(weekly, start=1):
        reached = time.min
        for start, end in hours:
            if start < reached or (end <= start and end != time.min):
                raise CalendarShapeError("weekly", f"day {number}: hours overlap or run backwards")
            reached = time.max if end == time.min else end
