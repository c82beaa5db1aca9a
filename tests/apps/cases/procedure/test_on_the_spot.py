"""What a steward solves on the spot, and who looks whether it is solved."""

import pytest
from django.utils import timezone

from linli.apps.cases.selectors.round import list_stops
from linli.core.matters.acting import acting_as
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Promise
from linli.core.matters.services import perform
from tests.factories import (
    make_account,
    make_case_in_state,
    make_duty,
    make_scene,
    report_case,
    reporter_of,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def solved(scene):
    case = report_case(scene).matter
    take(scene, case, "solve")
    return case


def test_solution_waits_for_the_office_and_needs_no_dispatch(scene, solved):
    assert (solved.state, solved.holder) == ("handled", None)
    promised = Promise.objects.filter(matter=solved).order_by("opened_at", "name")
    assert [(each.name, each.settled_at is None) for each in promised] == [
        ("accept", False),
        ("verify", True),
    ]
    take(scene, solved, "verify_solution", now=None)
    take(scene, solved, "close")
    assert solved.state == "closed"


def test_no_steward_verifies_what_a_steward_solved(scene, solved):
    office = scene.organisations["willow-office"]
    colleague = make_account(scene.community, "Second steward")
    make_duty(colleague, "steward", organisation=office, place=scene.places.grid)
    for user in (scene.acting("steward"), acting_as(colleague)):
        for step, code in (("verify", "no_holder"), ("verify_solution", "not_your_duty")):
            with pytest.raises(StepRefusedError) as caught:
                perform(solved.pk, step, acting_user=user, values={})
            assert caught.value.code == code
        assert list_stops(user, now=timezone.now()) == []


def test_whoever_solved_it_does_not_verify_it_on_another_duty(scene, solved):
    steward = scene.people["steward"]
    office = scene.organisations["willow-office"]
    make_duty(steward, "officer", organisation=office, place=scene.places.street)
    with pytest.raises(StepRefusedError) as caught:
        perform(solved.pk, "verify_solution", acting_user=acting_as(steward), values={})
    assert caught.value.code == "another_person"


def test_reopened_case_that_a_steward_solves_is_nobodys_work(scene):
    """The organisation of the first round has no part in it, nor its clock."""
    case = make_case_in_state(scene, "closed")
    perform(case.pk, "reopen", acting_user=reporter_of(case), values={"reason": "It is out again"})
    case.refresh_from_db()
    assert (case.state, case.holder) == ("accepted", None)
    take(scene, case, "solve")
    with pytest.raises(StepRefusedError) as caught:
        take(scene, case, "send_back")
    assert caught.value.code == "no_holder"
    take(scene, case, "reject_solution")
    assert (case.state, case.holder) == ("accepted", None)


def test_office_of_the_same_organisation_verifies_it(scene):
    office = scene.organisations["willow-office"]
    make_duty(scene.people["supervisor"], "officer", organisation=office, place=scene.places.street)
    case = report_case(scene).matter
    take(scene, case, "solve")
    perform(case.pk, "verify_solution", acting_user=scene.acting("supervisor"), values={})
    case.refresh_from_db()
    assert case.state == "verified"


def test_solution_that_is_none_goes_to_the_dispatcher(scene, solved):
    with pytest.raises(StepRefusedError) as caught:
        take(scene, solved, "send_back")
    assert caught.value.code == "no_holder"
    take(scene, solved, "reject_solution")
    assert solved.state == "accepted"
    take(scene, solved, "dispatch")
    assert solved.holder.slug == "works"


def test_work_of_an_organisation_is_not_rejected_as_a_solution(scene, solved):
    case = report_case(scene).matter
    for step in ("accept", "dispatch", "start", "handle"):
        take(scene, case, step)
    with pytest.raises(StepRefusedError) as caught:
        take(scene, case, "reject_solution")
    assert caught.value.code == "has_holder"
