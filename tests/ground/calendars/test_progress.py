from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.calendars.profile_calendar import read_declaration
from linli.ground.calendars.progress import (
    PROMISE_LINE,
    RULER_END,
    Progress,
    ProgressState,
    progress,
)
from linli.ground.calendars.units import Limit, Unit
from linli.ground.calendars.working_time import due_at, elapsed
from tests.ground.calendars.strategies import calendars, local, moments

CHINA = read_declaration("cn").calendar("Asia/Shanghai")
RUNNING, DUE_SOON, LATE = ProgressState
MICROSECOND = timedelta(microseconds=1)


def at(start, code, now, calendar=CHINA, due=None):
    limit = Limit.parse(code)
    end = local(due) if due else due_at(calendar, local(start), limit).at
    return progress(calendar, local(start), end, local(now), limit)


def test_progress_of_five_working_days():
    """Sent on Wednesday the 18th; it is Monday, 10:30: two used, two left without today."""
    found = at("2026-11-18T10:00", "5wd", "2026-11-23T10:30")
    assert found == Progress(
        total=5,
        used=Fraction(35, 16),
        left=Fraction(45, 16),
        late=0,
        state=RUNNING,
        position=4375,
    )
    assert (found.whole_used, found.whole_left, found.whole_late) == (2, 2, 0)


def test_progress_of_ten_working_days_late():
    found = at("2026-11-04T10:00", "10wd", "2026-11-23T10:30")
    assert found == Progress(
        total=10, used=10, left=0, late=Fraction(35, 16), state=LATE, position=12187
    )
    assert found.whole_late == 3


def test_progress_of_working_hours():
    found = at("2026-11-20T17:00", "4wh", "2026-11-23T10:15")
    assert found == Progress(
        total=4,
        used=Fraction(9, 4),
        left=Fraction(7, 4),
        late=0,
        state=RUNNING,
        position=5625,
    )


def test_progress_of_natural_hours():
    found = at("2026-11-20T17:00", "24nh", "2026-11-21T05:00")
    assert found == Progress(total=24, used=12, left=12, late=0, state=RUNNING, position=5000)


def test_progress_of_calendar_days():
    """The last day ends at the close of business, so half of it is over at 9:00."""
    found = at("2026-11-23T10:00", "2cd", "2026-11-25T09:00")
    assert found == Progress(
        total=2,
        used=Fraction(3, 2),
        left=Fraction(1, 2),
        late=0,
        state=DUE_SOON,
        position=7500,
    )


def test_progress_of_calendar_days_moved_by_a_holiday():
    """Seven days from 24 September end on 8 October, fourteen days later."""
    found = at("2026-09-24T10:00", "7cd", "2026-10-02T00:00")
    assert found == Progress(total=14, used=7, left=7, late=0, state=RUNNING, position=5000)


@pytest.mark.parametrize(
    ("now", "used", "position"),
    [
        ("2026-11-17T10:00", 0, 0),
        ("2026-11-18T17:00", 0, 0),
        ("2026-11-19T08:00", 0, 0),
        ("2026-11-19T12:30", Fraction(3, 8), 750),
        ("2026-11-19T18:00", 1, 2000),
        ("2026-11-19T23:00", 1, 2000),
        ("2026-11-22T23:00", 2, 4000),
        ("2026-11-25T18:00", 5, PROMISE_LINE),
    ],
)
def test_progress_where_time_does_not_count(now, used, position):
    found = at("2026-11-18T10:00", "5wd", now)
    assert (found.used, found.position) == (used, position)
    assert found.used + found.left == 5


@pytest.mark.parametrize(
    ("start", "code", "now", "state"),
    [
        # The last working day begins at midnight.
        ("2026-11-18T10:00", "5wd", "2026-11-24T23:59", RUNNING),
        ("2026-11-18T10:00", "5wd", "2026-11-25T00:00", DUE_SOON),
        ("2026-11-20T10:00", "1wd", "2026-11-22T12:00", RUNNING),
        ("2026-11-20T10:00", "1wd", "2026-11-23T10:30", DUE_SOON),
        ("2026-11-18T10:00", "5wd", "2026-11-25T18:00", DUE_SOON),
        ("2026-11-18T10:00", "5wd", "2026-11-25T18:00:00.000001", LATE),
        # Under a fifth: less than four of twenty days.
        ("2026-10-20T10:00", "20wd", "2026-11-11T18:00", RUNNING),
        ("2026-10-20T10:00", "20wd", "2026-11-12T09:01", DUE_SOON),
        ("2026-11-20T17:00", "24nh", "2026-11-21T12:12", RUNNING),
        ("2026-11-20T17:00", "24nh", "2026-11-21T12:12:01", DUE_SOON),
        # The last hour.
        ("2026-11-20T17:00", "4wh", "2026-11-23T10:59", RUNNING),
        ("2026-11-20T17:00", "4wh", "2026-11-23T11:00", DUE_SOON),
        ("2026-11-20T17:00", "4wh", "2026-11-23T12:00", DUE_SOON),
        ("2026-11-20T17:00", "4wh", "2026-11-23T12:01", LATE),
    ],
)
def test_progress_state(start, code, now, state):
    assert at(start, code, now).state is state


@pytest.mark.parametrize(
    ("code", "now", "late", "position"),
    [
        ("4wh", "2026-11-23T12:59", 0, PROMISE_LINE),
        ("4wh", "2026-11-23T13:30", Fraction(1, 2), 11250),
        ("4wh", "2026-11-23T14:36", Fraction(8, 5), RULER_END),
        ("4wh", "2026-12-04T12:00", 72, RULER_END),
        ("24nh", "2026-11-22T17:00", 24, RULER_END),
        ("5cd", "2026-11-25T23:00", 0, PROMISE_LINE),
        ("5cd", "2026-11-26T09:00", Fraction(3, 8), 10750),
        ("5cd", "2026-11-27T12:00", Fraction(3, 2), 13000),
    ],
)
def test_progress_late(code, now, late, position):
    found = at("2026-11-20T17:00", code, now)
    assert (found.late, found.position, found.state) == (late, position, LATE)


def test_progress_until_a_resident_s_midnight():
    limit = Limit.parse("1cd")
    start = local("2026-11-23T10:00")
    due = due_at(CHINA, start, limit, at_midnight=True).at
    found = [
        progress(CHINA, start, due, local(now), limit).state
        for now in ("2026-11-24T23:00", "2026-11-25T00:00", "2026-11-25T00:01")
    ]
    assert found == [DUE_SOON, DUE_SOON, LATE]


def test_progress_of_due_moment_set_by_hand():
    """Extended from the 25th to 2 December: the total is what lies before the new moment."""
    found = at("2026-11-18T10:00", "5wd", "2026-11-20T18:00", due="2026-12-02T18:00")
    assert found == Progress(total=10, used=2, left=8, late=0, state=RUNNING, position=2000)


@pytest.mark.parametrize("code", ["1wd", "1cd", "1wh", "1nh"])
@pytest.mark.parametrize("due", ["2026-11-23T10:00", "2026-11-22T10:00"])
def test_progress_of_due_moment_not_after_the_start(code, due):
    start = "2026-11-23T10:00"
    before = at(start, code, "2026-11-22T09:00", due=due)
    assert (before.total, before.used, before.left, before.position) == (0, 0, 0, 0)
    after = at(start, code, "2026-12-23T10:00", due=due)
    assert (after.total, after.left, after.state, after.position) == (0, 0, LATE, RULER_END)


@given(
    calendars(),
    moments(),
    st.integers(1, 40),
    st.sampled_from(Unit),
    st.tuples(st.floats(0, 1.6), st.floats(0, 1.6)).map(sorted),
)
def test_progress_grows_and_is_consistent(calendar, start, amount, unit, places):
    limit = Limit(amount, unit)
    due = due_at(calendar, start, limit).at
    shown = [
        progress(calendar, start, due, start + (due - start) * place, limit) for place in places
    ]
    assert shown[0].position <= shown[1].position
    states = [list(ProgressState).index(each.state) for each in shown]
    assert states == sorted(states)
    for each in shown:
        assert each.used + each.left == each.total
        assert 0 <= each.used <= each.total
        assert (each.state is LATE) >= (each.late > 0)
        assert 0 <= each.position <= RULER_END
    if unit is not Unit.CALENDAR_DAYS:
        assert shown[0].total == amount


@given(calendars(), moments(), st.integers(1, 40), st.sampled_from(Unit))
def test_progress_at_due_moment_stands_on_the_line(calendar, start, amount, unit):
    limit = Limit(amount, unit)
    due = due_at(calendar, start, limit).at
    on_time, late = (progress(calendar, start, due, now, limit) for now in (due, due + MICROSECOND))
    assert (on_time.position, on_time.state, on_time.left) == (PROMISE_LINE, DUE_SOON, 0)
    assert (late.position, late.state, late.left) == (PROMISE_LINE, LATE, 0)


@given(calendars(), moments(), moments(), st.integers(1, 40), st.sampled_from(Unit))
def test_progress_uses_what_has_elapsed(calendar, start, now, amount, unit):
    limit = Limit(amount, unit)
    due = due_at(calendar, start, limit).at
    if not start <= now <= due:
        now = start + (due - start) / 2
    found = progress(calendar, start, due, now, limit)
    if limit.unit.is_hours:
        assert found.used == elapsed(calendar, start, now, unit)
    elif unit is Unit.WORKING_DAYS:
        assert found.whole_used == elapsed(calendar, start, now, unit)
