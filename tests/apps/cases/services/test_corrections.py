"""Correcting the category of a case that was accepted under another."""

import pytest
from django.utils import timezone

from linli.apps.cases.procedure import CASE, VERSION_4
from linli.core.matters.acting import acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Promise
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from tests.core.rest.calls import on_duty, post, refusal
from tests.factories import make_account, make_case_in_state, make_scene, take

pytestmark = pytest.mark.django_db
GIVEN = {"category": "cleaning.rubbish", "reason": "It is about the bins"}


@pytest.fixture
def scene():
    return make_scene()


@pytest.mark.parametrize("state", ["accepted", "dispatched", "handling", "handled", "verified"])
def test_category_is_corrected_with_the_title_and_nothing_else(scene, state):
    case = make_case_in_state(scene, state)
    promises = list(Promise.objects.filter(matter=case).order_by("pk").values())
    take(scene, case, "correct_category", **GIVEN)
    case.case.refresh_from_db()
    assert (case.state, case.subject, case.case.category.code) == (state, *["cleaning.rubbish"] * 2)
    assert case.title == f"暴露垃圾 · {scene.places.grid.name}"
    assert list(Promise.objects.filter(matter=case).order_by("pk").values()) == promises
    record = Record.objects.get(matter_id=case.pk, step="correct_category")
    assert (record.facts["before"], record.facts["category"]) == ("roads.lamp", "cleaning.rubbish")


def test_promises_that_are_made_afterwards_follow_the_right_category(scene):
    case = make_case_in_state(scene, "accepted")
    take(scene, case, "correct_category", category="utilities.gas")
    take(scene, case, "dispatch")
    assert Promise.objects.get(matter=case, name="handle").limit == "24nh"


def test_reporter_and_holder_are_told(scene):
    resident = make_account(scene.community)
    case = make_case_in_state(scene, "handling", reporter=acting_as(resident))
    take(scene, case, "correct_category", **GIVEN)
    follow_steps(scene.community, now=timezone.now())
    told = set(Notice.objects.filter(step="correct_category").values_list("role", "account"))
    assert told == {("reporter", resident.pk), ("holder", scene.people["handler"].pk)}


def test_case_becomes_as_close_as_its_category_and_never_less(scene):
    case = make_case_in_state(scene, "handling")
    for category in ("disputes.home", "roads.lamp"):
        take(scene, case, "correct_category", category=category)
        assert (case.subject, case.privacy) == (category, Privacy.RESTRICTED)


def test_the_same_category_is_refused_on_page_and_api(scene):
    case = make_case_in_state(scene, "handling")
    dispatcher = on_duty(scene, "dispatcher")
    same = GIVEN | {"category": case.subject}
    page = dispatcher.post(f"/matters/{case.number}/steps/correct_category", same)
    assert page.status_code == 422
    api = post(dispatcher, f"/cases/{case.number}/steps/correct_category", same)
    assert refusal(api)[0] == 422
    assert "the_same" in api.content.decode()
    assert not Record.objects.filter(step="correct_category").exists()


def test_cases_that_began_before_go_on_without_it():
    assert "correct_category" in CASE.step_by_name
    assert "correct_category" not in VERSION_4.step_by_name
