"""The clock of an imported case."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.cells import CellError
from linli.apps.cases.services.importing.promises import draft_promise
from linli.apps.cases.services.importing.rules import PromiseRule
from linli.ground.calendars.profile_calendar import read_declaration
from linli.ground.calendars.public import Limit

OPENED = datetime(2019, 4, 25, 1, 0, tzinfo=UTC)
CLOSED = datetime(2019, 5, 9, 1, 0, tzinfo=UTC)
CHINA = read_declaration("cn").calendar("Asia/Shanghai")


def draft(
    *,
    due=None,
    limit="5wd",
    state="closed",
    steps=("report", "handle", "close"),
    calendar=CHINA,
    opened=OPENED,
):
    at = {"report": opened}
    rule = PromiseRule("handle", Limit.parse(limit) if limit else None)
    return draft_promise(
        rule,
        calendar=calendar,
        opened=opened,
        due=due,
        taken=[(step, at.get(step, CLOSED)) for step in steps],
        state=CASE.state_by_name[state],
    )


@pytest.mark.parametrize(
    ("given", "limit"),
    [
        (timedelta(0), "1nh"),
        (timedelta(minutes=20), "1nh"),
        (timedelta(hours=1, minutes=40), "2nh"),
        (timedelta(days=2), "48nh"),
        (timedelta(hours=10_000), "10000nh"),
    ],
)
def test_due_time_of_the_source_gives_the_limit_in_hours(given, limit):
    found = draft(due=OPENED + given)
    assert (found.limit, found.due_at, found.provisional) == (limit, OPENED + given, False)


@pytest.mark.parametrize(
    ("due", "code"),
    [
        (OPENED - timedelta(seconds=1), "out_of_order"),
        (OPENED + timedelta(hours=10_001), "out_of_range"),
    ],
)
def test_due_time_that_cannot_be_is_refused(due, code):
    with pytest.raises(CellError, match=f"^{code}$"):
        draft(due=due)


def test_limit_of_the_mapping_is_counted_by_the_calendar():
    """25 April 2019 was a Thursday; Sunday the 28th was worked, 1 to 4 May were free."""
    found = draft()
    assert found.limit == "5wd"
    assert found.due_at == datetime(2019, 5, 5, 10, 0, tzinfo=UTC)
    assert not found.provisional


def test_limit_that_reaches_an_unpublished_year_is_provisional():
    assert draft(opened=datetime(2199, 1, 4, tzinfo=UTC)).provisional


def test_no_promise_where_nobody_says_when():
    assert draft(limit="") is None


@pytest.mark.parametrize(
    ("state", "steps", "met", "cancelled"),
    [
        ("closed", ("report", "handle", "close"), CLOSED, None),
        ("closed", ("report", "dispatch", "close"), CLOSED, None),
        ("handled", ("report", "handle"), CLOSED, None),
        ("merged", ("report", "merge"), None, CLOSED),
        ("redirected", ("report", "redirect"), None, CLOSED),
        ("dispatched", ("report", "dispatch"), None, None),
        ("reported", ("report",), None, None),
    ],
)
def test_promise_ends_with_its_case(state, steps, met, cancelled):
    found = draft(state=state, steps=steps)
    assert (found.met_at, found.cancelled_at) == (met, cancelled)
