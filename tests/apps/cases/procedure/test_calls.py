"""The whistle: organisations called to one case, each with its own promises and answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.cases.procedure import RESPONSE, RESPONSE_1
from linli.apps.cases.services import call_organisations
from linli.core.matters.acting import acting_as
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.services import escalate_late_promises, perform
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from linli.ground.parties.enums import Sector
from linli.ground.parties.models import Organisation
from tests.factories import (
    PARTNER,
    make_account,
    make_case_in_state,
    make_duty,
    make_organisation,
    make_scene,
    take,
)

pytestmark = pytest.mark.django_db
BRIEF = "Water in the cellar: find whose pipe it is"


@pytest.fixture
def scene():
    scene = make_scene()
    gas = make_organisation(scene.community, "gas")
    worker = make_account(scene.community, "Gas Li")
    make_duty(worker, "handler", organisation=gas, place=scene.places.street)
    return scene


@pytest.fixture
def case(scene):
    return make_case_in_state(scene, "handling")


def call(scene, case, *organisations, user="officer") -> list[Matter]:
    outcomes = call_organisations(
        case, organisations=organisations, brief=BRIEF, acting_user=scene.acting(user)
    )
    return [outcome.matter for outcome in outcomes]


def answer(scene, response, **values):
    given = {"result": "Shut the valve", "rightly": "yes"} | values
    perform(response.pk, "answer", acting_user=acting_as(scene.partner), values=given)


def test_each_called_organisation_has_a_part_with_its_own_promises(scene, case):
    responses = call(scene, case, PARTNER, "gas")
    assert [(each.kind, each.state, each.holder.slug) for each in responses] == [
        ("response", "called", PARTNER),
        ("response", "called", "gas"),
    ]
    promised = Promise.objects.filter(matter__in=responses).order_by("party__slug", "name")
    assert list(promised.values_list("party__slug", "name", "limit")) == [
        ("gas", "answer", "5wd"),
        ("gas", "respond", "24nh"),
        (PARTNER, "answer", "5wd"),
        (PARTNER, "respond", "24nh"),
    ]
    links = MatterLink.objects.filter(matter=case, relation="delivered_by")
    assert {link.other_id for link in links} == {each.pk for each in responses}
    assert [each.title for each in responses] == [case.title, case.title]


def test_lead_cannot_report_it_done_before_all_have_answered(scene, case):
    response, other = call(scene, case, PARTNER, "gas")
    with pytest.raises(StepRefusedError) as caught:
        take(scene, case, "handle")
    assert caught.value.code == "awaits_others"
    answer(scene, response)
    with pytest.raises(StepRefusedError):
        take(scene, case, "handle")
    officer = scene.acting("officer")
    perform(other.pk, "call_off", acting_user=officer, values={"grounds": "No gas there"})
    take(scene, case, "handle")
    assert case.state == "handled"


def test_part_that_is_asked_for_again_is_awaited_again(scene, case):
    (response,) = call(scene, case, PARTNER)
    answer(scene, response)
    officer = scene.acting("officer")
    perform(response.pk, "ask_again", acting_user=officer, values={"reason": "Still wet"})
    promise = Promise.objects.get(matter=response, name="answer")
    assert promise.met_at is None
    with pytest.raises(StepRefusedError):
        take(scene, case, "handle")


def test_whoever_answered_does_not_confirm(scene, case):
    (response,) = call(scene, case, PARTNER)
    answer(scene, response)
    office = scene.organisations[PARTNER]
    make_duty(scene.partner, "officer", organisation=office, place=scene.places.street)
    with pytest.raises(StepRefusedError) as caught:
        perform(
            response.pk,
            "confirm",
            acting_user=acting_as(scene.partner),
            values={"done_in_full": "yes"},
        )
    assert caught.value.code == "four_eyes"
    officer = scene.acting("officer")
    perform(response.pk, "confirm", acting_user=officer, values={"done_in_full": "yes"})
    response.refresh_from_db()
    assert response.state == "confirmed"


@pytest.mark.parametrize("organisations", [("works",), (PARTNER, PARTNER), (PARTNER, "nobody")])
def test_one_wrong_name_calls_nobody(scene, case, organisations):
    with pytest.raises(InputRefusedError):
        call(scene, case, *organisations)
    assert not Matter.objects.filter(kind="response").exists()


def test_nobody_at_all_is_no_call(scene, case):
    with pytest.raises(InputRefusedError) as caught:
        call(scene, case)
    assert caught.value.errors == {"organisations": "required"}


@pytest.mark.parametrize("user", ["handler", "steward", "supervisor"])
def test_only_offices_of_the_place_call(scene, case, user):
    with pytest.raises(StepRefusedError) as caught:
        call(scene, case, PARTNER, user=user)
    assert caught.value.code == "not_your_duty"


def test_residents_body_may_be_called_to_what_it_may_not_lead(scene, case):
    Organisation.objects.filter(slug=PARTNER).update(sector=Sector.RESIDENTS_BODY)
    (response,) = call(scene, case, PARTNER)
    assert response.holder.slug == PARTNER


def test_people_of_the_called_organisation_are_told(scene, case):
    follow_steps(scene.community, now=case.opened_at)
    Notice.objects.all().delete()
    call(scene, case, PARTNER)
    follow_steps(scene.community, now=case.opened_at)
    told = Notice.objects.values_list("step", "role", "account")
    assert list(told) == [("call", "holder", scene.partner.pk)]


def test_case_is_not_closed_while_a_part_is_asked_for_again(scene, case):
    (response,) = call(scene, case, PARTNER)
    answer(scene, response)
    take(scene, case, "handle")
    officer = scene.acting("officer")
    perform(response.pk, "ask_again", acting_user=officer, values={"reason": "It still drips"})
    with pytest.raises(StepRefusedError) as caught:
        take(scene, case, "verify")
    assert caught.value.code == "awaits_others"
    answer(scene, response)
    for step in ("verify", "close"):
        take(scene, case, step)
    assert case.state == "closed"
    with pytest.raises(StepRefusedError) as caught:
        perform(response.pk, "ask_again", acting_user=officer, values={"reason": "Again"})
    assert caught.value.code == "not_in_state"


def test_parts_are_called_off_with_a_case_that_is_withdrawn(scene):
    account = make_account(scene.community, "Reporter")
    case = make_case_in_state(scene, "handling", reporter=acting_as(account))
    answered, waiting = call(scene, case, PARTNER, "gas")
    answer(scene, answered)
    perform(case.pk, "withdraw", acting_user=acting_as(account), values={})
    states = {each.pk: each.state for each in Matter.objects.filter(kind="response")}
    assert states == {answered.pk: "answered", waiting.pk: "called_off"}
    running = Promise.objects.filter(matter=waiting, met_at=None, cancelled_at=None)
    assert not running.exists()


def test_late_answer_is_brought_before_officer_and_supervisor(scene, case):
    (response,) = call(scene, case, "gas")
    late = timezone.now() + timedelta(days=60)
    escalate_late_promises(scene.community, now=late)
    steps = Record.objects.filter(matter_id=response.pk).order_by("sequence")
    assert [record.step for record in steps] == ["call", "escalate", "escalate_further"]


def test_part_that_was_called_before_there_was_a_ladder_goes_on_without(scene, case):
    assert RESPONSE_1.ladder == ()
    assert "escalate" not in RESPONSE_1.step_by_name
    assert set(RESPONSE.step_by_name) - set(RESPONSE_1.step_by_name) == {
        "escalate",
        "escalate_further",
    }
