"""The authority's notice of one year: which days are holidays, on which days of rest one works."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from linli.ground.calendars.errors import NoticeError
from linli.ground.calendars.working_calendar import NEW_YEAR_NOTICE, DayKind, Weekly

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2199
LONGEST_SOURCE: Final = 200
_SPAN: Final = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?", re.ASCII)
LISTS: Final = {"holidays": DayKind.HOLIDAY, "workdays": DayKind.WORKDAY}


@dataclass(frozen=True, slots=True)
class Notice:
    """What one year's notice says, and the document that says it."""

    year: int
    source: str
    days: Mapping[date, DayKind]


def read_notice(table: Mapping[str, Any]) -> Notice:
    """A notice from `year`, `source`, `holidays` and `workdays`, the latter two lists of days or
    spans `from/to`.  Raises NoticeError.
    """
    for name in table:
        if name not in {"year", "source", *LISTS}:
            raise NoticeError(
                "notice_unknown_field", f"unknown field {name}", field=name, value=name
            )
    days: dict[date, DayKind] = {}
    for name, kind in LISTS.items():
        add_days(days, _entries(table, name), kind, field=name)
    return Notice(_year(table), _source(table), days)


def add_days(days: dict[date, DayKind], spans: Iterable[str], kind: DayKind, *, field: str) -> None:
    """Enters spans into `days`; raises NoticeError for what is no span and for a day named twice."""
    for span in spans:
        for day in _days_of(span, field):
            if day in days:
                raise NoticeError(
                    "notice_day_twice", f"{day} is named twice", field=field, value=span
                )
            days[day] = kind


def check_notice(notice: Notice, weekly: Weekly) -> None:
    """Raises NoticeError for a notice that cannot be meant: a day outside its year, a make-up day
    on a day that is worked anyway, no days, no source.
    """
    if not FIRST_YEAR <= notice.year <= LAST_YEAR:
        raise NoticeError("notice_year", f"{notice.year} is no year of a notice", field="year")
    if not 1 <= len(notice.source.strip()) <= LONGEST_SOURCE:
        raise NoticeError("notice_source", "name the document, in 200 characters", field="source")
    if DayKind.HOLIDAY not in notice.days.values():
        raise NoticeError("notice_without_holidays", "no holiday is named", field="days")
    for day, kind in notice.days.items():
        _check_day(notice.year, day, kind, weekly)


def first_day(year: int) -> date:
    """The first day that a year's notice may speak of: late December of the year before."""
    return date(year - 1, *NEW_YEAR_NOTICE)


def _check_day(year: int, day: date, kind: DayKind, weekly: Weekly) -> None:
    name = str(day)
    if not isinstance(kind, DayKind):
        raise NoticeError("notice_kind", f"{kind!r} is no kind of day", field="days", value=name)
    if not first_day(year) <= day <= date(year, 12, 31):
        sentence = f"{day} does not belong to the notice for {year}"
        raise NoticeError("notice_day_outside_year", sentence, field="days", value=name)
    if kind is DayKind.WORKDAY and weekly[day.weekday()]:
        sentence = f"{day} is worked anyway, so it makes up for nothing"
        raise NoticeError("notice_workday_not_rest", sentence, field="days", value=name)


def _days_of(span: str, field: str) -> Iterator[date]:
    try:
        day, end = (date.fromisoformat(text) for text in _bounds(span))
    except ValueError as error:
        sentence = f"{span!r} is no day like 2027-01-01 and no span like 2027-01-01/2027-01-03"
        raise NoticeError("notice_day", sentence, field=field, value=span) from error
    if not timedelta() <= end - day < timedelta(days=366):
        raise NoticeError("notice_span", f"{span!r} runs backwards", field=field, value=span)
    for later in range((end - day).days + 1):
        yield day + timedelta(days=later)


def _bounds(span: str) -> tuple[str, str]:
    """Raises ValueError for other forms of ISO 8601, which `fromisoformat` would take."""
    if _SPAN.fullmatch(span) is None:
        raise ValueError(span)
    return span[:10], span[-10:]


def _entries(table: Mapping[str, Any], name: str) -> list[str]:
    entries = table.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise NoticeError("notice_list", f"{name} is a list of texts", field=name, value=name)
    return entries


def _year(table: Mapping[str, Any]) -> int:
    year = table.get("year")
    if type(year) is not int:
        raise NoticeError("notice_year", "year is a number", field="year", value="year")
    return year


def _source(table: Mapping[str, Any]) -> str:
    source = table.get("source")
    if not isinstance(source, str):
        raise NoticeError(
            "notice_source", "source names the document", field="source", value="source"
        )
    return source.strip()
