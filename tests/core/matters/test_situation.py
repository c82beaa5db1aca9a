"""What stands in the way on a desk, for a whole list at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_desk_steps
from linli.ground.parties.enums import DutyKind
from tests.factories import make_case_in_state, make_duty, make_matter_in, make_scene, multiply

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def read(matters, user) -> list[list[tuple[str, str]]]:
    found = list_desk_steps(matters, user=user, now=timezone.now())
    return [[(step.name, bar) for step, bar in found[matter.pk]] for matter in matters]


def test_desk_is_told_what_it_may_do_next_and_what_not(scene):
    handled = make_case_in_state(scene, "handled")
    new = make_case_in_state(scene, "reported")
    steward = scene.acting("steward")
    assert read([handled, new], steward) == [
        [("verify", "")],
        [("accept", "not_your_duty")],
    ]


def test_whoever_serves_the_holder_is_told_that_others_verify(scene):
    handled = make_case_in_state(scene, "handled")
    person = scene.people[DutyKind.STEWARD]
    make_duty(
        person,
        DutyKind.SUPERVISOR,
        organisation=scene.organisations["works"],
        place=scene.places.street,
    )
    assert read([handled], scene.acting("steward")) == [[("verify", "four_eyes")]]


def test_reviewer_that_had_a_hand_in_the_case_is_told_so(scene):
    appeal = make_matter_in(scene, "appeal", "filed")
    assert read([appeal], scene.acting("reviewer")) == [[("examine", "")]]
    make_duty(
        scene.people[DutyKind.REVIEWER],
        DutyKind.HANDLER,
        organisation=scene.organisations["works"],
        place=scene.places.street,
    )
    assert read([appeal], scene.acting("reviewer")) == [[("examine", "recused")]]


@pytest.mark.parametrize(("kind", "state"), [("case", "handled"), ("appeal", "filed")])
def test_long_list_costs_as_many_queries_as_a_short_one(scene, kind, state):
    matter = make_matter_in(scene, kind, state)
    user = scene.acting("reviewer")
    few = count(lambda: read([matter], user))
    multiply(matter, 29)
    many = list(Matter.objects.filter(kind=kind, state=state))
    assert len(many) == 30
    assert count(lambda: read(many, user)) == few


def count(call) -> int:
    call()
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)
