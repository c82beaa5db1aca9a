from datetime import date, time

import pytest

from linli.ground.calendars.errors import CalendarShapeError
from linli.ground.calendars.working_calendar import Calendar, DayKind
from tests.ground.calendars.strategies import OFFICE, OFFICE_WEEK, office

THURSDAY, SATURDAY = date(2026, 10, 1), date(2026, 10, 10)


def test_hours_of_plain_days():
    calendar = office()
    assert calendar.hours_on(THURSDAY) == OFFICE
    assert calendar.hours_on(SATURDAY) == ()


def test_hours_of_exceptions():
    calendar = office(exceptions={THURSDAY: DayKind.HOLIDAY, SATURDAY: DayKind.WORKDAY})
    assert [calendar.is_working(day) for day in (THURSDAY, SATURDAY)] == [False, True]
    assert calendar.hours_on(SATURDAY) == OFFICE


def test_makeup_day_with_own_hours():
    short = ((time(9), time(12)),)
    calendar = office(weekly=(*OFFICE_WEEK[:5], short, ()), exceptions={SATURDAY: DayKind.WORKDAY})
    assert calendar.hours_on(SATURDAY) == short


def test_makeup_day_in_week_without_hours():
    calendar = office(weekly=((),) * 7, exceptions={SATURDAY: DayKind.WORKDAY})
    assert calendar.hours_on(SATURDAY) == ()


def test_assumed_holiday_in_unpublished_year_only():
    calendar = office(published_years=frozenset({2025}), assumed=frozenset({(10, 1)}))
    assert not calendar.is_working(date(2026, 10, 1))
    assert calendar.is_working(date(2025, 10, 1))


def test_assumed_holiday_that_an_exception_overrules():
    calendar = office(
        published_years=frozenset(),
        assumed=frozenset({(10, 1)}),
        exceptions={THURSDAY: DayKind.WORKDAY},
    )
    assert calendar.is_working(THURSDAY)


@pytest.mark.parametrize(
    ("first", "last", "settled"),
    [
        (date(2025, 1, 1), date(2026, 12, 27), True),
        (date(2026, 12, 28), date(2026, 12, 28), False),
        (date(2025, 12, 31), date(2025, 12, 31), True),
        (date(2024, 12, 31), date(2025, 1, 1), False),
        (date(2026, 12, 1), date(2027, 1, 1), False),
        (date(2024, 1, 1), date(2027, 1, 1), False),
    ],
)
def test_settled_span(first, last, settled):
    calendar = office(published_years=frozenset({2025, 2026}))
    assert calendar.is_settled(first, last) is settled


def test_settled_in_last_year_of_all():
    assert office().is_settled(date(9999, 12, 31), date(9999, 12, 31))


def test_calendar_keeps_its_own_exceptions():
    given = {THURSDAY: DayKind.HOLIDAY}
    calendar = office(exceptions=given)
    given.clear()
    assert not calendar.is_working(THURSDAY)
    with pytest.raises(TypeError):
        calendar.exceptions[SATURDAY] = DayKind.WORKDAY


@pytest.mark.parametrize(
    "hours",
    [
        ((time(9), time(9)),),
        ((time(12), time(9)),),
        ((time(9), time(12)), (time(11), time(13))),
        ((time(9), time(0)), (time(23), time(0))),
    ],
)
def test_calendar_with_hours_out_of_order(hours):
    with pytest.raises(CalendarShapeError) as refused:
        office(weekly=(hours,) * 7)
    assert (refused.value.code, refused.value.field) == ("calendar_shape", "weekly")


def test_calendar_with_six_days():
    with pytest.raises(CalendarShapeError):
        office(weekly=OFFICE_WEEK[:6])


@pytest.mark.parametrize("zone", ["Asia/Nowhere", "", "../etc/passwd"])
def test_calendar_in_unknown_zone(zone):
    with pytest.raises(CalendarShapeError) as refused:
        Calendar(zone, OFFICE_WEEK)
    assert refused.value.field == "time_zone"
