from datetime import date

import pytest

from linli.ground.calendars.errors import NoticeError
from linli.ground.calendars.notices import Notice, check_notice, first_day, read_notice
from linli.ground.calendars.working_calendar import DayKind
from tests.ground.calendars.strategies import OFFICE_WEEK

NEW_YEAR, SUNDAY = date(2026, 1, 1), date(2026, 1, 4)
HOLIDAY, WORKDAY = DayKind


def table(**changes):
    return {"year": 2026, "source": "Notice 7", "holidays": ["2026-01-01"], **changes}


def refusal(action):
    with pytest.raises(NoticeError) as refused:
        action()
    return refused.value.code, refused.value.field


def test_notice_read():
    found = read_notice(
        table(holidays=["2026-01-01/2026-01-03"], workdays=["2026-01-04"], source=" Notice 7 ")
    )
    days = {
        NEW_YEAR: HOLIDAY,
        date(2026, 1, 2): HOLIDAY,
        date(2026, 1, 3): HOLIDAY,
        SUNDAY: WORKDAY,
    }
    assert found == Notice(2026, "Notice 7", days)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "x"}, ("notice_unknown_field", "title")),
        ({"year": "2026"}, ("notice_year", "year")),
        ({"year": True}, ("notice_year", "year")),
        ({"source": None}, ("notice_source", "source")),
        ({"holidays": "2026-01-01"}, ("notice_list", "holidays")),
        ({"workdays": [date(2026, 1, 4)]}, ("notice_list", "workdays")),
        ({"holidays": ["2026-13-01"]}, ("notice_day", "holidays")),
        ({"holidays": ["20260101"]}, ("notice_day", "holidays")),
        ({"holidays": ["2026-W01-4"]}, ("notice_day", "holidays")),
        ({"holidays": ["2026-01-01/"]}, ("notice_day", "holidays")),
        ({"holidays": ["2026-01-03/2026-01-01"]}, ("notice_span", "holidays")),
        ({"holidays": ["2026-01-01/2027-06-01"]}, ("notice_span", "holidays")),
        ({"holidays": ["2026-01-01", "2026-01-01"]}, ("notice_day_twice", "holidays")),
        ({"workdays": ["2026-01-01"]}, ("notice_day_twice", "workdays")),
    ],
)
def test_notice_malformed(changes, expected):
    assert refusal(lambda: read_notice(table(**changes))) == expected


def test_notice_accepted():
    days = {date(2025, 12, 28): WORKDAY, NEW_YEAR: HOLIDAY, date(2026, 12, 31): HOLIDAY}
    check_notice(Notice(2026, "Notice 7", days), OFFICE_WEEK)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"year": 20266}, ("notice_year", "year")),
        ({"year": 1948}, ("notice_year", "year")),
        ({"source": " "}, ("notice_source", "source")),
        ({"source": "x" * 201}, ("notice_source", "source")),
        ({"days": {}}, ("notice_without_holidays", "days")),
        ({"days": {SUNDAY: WORKDAY}}, ("notice_without_holidays", "days")),
        ({"days": {date(2027, 1, 1): HOLIDAY}}, ("notice_day_outside_year", "days")),
        ({"days": {date(2025, 12, 27): HOLIDAY}}, ("notice_day_outside_year", "days")),
        (
            {"days": {NEW_YEAR: HOLIDAY, date(2026, 1, 5): WORKDAY}},
            ("notice_workday_not_rest", "days"),
        ),
        ({"days": {NEW_YEAR: HOLIDAY, SUNDAY: "workday"}}, ("notice_kind", "days")),
    ],
)
def test_notice_refused(changes, expected):
    notice = Notice(**{"year": 2026, "source": "Notice 7", "days": {NEW_YEAR: HOLIDAY}, **changes})
    assert refusal(lambda: check_notice(notice, OFFICE_WEEK)) == expected


def test_first_day_of_a_notice():
    assert first_day(2019) == date(2018, 12, 28)
