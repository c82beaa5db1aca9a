"""What a steward solves on the spot, and who looks whether it is solved."""

import pytest

from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Promise
from linli.core.matters.services import perform
from tests.factories import make_duty, make_scene, report_case, take

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
    take(scene, solved, "verify", now=None)
    take(scene, solved, "close")
    assert solved.state == "closed"


def test_steward_does_not_verify_his_own_solution(scene, solved):
    with pytest.raises(StepRefusedError) as caught:
        perform(solved.pk, "verify", acting_user=scene.acting("steward"), values={})
    assert caught.value.code == "another_person"


def test_office_of_the_same_organisation_verifies_it(scene):
    office = scene.organisations["willow-office"]
    make_duty(scene.people["supervisor"], "officer", organisation=office, place=scene.places.street)
    case = report_case(scene).matter
    take(scene, case, "solve")
    perform(case.pk, "verify", acting_user=scene.acting("supervisor"), values={})
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
