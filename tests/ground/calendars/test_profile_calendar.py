from datetime import date, time, timedelta

import chinese_calendar
import pytest

from linli.ground.calendars.errors import CalendarShapeError
from linli.ground.calendars.notices import Notice
from linli.ground.calendars.profile_calendar import (
    DAY_NAMES,
    read_declaration,
    read_weekly,
    write_weekly,
)
from linli.ground.calendars.working_calendar import ALL_YEARS, Calendar, DayKind
from linli.ground.profiles.loader import UnknownProfileError
from tests.ground.calendars.strategies import OFFICE, OFFICE_WEEK

CHINA = read_declaration("cn")
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


def week(**changes):
    names = {name: ["09:00-12:00"] for name in DAY_NAMES}
    return {**names, **changes}


def test_chinese_working_days_agree_with_an_independent_list():
    """But for one day: the notice for 2006 says that Saturday, 31 December 2005 is worked."""
    calendar = CHINA.calendar("Asia/Shanghai")
    differing = [
        day for day in DAYS if calendar.is_working(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == [date(2005, 12, 31)]
    assert calendar.is_working(date(2005, 12, 31))


def test_chinese_makeup_days_agree_with_an_independent_list():
    found = {
        day
        for day, kind in CHINA.calendar("Asia/Shanghai").exceptions.items()
        if kind is DayKind.WORKDAY
    }
    assert found - {date(2005, 12, 31)} == set(chinese_calendar.constants.workdays)


def test_chinese_week_and_years():
    calendar = CHINA.calendar("Asia/Shanghai")
    assert calendar.weekly == OFFICE_WEEK
    assert calendar.published_years == frozenset(range(2004, 2027))
    assert calendar.assumed == FIXED
    assert CHINA.notices[2026].source == "国办发明电〔2025〕7号"


def test_every_chinese_notice_names_its_source():
    without = [
        year for year, notice in CHINA.notices.items() if f"〔{year - 1}〕" not in notice.source
    ]
    assert without == [2004, 2005]


def test_generic_calendar():
    expected = Calendar("UTC", (((time(9), time(17)),),) * 5 + ((), ()), {}, ALL_YEARS)
    assert read_declaration("generic").calendar("UTC") == expected


def test_own_notice_replaces_the_profile_s_for_its_year():
    notice = Notice(2026, "Own", {date(2026, 10, 1): DayKind.HOLIDAY})
    calendar = CHINA.calendar("Asia/Shanghai", notices=[notice])
    days = [date(2026, 1, 1), date(2026, 10, 1), date(2026, 10, 2), date(2025, 10, 2)]
    assert [calendar.is_working(day) for day in days] == [True, False, True, False]


def test_own_notice_adds_a_year_and_the_december_before():
    days = {date(2026, 12, 31): DayKind.HOLIDAY, date(2027, 1, 1): DayKind.HOLIDAY}
    calendar = CHINA.calendar("Asia/Shanghai", notices=[Notice(2027, "Own", days)])
    assert not calendar.is_working(date(2026, 12, 31))
    assert calendar.published_years == frozenset(range(2004, 2028))


def test_own_hours():
    assert CHINA.calendar("Asia/Shanghai", weekly=(OFFICE,) * 7).weekly == (OFFICE,) * 7


def test_unknown_profile():
    with pytest.raises(UnknownProfileError):
        read_declaration("atlantis")


def test_weekly_read_back():
    weekly = (((time(0), time(9, 30)), (time(13), time(0))), *[OFFICE] * 5, ())
    written = write_weekly(weekly)
    assert written["monday"] == ["00:00-09:30", "13:00-24:00"]
    assert read_weekly(written) == weekly


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ({"monday": []}, "weekly"),
        (week(holiday=[]), "weekly"),
        (week(sunday=["9:00-12:00"]), "weekly.sunday"),
        (week(sunday=["09:00–12:00"]), "weekly.sunday"),
        (week(sunday=["09:00-24:01"]), "weekly.sunday"),
        (week(sunday=["09:00-00:00"]), "weekly.sunday"),
        (week(sunday=["25:00-26:00"]), "weekly.sunday"),
        (week(sunday=["09:60-12:00"]), "weekly.sunday"),
        (week(sunday=[9]), "weekly.sunday"),
        (week(sunday=["12:00-09:00"]), "weekly"),
    ],
)
def test_weekly_refused(table, field):
    with pytest.raises(CalendarShapeError) as refused:
        read_weekly(table)
    assert refused.value.field == field


def test_later_notice_has_the_last_word_on_late_december():
    day = date(2022, 12, 31)
    earlier = Notice(2022, "Own", {date(2022, 1, 1): DayKind.HOLIDAY, day: DayKind.HOLIDAY})
    later = Notice(2023, "Own", {date(2023, 1, 1): DayKind.HOLIDAY, day: DayKind.WORKDAY})
    assert CHINA.calendar("Asia/Shanghai", notices=[later, earlier]).is_working(day)
