from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.calendars.errors import NaiveMomentError
from linli.ground.calendars.instants import first_moment, from_micros, last_moment, to_micros
from tests.ground.calendars.strategies import ZONES

NEW_YORK = ZoneInfo("America/New_York")
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def both(day, clock, zone):
    first, last = first_moment(day, clock, zone), last_moment(day, clock, zone)
    return from_micros(first), from_micros(last)


def test_moment_unambiguous():
    expected = utc("2026-11-23T01:00")
    assert both(date(2026, 11, 23), time(9), ZoneInfo("Asia/Shanghai")) == (expected, expected)


def test_moment_in_hour_that_autumn_repeats():
    expected = utc("2026-11-01T05:30"), utc("2026-11-01T06:30")
    assert both(AUTUMN, time(1, 30), NEW_YORK) == expected


def test_moment_in_hour_that_spring_skips():
    jump = utc("2026-03-08T07:00")
    assert both(SPRING, time(2, 30), NEW_YORK) == (jump, jump)


def test_moment_at_skipped_midnight():
    jump = utc("2018-11-04T03:00")
    assert both(date(2018, 11, 4), time(0), ZoneInfo("America/Sao_Paulo")) == (jump, jump)


def test_moment_on_skipped_day():
    zone, jump = ZoneInfo("Pacific/Apia"), utc("2011-12-30T10:00")
    found = [first_moment(date(2011, 12, day), time(0), zone) for day in (30, 31)]
    assert [from_micros(micros) for micros in found] == [jump, jump]


@given(
    st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)
def test_moments_split_the_day_at_the_wall_time(day, clock, name):
    zone, wall = ZoneInfo(name), datetime.combine(day, clock)
    for moment in first_moment(day, clock, zone), last_moment(day, clock, zone):
        shown = [
            from_micros(moment - back).astimezone(zone).replace(tzinfo=None) for back in (1, 0)
        ]
        assert shown[0] < wall <= shown[1]


@given(st.integers(-(10**16), 10**16), st.timezones())
def test_micros_read_back(micros, zone):
    assert to_micros(from_micros(micros).astimezone(zone)) == micros


def test_micros_of_naive_moment():
    with pytest.raises(NaiveMomentError) as refused:
        to_micros(datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is refused
    assert refused.value.code == "naive_moment"
