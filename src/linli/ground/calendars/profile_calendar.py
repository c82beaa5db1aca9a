"""The calendar that a jurisdiction profile declares in its `calendar.toml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any, Final

from linli.ground.calendars.errors import CalendarShapeError
from linli.ground.calendars.notices import Notice, check_notice, read_notice
from linli.ground.calendars.working_calendar import (
    ALL_YEARS,
    Calendar,
    DayKind,
    Weekly,
    check_weekly,
)
from linli.ground.calendars.year_index import Interval
from linli.ground.profiles.loader import read_part

DAY_NAMES: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_HOURS: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a profile says about working time, before a community adds its own."""

    weekly: Weekly
    notices: Mapping[int, Notice]
    assumed: frozenset[tuple[int, int]]
    all_years_published: bool

    def calendar(
        self,
        time_zone: str,
        *,
        weekly: Weekly | None = None,
        notices: Iterable[Notice] = (),
    ) -> Calendar:
        """The calendar of a community; its own notice of a year replaces the profile's whole."""
        by_year = {**self.notices, **{notice.year: notice for notice in notices}}
        exceptions: dict[date, DayKind] = {}
        for year in sorted(by_year):
            exceptions.update(by_year[year].days)
        return Calendar(
            time_zone=time_zone,
            weekly=weekly or self.weekly,
            exceptions=exceptions,
            published_years=ALL_YEARS if self.all_years_published else frozenset(by_year),
            assumed=self.assumed,
        )


@cache
def read_declaration(profile: str) -> Declaration:
    """Raises UnknownProfileError, CalendarShapeError and NoticeError."""
    part = read_part(profile, "calendar")
    weekly = read_weekly(part["weekly"])
    notices = [read_notice(table) for table in part.get("notice", [])]
    for notice in notices:
        check_notice(notice, weekly)
    return Declaration(
        weekly=weekly,
        notices={notice.year: notice for notice in notices},
        assumed=frozenset(_month_day(text) for text in part["assumed_holidays"]),
        all_years_published=part["all_years_published"],
    )


def read_weekly(table: Mapping[str, Any]) -> Weekly:
    """Hours of the week from lists of `09:00-12:00` under the seven English day names.

    Raises CalendarShapeError.
    """
    if set(table) != set(DAY_NAMES):
        raise CalendarShapeError("weekly", f"needs exactly {', '.join(DAY_NAMES)}")
    weekly = tuple(tuple(_interval(name, text) for text in table[name]) for name in DAY_NAMES)
    check_weekly(weekly)
    return weekly


def write_weekly(weekly: Weekly) -> dict[str, list[str]]:
    """What `read_weekly` reads back."""
    return {
        name: [_text(interval) for interval in hours]
        for name, hours in zip(DAY_NAMES, weekly, strict=True)
    }


def _interval(name: str, entry: object) -> Interval:
    text = str(entry)
    found = _HOURS.fullmatch(text)
    if found is None or text[-5:] > "24:00" or text.endswith("-00:00"):
        raise CalendarShapeError(f"weekly.{name}", f"not hours like 09:00-12:00: {entry!r}")
    first, first_minute, last, last_minute = map(int, found.groups())
    return time(first, first_minute), time(last % 24, last_minute)


def _text(interval: Interval) -> str:
    start, end = interval
    return f"{start:%H:%M}-{end:%H:%M}" if end != time.min else f"{start:%H:%M}-24:00"


def _month_day(text: str) -> tuple[int, int]:
    day = date.fromisoformat(f"2000-{text}")
    return day.month, day.day
