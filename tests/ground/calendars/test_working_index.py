from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.ground.calendars.errors import UnreachableDueError
from linli.ground.calendars.instants import HOUR, from_micros
from linli.ground.calendars.working_calendar import DayKind
from tests.ground.calendars.strategies import (
    DAY,
    calendars,
    local,
    office,
    worked_hours,
)

FRIDAY = date(2026, 12, 25)


def test_index_kept_with_its_calendar():
    calendar = office()
    assert calendar.index is calendar.index
    assert calendar.index.year(2026) is calendar.index.year(2026)


def test_locate_by_local_day():
    found = office().index.locate(local("2026-01-01T07:00"))
    assert (date.fromordinal(found.ordinal), found.year) == (date(2026, 1, 1), 2026)


def test_locate_end_at_midnight():
    found = office().index.locate_end(local("2026-01-01T00:00"))
    assert (date.fromordinal(found.ordinal), found.year) == (date(2025, 12, 31), 2025)


def test_worked_across_years():
    index = office().index
    start, end = index.locate(local("2026-12-31T17:00")), index.locate(local("2027-01-01T09:30"))
    assert index.worked(start, end) == HOUR * 3 // 2


def test_worked_over_decades():
    """Whole years in between: twenty years of weeks, less one hour."""
    index = office().index
    start, end = index.locate(local("2007-01-01T10:00")), index.locate(local("2027-01-04T00:00"))
    weeks = (date(2027, 1, 4) - date(2007, 1, 1)).days // 7
    assert index.worked(start, end) == (weeks * 40 - 1) * HOUR


def test_working_days_across_years():
    index = office(exceptions={date(2027, 1, 1): DayKind.HOLIDAY}).index
    assert index.working_days(FRIDAY.toordinal(), date(2027, 1, 4).toordinal()) == 5
    assert index.working_days(FRIDAY.toordinal(), FRIDAY.toordinal()) == 0


@settings(max_examples=40)
@given(calendars(), st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 500))
def test_working_days_counted_day_by_day(calendar, first, length):
    days = [first + DAY * n for n in range(1, length + 1)]
    expected = sum(bool(worked_hours(calendar, day)) for day in days)
    found = calendar.index.working_days(first.toordinal(), first.toordinal() + length)
    assert found == expected


def test_moment_after_ends_with_an_interval():
    index = office().index
    found = index.moment_after(index.locate(local("2026-11-20T14:00")), 4 * HOUR)
    assert from_micros(found) == local("2026-11-20T18:00")


def test_moment_after_more_than_a_century():
    hour_on_mondays = office(
        weekly=(((datetime.min.time(), local("2026-01-01T01:00").time()),), *[()] * 6)
    )
    index = hour_on_mondays.index
    start = index.locate(local("2026-01-01T00:00"))
    assert from_micros(index.moment_after(start, HOUR)) == local("2026-01-05T01:00")
    with pytest.raises(UnreachableDueError):
        index.moment_after(start, 5300 * HOUR)


def test_day_end_of_working_and_resting_day():
    index = office().index
    ends = [from_micros(index.day_end((FRIDAY + timedelta(days=n)).toordinal())) for n in (0, 1)]
    assert ends == [local("2026-12-25T18:00"), local("2026-12-27T00:00")]
