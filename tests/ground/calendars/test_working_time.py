from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linli.ground.calendars.errors import NaiveMomentError, ReversedSpanError
from linli.ground.calendars.profile_calendar import read_declaration
from linli.ground.calendars.units import Limit, Unit
from linli.ground.calendars.working_calendar import Calendar
from linli.ground.calendars.working_time import Due, due_at, elapsed, promised_day
from tests.ground.calendars.strategies import (
    DAY,
    calendars,
    close_of,
    due_by_minutes,
    last_day_by_days,
    local,
    minutes_worked,
    moments,
    office,
)

CHINA = read_declaration("cn").calendar("Asia/Shanghai")
HOUR_UNITS = (Unit.WORKING_HOURS, Unit.NATURAL_HOURS)
HOURS = st.sampled_from(HOUR_UNITS)
DAYS = st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])
amounts = st.integers(1, 60)


def due(start, code, calendar=CHINA, **options):
    return due_at(calendar, local(start), Limit.parse(code), **options)


@pytest.mark.parametrize(
    ("start", "code", "expected"),
    [
        # One hour on Friday, three on Monday.
        ("2026-11-20T17:00", "4wh", "2026-11-23T12:00"),
        ("2026-11-20T14:00", "4wh", "2026-11-20T18:00"),
        ("2026-11-20T11:30", "1wh", "2026-11-20T13:30"),
        ("2026-11-21T15:00", "1wh", "2026-11-23T10:00"),
        ("2026-11-23T03:00", "8wh", "2026-11-23T18:00"),
        # The same across National Day: 1–7 October off, work on Saturday the 10th.
        ("2026-09-30T17:00", "4wh", "2026-10-08T12:00"),
        ("2026-10-09T17:00", "4wh", "2026-10-10T12:00"),
        # The Friday before Spring Festival, whose Saturday is worked.
        ("2026-02-13T17:00", "9wh", "2026-02-14T18:00"),
        ("2026-02-13T17:00", "10wh", "2026-02-24T10:00"),
        ("2026-11-20T17:00", "24nh", "2026-11-21T17:00"),
        ("2026-09-30T17:00", "2nh", "2026-09-30T19:00"),
        ("2026-11-18T10:00", "5wd", "2026-11-25T18:00"),
        ("2026-11-18T23:00", "5wd", "2026-11-25T18:00"),
        ("2026-11-18T10:00", "7cd", "2026-11-25T18:00"),
        ("2026-09-24T10:00", "7cd", "2026-10-08T18:00"),
        # A request for disclosure: received on day 0, answered within 20 working days.
        ("2026-09-10T09:30", "20wd", "2026-10-14T18:00"),
        ("2026-09-10T09:30", "7wd", "2026-09-20T18:00"),
    ],
)
def test_due(start, code, expected):
    assert due(start, code) == Due(local(expected).astimezone(UTC), provisional=False)


def test_due_at_midnight_for_a_resident():
    found = due("2026-11-18T10:00", "15cd", at_midnight=True)
    assert found == Due(datetime(2026, 12, 3, 16, tzinfo=UTC), provisional=False)
    assert promised_day(CHINA, found.at) == date(2026, 12, 3)


def test_promised_day_at_close_of_business():
    assert promised_day(CHINA, local("2026-11-25T18:00")) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "code", "provisional"),
    [
        ("2026-12-18T10:00", "4wd", False),
        ("2026-12-18T10:00", "6wd", True),  # 28 December, which the next notice may move
        ("2026-12-24T17:00", "4wh", False),
        ("2026-12-31T17:00", "4wh", True),
        ("2026-12-20T10:00", "30cd", True),
        ("2027-03-01T10:00", "1wd", True),
        ("2026-12-31T17:00", "24nh", False),
        ("2003-06-02T10:00", "1wd", True),
        ("2025-12-29T10:00", "3wd", False),
    ],
)
def test_due_in_year_without_notice(start, code, provisional):
    assert due(start, code).provisional is provisional


def test_due_with_assumed_holidays():
    """National Day 2027 is Friday to Sunday; nothing more is assumed before the notice."""
    assert due("2027-09-30T17:00", "2wh").at == local("2027-10-04T10:00")


def test_due_anywhere_in_generic_profile_is_final():
    generic = read_declaration("generic").calendar("UTC")
    found = due_at(generic, datetime(2044, 12, 30, 16, tzinfo=UTC), Limit.parse("2wh"))
    assert found == Due(datetime(2045, 1, 2, 10, tzinfo=UTC), provisional=False)


@pytest.mark.parametrize(
    ("zone", "start", "code", "expected"),
    [
        # A natural day is 24 hours, whatever the clock shows.
        ("America/New_York", "2026-03-07T12:00", "24nh", "2026-03-08T13:00"),
        ("America/New_York", "2026-10-31T12:00", "24nh", "2026-11-01T11:00"),
        # Office hours are office hours on both sides of the change.
        ("America/New_York", "2026-03-06T16:00", "2wh", "2026-03-09T10:00"),
        ("Europe/Berlin", "2026-10-23T10:00", "1wd", "2026-10-26T17:00"),
        ("Australia/Lord_Howe", "2026-04-03T10:00", "3cd", "2026-04-06T17:00"),
    ],
)
def test_due_across_clock_change(zone, start, code, expected):
    generic = read_declaration("generic").calendar(zone)
    found = due_at(generic, local(start, zone), Limit.parse(code))
    assert found == Due(local(expected, zone).astimezone(UTC), provisional=False)


def test_due_at_midnight_that_the_clock_skips():
    saturday = local("2018-11-02T10:00", "America/Sao_Paulo")
    calendar = Calendar("America/Sao_Paulo", (((time(9), time(17)),),) * 7)
    found = due_at(calendar, saturday, Limit.parse("1cd"), at_midnight=True)
    assert found.at == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_working_hours_round_the_clock_are_natural_hours():
    always = Calendar("America/New_York", (((time(0), time(0)),),) * 7)
    for start in local("2026-03-07T12:34", "America/New_York"), local("2026-10-31T12:34", "UTC"):
        found = [due_at(always, start, Limit(50, unit)).at for unit in HOUR_UNITS]
        assert found[0] == found[1]


def test_due_of_naive_start():
    with pytest.raises(NaiveMomentError):
        due_at(CHINA, datetime(2026, 1, 1), Limit.parse("1wd"))  # noqa: DTZ001 - refused


@settings(max_examples=60)
@given(calendars(), moments(), st.integers(1, 25))
def test_due_working_hours_counted_minute_by_minute(calendar, start, hours):
    found = due_at(calendar, start, Limit(hours, Unit.WORKING_HOURS)).at
    assume(found - start < 30 * DAY)  # minutes are slow
    assert found == due_by_minutes(calendar, start, hours)


@given(calendars(), moments(), st.integers(1, 80))
def test_due_working_days_counted_day_by_day(calendar, start, days):
    found = due_at(calendar, start, Limit(days, Unit.WORKING_DAYS)).at
    assert found == close_of(calendar, last_day_by_days(calendar, start, days))


@given(calendars(), moments(), amounts, HOURS)
def test_elapsed_until_due_is_the_limit_in_hours(calendar, start, amount, unit):
    limit = Limit(amount, unit)
    assert elapsed(calendar, start, due_at(calendar, start, limit).at, unit) == amount


@given(calendars(), moments(), amounts)
def test_elapsed_until_due_is_the_limit_in_working_days(calendar, start, amount):
    limit = Limit(amount, Unit.WORKING_DAYS)
    assert elapsed(calendar, start, due_at(calendar, start, limit).at, limit.unit) == amount


@given(
    calendars(),
    st.tuples(moments(), moments()).map(sorted),
    st.builds(Limit, amounts, st.sampled_from(Unit)),
    st.booleans(),
)
def test_due_never_earlier_for_a_later_start(calendar, starts, limit, at_midnight):
    dues = [due_at(calendar, start, limit, at_midnight=at_midnight).at for start in starts]
    assert dues[0] <= dues[1]


@given(calendars(), moments(), amounts, st.sampled_from(Unit))
def test_due_later_for_a_greater_amount(calendar, start, amount, unit):
    dues = [due_at(calendar, start, Limit(count, unit)).at for count in (amount, amount + 1)]
    assert start < dues[0]
    assert dues[0] <= dues[1] if unit is Unit.CALENDAR_DAYS else dues[0] < dues[1]


@settings(max_examples=60)
@given(calendars(), moments(), st.integers(0, 4 * 24 * 60))
def test_elapsed_working_hours_counted_minute_by_minute(calendar, start, minutes):
    end = start + timedelta(minutes=minutes)
    expected = Fraction(minutes_worked(calendar, start, end), 60)
    assert elapsed(calendar, start, end, Unit.WORKING_HOURS) == expected


@given(calendars(), st.tuples(moments(), moments(), moments()).map(sorted), HOURS)
def test_elapsed_hours_add_up(calendar, three, unit):
    first, middle, last = three
    parts = [elapsed(calendar, *span, unit) for span in ((first, middle), (middle, last))]
    assert sum(parts) == elapsed(calendar, first, last, unit)


@given(calendars(), moments(), moments(), amounts, DAYS)
def test_elapsed_days_add_up_at_the_end_of_a_day(calendar, start, end, amount, unit):
    middle = due_at(calendar, start, Limit(amount, unit)).at
    end = max(end, middle)
    parts = [elapsed(calendar, *span, unit) for span in ((start, middle), (middle, end))]
    assert sum(parts) == elapsed(calendar, start, end, unit)


@pytest.mark.parametrize(
    ("end", "working_days", "calendar_days"),
    [
        ("2026-11-18T17:00", 0, 0),
        ("2026-11-19T17:59", 0, 0),
        ("2026-11-19T18:00", 1, 1),
        ("2026-11-20T20:00", 2, 2),
        ("2026-11-21T20:00", 2, 2),
        ("2026-11-22T00:00", 2, 3),
        ("2026-11-23T18:00", 3, 5),
    ],
)
def test_elapsed_days(end, working_days, calendar_days):
    span = local("2026-11-18T10:00"), local(end)
    assert elapsed(CHINA, *span, Unit.WORKING_DAYS) == working_days
    assert elapsed(CHINA, *span, Unit.CALENDAR_DAYS) == calendar_days


def test_elapsed_is_exact_to_the_microsecond():
    start = local("2026-11-20T17:59:59.999999")
    end = local("2026-11-23T09:00:00.000002")
    assert elapsed(CHINA, start, end, Unit.WORKING_HOURS) == Fraction(3, 3_600_000_000)


def test_elapsed_over_many_years():
    """The first day, which is not counted, is a holiday."""
    start, end = local("2006-01-01T00:00"), local("2026-01-01T00:00")
    days = [date(2006, 1, 1) + DAY * n for n in range((end - start) // DAY)]
    expected = sum(CHINA.is_working(day) for day in days)
    assert elapsed(CHINA, start, end, Unit.WORKING_DAYS) == expected
    assert elapsed(CHINA, start, end, Unit.WORKING_HOURS) == 8 * expected


def test_elapsed_backwards():
    with pytest.raises(ReversedSpanError) as refused:
        elapsed(office(), local("2026-01-02T00:00"), local("2026-01-01T00:00"), Unit.WORKING_DAYS)
    assert refused.value.code == "reversed_span"
