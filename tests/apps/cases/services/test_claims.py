"""Claims: no two dispatchers are at the same case."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from linli.apps.cases.models import Claim
from linli.apps.cases.services.board import dispatch_at_once
from linli.apps.cases.services.claims import (
    LASTS,
    claim_matter,
    claim_next,
    release_claims,
    renew_claim,
)
from linli.core.matters.acting import ActingUser, acting_as
from linli.core.matters.errors import MattersError, StepRefusedError
from linli.core.matters.models import Matter
from linli.core.records.models import Record
from tests.factories import (
    Scene,
    make_account,
    make_case_in_state,
    make_duty,
    make_scene,
    report_case,
    take,
)

TOTAL = 100


def dispatchers(scene: Scene) -> list[ActingUser]:
    second = make_account(scene.community, "Second dispatcher")
    centre = scene.organisations["centre"]
    make_duty(second, "dispatcher", organisation=centre, place=scene.places.street)
    return [acting_as(scene.people["dispatcher"]), acting_as(second)]


def code_of(call) -> str:
    with pytest.raises(MattersError) as caught:
        call()
    return caught.value.code


@pytest.mark.django_db
def test_each_is_given_another_case_the_most_urgent_first():
    scene, now = make_scene(), timezone.now()
    matters = [report_case(scene).matter for _ in range(3)]
    first, second = dispatchers(scene)
    given = [claim_next(acting_user=who, now=now) for who in (first, second, first)]
    assert given == [matters[0], matters[1], matters[0]]
    assert Claim.objects.count() == 2


@pytest.mark.django_db
def test_claim_holds_for_five_minutes_and_is_renewed():
    scene, now = make_scene(), timezone.now()
    matter = report_case(scene).matter
    first, second = dispatchers(scene)
    claim_matter(matter, acting_user=first, now=now)
    again = claim_matter(matter, acting_user=first, now=now + timedelta(minutes=3))
    assert again.until == now + timedelta(minutes=3) + LASTS
    taking = {"acting_user": second, "now": now + timedelta(minutes=7)}
    assert code_of(lambda: claim_matter(matter, **taking)) == "claimed_by_another"
    assert claim_next(**taking) is None
    late = {"acting_user": second, "now": now + timedelta(minutes=8)}
    assert claim_next(**late) == matter


@pytest.mark.django_db
def test_window_that_is_still_open_takes_no_claim_away_from_another_window():
    scene, now = make_scene(), timezone.now()
    one, other = (report_case(scene).matter for _ in range(2))
    first, second = dispatchers(scene)
    claim_matter(one, acting_user=first, now=now)
    later = now + timedelta(minutes=1)
    renew_claim(other, acting_user=first, now=later)
    assert [claim.matter for claim in Claim.objects.all()] == [one]
    renew_claim(one, acting_user=first, now=later)
    assert Claim.objects.get().until == later + LASTS
    trying = {"acting_user": second, "now": later}
    assert code_of(lambda: renew_claim(one, **trying)) == "claimed_by_another"
    handler = {"acting_user": scene.acting("handler"), "now": later}
    assert code_of(lambda: renew_claim(one, **handler)) == "not_your_duty"


@pytest.mark.django_db
def test_whoever_takes_another_lets_the_first_go():
    scene, now = make_scene(), timezone.now()
    one, other = (report_case(scene).matter for _ in range(2))
    first, _ = dispatchers(scene)
    claim_matter(one, acting_user=first, now=now)
    claim_matter(other, acting_user=first, now=now)
    assert Claim.objects.get().matter == other
    release_claims(acting_user=first)
    assert Claim.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["handler", "steward", "officer"])
def test_claiming_is_for_dispatchers(kind):
    scene = make_scene()
    matter = report_case(scene).matter
    user = acting_as(scene.people[kind])
    assert code_of(lambda: claim_next(acting_user=user, now=timezone.now())) == "not_your_duty"
    claiming = {"acting_user": user, "now": timezone.now()}
    assert code_of(lambda: claim_matter(matter, **claiming)) == "not_your_duty"
    assert code_of(lambda: release_claims(acting_user=user)) == "not_your_duty"
    assert Claim.objects.count() == 0


@pytest.mark.django_db
def test_decision_ends_the_claim_and_another_one_cannot_be_taken_over():
    scene, now = make_scene(), timezone.now()
    matter = report_case(scene).matter
    first, second = dispatchers(scene)
    claim_matter(matter, acting_user=first, now=now)
    given = {"category": "roads.lamp", "organisation": "works", "brief": "Mend it"}
    taking = {**given, "acting_user": second}
    assert code_of(lambda: dispatch_at_once(matter, **taking)) == "claimed_by_another"
    assert Record.objects.filter(matter_id=matter.pk).count() == 1
    dispatch_at_once(matter, **given, acting_user=first)
    assert Claim.objects.count() == 0
    matter.refresh_from_db()
    assert matter.state == "dispatched"


@pytest.mark.django_db
def test_dispatch_that_is_refused_leaves_the_case_unaccepted():
    scene = make_scene()
    matter = report_case(scene).matter
    first, _ = dispatchers(scene)
    given = {"category": "roads.lamp", "organisation": "nobody", "brief": "Mend it"}
    assert code_of(lambda: dispatch_at_once(matter, **given, acting_user=first)) == "invalid_input"
    matter.refresh_from_db()
    assert (matter.state, Record.objects.filter(matter_id=matter.pk).count()) == ("reported", 1)


@pytest.mark.django_db
def test_accepted_case_is_dispatched_with_the_category_that_it_has():
    scene = make_scene()
    matter = report_case(scene).matter
    take(scene, matter, "accept")
    matter.refresh_from_db()
    first, _ = dispatchers(scene)
    given = {"category": "", "organisation": "works", "brief": "Mend it"}
    dispatch_at_once(matter, **given, acting_user=first)
    matter.refresh_from_db()
    assert (matter.state, matter.subject) == ("dispatched", "roads.lamp")


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_clear_a_hundred_arriving_reports_and_never_meet():
    """On PostgreSQL they work side by side.  SQLite lets one write at a time, and its database in
    memory refuses the others instead of letting them wait."""
    if connection.vendor != "postgresql":
        pytest.skip("needs a database in which several write at once")
    scene = make_scene()
    people, arrived = dispatchers(scene), threading.Event()
    met: list[str] = []
    taken: dict[str, list[str]] = {"0": [], "1": []}

    def report() -> None:
        try:
            for _ in range(TOTAL):
                report_case(scene)
        finally:
            arrived.set()
            connection.close()

    def clear(number: int) -> None:
        try:
            while True:
                done = arrived.is_set()
                matter = claim_next(acting_user=people[number], now=timezone.now())
                if matter is None:
                    if done:
                        return
                    continue
                try:
                    dispatch_at_once(
                        matter,
                        category="roads.lamp",
                        organisation="works",
                        brief="Mend it",
                        acting_user=people[number],
                    )
                except StepRefusedError as error:
                    met.append(error.code)
                else:
                    taken[str(number)].append(matter.number)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(report), pool.submit(clear, 0), pool.submit(clear, 1)]
        for each in running:
            each.result(timeout=120)
    assert met == []
    everything = Counter([*taken["0"], *taken["1"]])
    assert (len(everything), set(everything.values())) == (TOTAL, {1})
    assert set(Matter.objects.values_list("state", flat=True)) == {"dispatched"}
    steps = Counter(Record.objects.values_list("step", flat=True))
    assert steps == {"report": TOTAL, "accept": TOTAL, "dispatch": TOTAL}
    assert Claim.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_whoever_looks_while_another_is_being_given_one_finds_the_next():
    if connection.vendor != "postgresql":
        pytest.skip("needs a database in which several write at once")
    scene = make_scene()
    matters = [report_case(scene).matter for _ in range(3)]
    first, second = dispatchers(scene)

    def look() -> Matter | None:
        try:
            return claim_next(acting_user=second, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert claim_next(acting_user=first, now=timezone.now()) == matters[0]
        assert pool.submit(look).result(timeout=30) == matters[1]


@pytest.mark.django_db
def test_what_one_may_not_decide_is_neither_given_nor_claimed():
    """One's own report, that of another grid, one that is decided, another kind."""
    scene, now = make_scene(), timezone.now()
    own = report_case(scene, reporter=scene.acting("dispatcher")).matter
    first, _second = dispatchers(scene)
    free = report_case(scene).matter
    assert claim_next(acting_user=first, now=now) == free
    assert code_of(lambda: claim_matter(own, acting_user=first, now=now)) == "recused"
    account = make_account(scene.community, "Dispatcher of the other grid")
    centre = scene.organisations["centre"]
    make_duty(account, "dispatcher", organisation=centre, place=scene.places.other_grid)
    narrow = acting_as(account)
    assert claim_next(acting_user=narrow, now=now) is None
    assert code_of(lambda: claim_matter(free, acting_user=narrow, now=now)) == "not_your_duty"
    closed = make_case_in_state(scene, "closed")
    assert code_of(lambda: claim_matter(closed, acting_user=first, now=now)) == "not_in_state"
    assert [claim.matter for claim in Claim.objects.all()] == [free]
