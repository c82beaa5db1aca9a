"""What a decision brings about for the case, wholly or not at all."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from linli.core.matters.models import Promise
from linli.core.matters.services import perform
from linli.core.records.models import Record
from tests.apps.oversight.appeals import Filing, steps_of
from tests.factories import walk


@pytest.fixture
def examined(filing: Filing) -> Filing:
    """An appeal that waits for its decision."""
    filing.file()
    filing.examine()
    return filing


@contextmanager
def disk_full_for(table: str):
    """A database that takes no new row of one table."""

    def execute(run, sql, parameters, many, context):
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise DatabaseError("disk full")
        return run(sql, parameters, many, context)

    with connection.execute_wrapper(execute):
        yield


def test_upheld_appeal_opens_the_case_again_with_a_new_promise(examined):
    examined.decide("upheld")
    assert examined.states() == ("accepted", "decided")
    assert steps_of(examined.case)[-1] == "order_again"
    ordered = Record.objects.get(matter_id=examined.case.pk, step="order_again")
    decided = Record.objects.get(matter_id=examined.appeal.pk, step="decide")
    assert (ordered.role, ordered.organisation, ordered.at) == ("system", None, decided.at)
    assert decided.facts["outcome"] == "upheld"
    running = Promise.objects.filter(matter=examined.case, met_at=None, cancelled_at=None)
    assert [promise.name for promise in running] == ["dispatch"]
    assert (examined.case.closed_at, examined.case.due_at) == (None, running[0].due_at)


def test_case_that_was_opened_again_comes_to_its_end_once_more(examined):
    examined.decide("upheld")
    assert examined.states() == ("accepted", "decided")
    walk(examined.scene, examined.case, "closed")
    assert examined.states() == ("closed", "decided")


def test_dismissed_appeal_leaves_the_case_as_it_was(examined):
    closed_at, before = examined.case.closed_at, steps_of(examined.case)
    examined.decide("dismissed")
    assert examined.states() == ("closed", "decided")
    assert (examined.case.closed_at, steps_of(examined.case)) == (closed_at, before)
    promise = Promise.objects.get(matter=examined.appeal)
    assert promise.met_at == examined.appeal.closed_at


def test_case_that_the_reporter_reopened_meanwhile_stays_under_way(examined):
    given = {"reason": "It went out again"}
    perform(examined.case.pk, "reopen", acting_user=examined.reporter, values=given)
    assert examined.states() == ("accepted", "examined")
    walk(examined.scene, examined.case, "handling")
    examined.decide("upheld")
    assert examined.states() == ("handling", "decided")
    assert "order_again" not in steps_of(examined.case)


def test_decision_is_undone_when_the_case_cannot_be_opened_again(examined):
    before = steps_of(examined.case), steps_of(examined.appeal)
    # Deciding settles a promise and makes none; ordering the case again makes one.
    with disk_full_for(Promise._meta.db_table), pytest.raises(DatabaseError, match="disk full"):
        examined.decide("upheld")
    assert examined.states() == ("closed", "examined")
    assert (steps_of(examined.case), steps_of(examined.appeal)) == before
    assert Promise.objects.get(matter=examined.appeal).met_at is None
