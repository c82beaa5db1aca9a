"""Many at once: one success where only one is possible, no waiting where none is needed."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from linli.core.contributions.models import Contribution
from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.acting import acting_as
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import IdempotencyKey, Matter
from linli.core.matters.services import perform
from linli.core.records.models import Record
from linli.core.records.services import append_record, follow_records
from linli.ground.parties.enums import DutyKind
from tests.core.records.test_services import make_entry
from tests.factories import make_account, make_case_in_state, make_duty, make_scene, report_case

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Results or exceptions of the calls, started together in threads of their own."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - what came of it is the test's to judge
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_people_stepping_at_once_give_one_success_and_one_refusal():
    scene = make_scene()
    second = make_account(scene.community, "Second dispatcher")
    make_duty(
        second, "dispatcher", organisation=scene.organisations["centre"], place=scene.places.street
    )
    matter = report_case(scene).matter
    people = [scene.people[DutyKind.DISPATCHER], second]
    results = at_once(
        *(
            lambda account=account: perform(
                matter.pk,
                "accept",
                acting_user=acting_as(account),
                values={"category": "roads.lamp"},
            )
            for account in people
        )
    )
    refusals = [result for result in results if isinstance(result, StepRefusedError)]
    assert [refusal.code for refusal in refusals] == ["not_in_state"]
    assert list(
        Record.objects.filter(matter_id=matter.pk)
        .order_by("sequence")
        .values_list("step", flat=True)
    ) == ["report", "accept"]


def test_the_same_request_twice_at_once_takes_effect_once():
    scene = make_scene()
    key = "0123456789abcdef-key"
    results = at_once(*(lambda: report_case(scene, key=key) for _ in range(4)))
    assert [type(result).__name__ for result in results] == ["Outcome"] * 4
    assert {result.matter.number for result in results} == {Matter.objects.get().number}
    assert len({result.secret for result in results}) == 1
    assert (Record.objects.count(), IdempotencyKey.objects.count()) == (1, 1)


def test_the_same_step_twice_at_once_is_answered_twice_and_taken_once():
    """A double click is no contest: the second request gets what the first one did."""
    scene = make_scene()
    matter = report_case(scene).matter
    results = at_once(
        *(
            lambda: perform(
                matter.pk,
                "accept",
                acting_user=scene.acting("dispatcher"),
                values={"category": "roads.lamp"},
                idempotency_key="0123456789abcdef-step",
            )
            for _ in range(4)
        )
    )
    assert [type(result).__name__ for result in results] == ["Outcome"] * 4
    assert Record.objects.filter(matter_id=matter.pk, step="accept").count() == 1


def test_a_hundred_contributions_at_once_lose_none():
    scene = make_scene()
    matter = make_case_in_state(scene, "handling")
    accounts = [make_account(scene.community, f"Resident {number}") for number in range(100)]

    def join(number: int) -> Callable[[], object]:
        return lambda: contribute(matter.pk, "join", acting_user=acting_as(accounts[number]))

    results = at_once(*(join(number) for number in range(100)))
    assert {type(result).__name__ for result in results} == {"Contribution"}
    before = Record.objects.count()
    assert Contribution.objects.count() == 100
    assert record_contributions(scene.community, now=NOW) == 100
    assert Record.objects.count() == before + 100
    assert record_contributions(scene.community, now=NOW) == 0


def test_the_same_contribution_twice_at_once_counts_once():
    scene = make_scene()
    matter = make_case_in_state(scene, "handling")
    user = acting_as(make_account(scene.community))
    results = at_once(*(lambda: contribute(matter.pk, "join", acting_user=user) for _ in range(2)))
    codes = [result.code for result in results if isinstance(result, StepRefusedError)]
    assert (codes, Contribution.objects.count()) == (["used_up"], 1)


@pytest.mark.postgresql
def test_contributions_do_not_wait_for_one_another():
    """One contributor's transaction stays open for seconds; the other is through meanwhile."""
    scene = make_scene()
    matter = make_case_in_state(scene, "handling")
    slow, quick = (acting_as(make_account(scene.community, name)) for name in ("slow", "quick"))
    inside = threading.Event()
    finished: dict[str, float] = {}

    def slowly() -> None:
        with transaction.atomic():
            contribute(matter.pk, "join", acting_user=slow)
            inside.set()
            time.sleep(2)
        finished["slow"] = time.monotonic()

    def quickly() -> None:
        inside.wait(timeout=30)
        contribute(matter.pk, "join", acting_user=quick)
        finished["quick"] = time.monotonic()

    assert at_once(slowly, quickly) == [None, None]
    assert finished["quick"] < finished["slow"]


@pytest.mark.postgresql
def test_contribution_waits_for_a_step_in_progress_and_sees_its_state():
    scene = make_scene()
    matter = make_case_in_state(scene, "verified")
    inside = threading.Event()

    def close() -> None:
        with transaction.atomic():
            perform(matter.pk, "close", acting_user=scene.acting("dispatcher"))
            inside.set()
            time.sleep(1)

    def join() -> object:
        inside.wait(timeout=30)
        return contribute(
            matter.pk, "join", acting_user=acting_as(make_account(scene.community, "late"))
        )

    _, joined = at_once(close, join)
    assert isinstance(joined, StepRefusedError)
    assert joined.code == "not_in_state"


@pytest.mark.postgresql
def test_transactions_that_commit_in_the_other_order_let_no_consumer_skip_a_record():
    """The one that begins first appends last: numbers are given at the end, under a row lock."""
    scene = make_scene()
    began, appended = threading.Event(), threading.Event()

    def first_to_begin() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT txid_current()")
            began.set()
            appended.wait(timeout=30)
            append_record(scene.community, entry=make_entry(step="first"), now=NOW)

    def second_to_begin() -> None:
        began.wait(timeout=30)
        with transaction.atomic():
            append_record(scene.community, entry=make_entry(step="second"), now=NOW)
            appended.set()
            time.sleep(1)

    seen: list[tuple[int, str]] = []

    def follow() -> None:
        appended.wait(timeout=30)
        deadline = time.monotonic() + 20
        while len(seen) < 2 and time.monotonic() < deadline:
            follow_records(
                "reader",
                community=scene.community,
                handle=lambda records: seen.extend((r.sequence, r.step) for r in records),
            )
            time.sleep(0.02)

    assert at_once(first_to_begin, second_to_begin, follow) == [None, None, None]
    assert seen == [(1, "second"), (2, "first")]
