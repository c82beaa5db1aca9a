from datetime import UTC, date, datetime, time

from linli.ground.calendars.instants import HOUR, from_micros
from linli.ground.calendars.working_calendar import Calendar
from linli.ground.calendars.year_index import build_year
from tests.ground.calendars.strategies import office

SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def always(*hours, zone="America/New_York"):
    return Calendar(zone, (hours,) * 7)


def spans_on(calendar, day):
    index = build_year(calendar, day.year)
    number = day.toordinal() - index.first
    slots = range(index.slots[number], index.slots[number + 1])
    return [(from_micros(index.starts[slot]), from_micros(index.ends[slot])) for slot in slots]


def utc(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def test_year_sums():
    index = build_year(office(), 2026)
    assert (index.days, index.total) == (261, 261 * 8 * HOUR)
    assert len(index.midnights) == 366


def test_leap_year_of_round_the_clock():
    index = build_year(always((time(0), time(0)), zone="Asia/Shanghai"), 2028)
    assert (index.days, index.total) == (366, 366 * 24 * HOUR)


def test_year_with_both_clock_changes_keeps_its_hours():
    assert build_year(always((time(0), time(0))), 2026).total == 365 * 24 * HOUR


def test_night_in_spring_is_an_hour_shorter():
    calendar = always((time(0), time(8)))
    assert spans_on(calendar, SPRING) == [(utc(SPRING, 5), utc(SPRING, 12))]


def test_night_in_autumn_is_an_hour_longer():
    calendar = always((time(0), time(8)))
    assert spans_on(calendar, AUTUMN) == [(utc(AUTUMN, 4), utc(AUTUMN, 13))]


def test_interval_inside_the_skipped_hour():
    assert spans_on(always((time(2, 15), time(2, 45))), SPRING) == []


def test_interval_that_ends_in_the_skipped_hour():
    calendar = always((time(1), time(2, 30)))
    assert spans_on(calendar, SPRING) == [(utc(SPRING, 6), utc(SPRING, 7))]


def test_interval_that_ends_in_the_repeated_hour_lasts_until_its_second_pass():
    calendar = always((time(0), time(1, 30)))
    assert spans_on(calendar, AUTUMN) == [(utc(AUTUMN, 4), utc(AUTUMN, 6, 30))]


def test_two_intervals_in_the_repeated_hour_do_not_overlap():
    calendar = always((time(0), time(1, 20)), (time(1, 40), time(3)))
    assert spans_on(calendar, AUTUMN) == [
        (utc(AUTUMN, 4), utc(AUTUMN, 6, 20)),
        (utc(AUTUMN, 6, 20), utc(AUTUMN, 8)),
    ]


def test_worked_until_before_and_after_the_year():
    index = build_year(office(), 2026)
    assert index.worked_until(index.midnights[0]) == 0
    assert index.worked_until(index.midnights[-1]) == index.total


def test_moment_of_every_hour_is_worked_until_it():
    index = build_year(office(), 2026)
    hours = [count * HOUR for count in range(1, 261 * 8 + 1)]
    assert [index.worked_until(index.moment_of(worked)) for worked in hours] == hours


def test_working_day_and_close():
    index = build_year(office(), 2026)
    assert date.fromordinal(index.working_day(1)) == date(2026, 1, 1)
    assert date.fromordinal(index.working_day(261)) == date(2026, 12, 31)
    assert from_micros(index.close(index.first)) == utc(date(2026, 1, 1), 10)
    assert index.close(date(2026, 1, 3).toordinal()) is None
