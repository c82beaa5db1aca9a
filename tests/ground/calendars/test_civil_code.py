from datetime import UTC, date, datetime, time

import pytest

from linli.ground.calendars.civil_code import after_rest, end_of, last_day, last_day_of_months
from linli.ground.calendars.errors import UnreachableDueError
from linli.ground.calendars.instants import from_micros
from linli.ground.calendars.profile_calendar import read_declaration
from linli.ground.calendars.units import Limit
from tests.ground.calendars.strategies import office

CHINA = read_declaration("cn").calendar("Asia/Shanghai")
IDLE = office(weekly=((),) * 7)


@pytest.mark.parametrize(
    ("start", "code", "expected"),
    [
        # Art. 201: the first day is not counted, on a day of rest neither.
        ("2026-11-23", "1cd", "2026-11-24"),
        ("2026-11-23", "1wd", "2026-11-24"),
        ("2026-11-21", "1wd", "2026-11-23"),
        ("2026-11-18", "5wd", "2026-11-25"),
        # Art. 203: Saturday and Sunday move on to Monday.
        ("2026-11-18", "3cd", "2026-11-23"),
        # National Day 2026 is 1–7 October, with work on Sunday 20 September and Saturday 10 October.
        ("2026-09-24", "7cd", "2026-10-08"),
        ("2026-09-30", "1wd", "2026-10-08"),
        ("2026-09-30", "3wd", "2026-10-10"),
        ("2026-09-18", "1wd", "2026-09-20"),
        ("2026-09-19", "1cd", "2026-09-20"),
        # Spring Festival 2026: 15–23 February, work on Saturday the 14th and Saturday the 28th.
        ("2026-02-13", "5wd", "2026-02-27"),
        ("2026-02-13", "6wd", "2026-02-28"),
    ],
)
def test_last_day(start, code, expected):
    found = last_day(CHINA, date.fromisoformat(start), Limit.parse(code))
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-15", 1, "2026-02-24"),  # the 15th opens the Spring Festival
        ("2026-03-03", 1, "2026-04-03"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2025-10-31", 1, "2025-12-01"),  # 30 November is a Sunday
        ("2025-08-31", 6, "2026-02-28"),  # no 31st; a Saturday, but worked
        ("2024-02-29", 12, "2025-02-28"),
        ("2022-02-28", 24, "2024-02-28"),
        ("2025-12-09", 1, "2026-01-09"),
    ],
)
def test_last_day_of_months(start, months, expected):
    found = last_day_of_months(CHINA, date.fromisoformat(start), months)
    assert found == date.fromisoformat(expected)


def test_after_rest_without_any_working_day():
    assert after_rest(IDLE, date(2026, 11, 21)) == date(2026, 11, 21)


def test_last_day_of_working_days_without_any():
    with pytest.raises(UnreachableDueError) as refused:
        last_day(IDLE, date(2026, 11, 21), Limit.parse("1wd"))
    assert refused.value.code == "unreachable_due"


def test_end_at_close_of_business():
    assert from_micros(end_of(CHINA, date(2026, 11, 23))) == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_end_at_midnight_without_business():
    expected = datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert from_micros(end_of(CHINA, date(2026, 11, 21))) == expected
    assert from_micros(end_of(IDLE, date(2026, 11, 21))) == expected


def test_end_at_midnight_for_a_resident():
    found = end_of(CHINA, date(2026, 11, 23), at_midnight=True)
    assert from_micros(found) == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_end_of_day_that_closes_at_midnight():
    late = office(weekly=(((time(20), time(0)),),) * 7)
    expected = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert from_micros(end_of(late, date(2026, 11, 23))) == expected
