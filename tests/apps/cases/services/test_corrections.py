"""Correcting the category of a case that was accepted under another."""

import pytest
from django.utils import timezone

from linli.apps.cases.models import Category
from linli.apps.cases.procedure import CASE, VERSION_4
from linli.core.matters.acting import acting_as
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter, ProcedureVersion, Promise
from linli.core.notices.models import Notice
from linli.core.notices.services import follow_steps
from linli.core.records.models import Record
from linli.ground.parties.models import Organisation
from tests.core.rest.calls import on_duty, post, refusal
from tests.factories import make_account, make_case_in_state, make_scene, report_case, take

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


def test_residents_body_is_not_made_to_lead_what_its_list_does_not_hold(scene):
    case = make_case_in_state(scene, "handling")
    Organisation.objects.filter(pk=case.holder_id).update(sector="residents_body")
    with pytest.raises(InputRefusedError) as caught:
        take(scene, case, "correct_category", **GIVEN)
    assert caught.value.errors == {"category": "not_on_duty_list"}
    case = Matter.objects.get(pk=case.pk)
    assert (case.subject, case.case.category.code) == ("roads.lamp", "roads.lamp")
    Category.objects.filter(code="cleaning.rubbish").update(community_duty=True)
    take(scene, case, "correct_category", **GIVEN)
    assert case.subject == "cleaning.rubbish"


def test_what_was_merged_into_it_is_kept_as_close(scene):
    case, same = make_case_in_state(scene, "accepted"), report_case(scene).matter
    take(scene, same, "merge", original=case.number)
    take(scene, case, "correct_category", category="disputes.home")
    same.refresh_from_db()
    assert (case.privacy, same.privacy) == (Privacy.RESTRICTED, Privacy.RESTRICTED)


def test_board_shows_the_way_there_where_there_is_one(scene):
    case = make_case_in_state(scene, "accepted")
    way = f"/matters/{case.number}/steps/correct_category"
    dispatcher = on_duty(scene, "dispatcher")
    assert way in dispatcher.get(f"/board?matter={case.number}").content.decode()
    earlier = ProcedureVersion.objects.get(pk=case.version_id)
    earlier.pk, earlier.number, earlier.declaration = None, 99, VERSION_4.version
    earlier.save(force_insert=True)
    Matter.objects.filter(pk=case.pk).update(version=earlier)
    assert way not in dispatcher.get(f"/board?matter={case.number}").content.decode()


def test_cases_that_began_before_go_on_without_it():
    assert "correct_category" in CASE.step_by_name
    assert "correct_category" not in VERSION_4.step_by_name
