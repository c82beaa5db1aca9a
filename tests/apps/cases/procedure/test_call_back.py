"""Calling back after the closing: what may be left out, how often, and on whose list."""

import pytest

from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.selectors import find_worklist, list_worklist
from linli.core.matters.services import perform
from linli.core.records.models import Record
from tests.factories import make_case_in_state, make_duty, make_scene, reporter_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def closed(scene):
    return make_case_in_state(scene, "closed")


def waiting(scene) -> list[str]:
    desk = scene.acting("desk")
    procedure, worklist = find_worklist(desk, "callback")
    return [each.number for each in list_worklist(desk, kind=procedure.kind, worklist=worklist)]


def call_back(scene, case, **values):
    given = {"answered": "yes"} | values
    perform(case.pk, "call_back", acting_user=scene.acting("desk"), values=given)


def test_answers_are_recorded_each_as_it_was_given(scene, closed):
    call_back(scene, closed, contacted="no", solved="partly", opinion="It took long")
    record = Record.objects.filter(matter_id=closed.pk).latest("sequence")
    assert (record.step, record.role, record.facts) == (
        "call_back",
        "desk",
        {"answered": "yes", "contacted": "no", "solved": "partly"},
    )
    assert [part.text for part in record.parts.all()] == ["It took long"]


def test_who_was_reached_and_did_not_answer_may_have_said_something_all_the_same(scene, closed):
    call_back(scene, closed, answered="declined", opinion="Ask my son")
    part = Record.objects.get(step="call_back").parts.get()
    assert part.text == "Ask my son"


@pytest.mark.parametrize("answered", ["no", "declined"])
@pytest.mark.parametrize("given", [{"contacted": "yes"}, {"solved": "yes"}, {"satisfied": "no"}])
def test_nobody_answers_who_did_not_speak(scene, closed, answered, given):
    with pytest.raises(InputRefusedError) as caught:
        call_back(scene, closed, answered=answered, **given)
    assert caught.value.errors == dict.fromkeys(given, "nobody_reached")
    assert not Record.objects.filter(step="call_back").exists()


def test_three_tries_are_the_most(scene, closed):
    for _ in range(3):
        call_back(scene, closed, answered="no")
    with pytest.raises(StepRefusedError) as caught:
        call_back(scene, closed)
    assert caught.value.code == "used_up"


def test_handling_organisation_does_not_ask_about_its_own_work(scene, closed):
    works = scene.organisations["works"]
    make_duty(scene.people["handler"], "desk", organisation=works, place=scene.places.street)
    with pytest.raises(StepRefusedError) as caught:
        perform(
            closed.pk,
            "call_back",
            acting_user=scene.acting("handler"),
            values={"answered": "yes"},
        )
    assert caught.value.code == "four_eyes"


def test_list_holds_what_nobody_has_said_anything_about(scene, closed):
    rated, called = (make_case_in_state(scene, "closed") for _ in range(2))
    perform(
        rated.pk,
        "rate",
        acting_user=reporter_of(rated),
        values={"solved": "yes", "satisfied": "very"},
    )
    call_back(scene, called)
    assert waiting(scene) == [closed.number]


def test_matter_closed_anew_is_to_be_asked_about_anew(scene, closed):
    call_back(scene, closed)
    assert waiting(scene) == []
    for step in ("reopen", "dispatch", "start", "handle", "verify", "close"):
        take(scene, closed, step)
    assert waiting(scene) == [closed.number]


def test_what_was_closed_long_ago_is_off_the_list(scene, closed):
    closed.entered_at = closed.entered_at.replace(year=2025)
    closed.save(update_fields=["entered_at"])
    assert waiting(scene) == []


def test_nobody_says_anything_who_was_not_reached(scene, closed):
    given = {"answered": "no", "solved": "yes", "satisfied": "very"}
    with pytest.raises(InputRefusedError) as caught:
        call_back(scene, closed, **given)
    assert set(caught.value.errors.values()) == {"nobody_reached"}
    call_back(scene, closed, answered="no")
