import pytest
from django.test import Client

from linli.apps.cases.models import Category
from linli.core.rest.schemas import Worklist, Worklists
from tests.core.rest.calls import get, on_duty, refusal
from tests.core.rest.shapes import assert_shape
from tests.factories import make_case_in_state, report_case


def test_duties_open_their_lists(scene):
    listed = get(on_duty(scene, "dispatcher"), "/worklists", **{"Accept-Language": "en"})
    assert_shape(Worklists, listed)
    assert listed == {
        "items": [
            {
                "name": "dispatch",
                "label": "To be dispatched",
                "kind": "case",
                "url": "/api/v1/worklists/dispatch",
            },
            {
                "name": "closing",
                "label": "To be closed",
                "kind": "case",
                "url": "/api/v1/worklists/closing",
            },
        ]
    }
    assert get(Client(), "/worklists") == {"items": []}


def test_list_of_a_duty_holds_what_waits_for_it(scene):
    late, early = make_case_in_state(scene, "dispatched"), make_case_in_state(scene, "handling")
    type(early).objects.filter(pk=early.pk).update(due_at=late.opened_at)
    report_case(scene)
    waiting = get(on_duty(scene, "handler"), "/worklists/inbox", **{"Accept-Language": "en"})
    assert_shape(Worklist, waiting)
    assert (waiting["name"], waiting["label"], waiting["next"]) == ("inbox", "Inbox", None)
    found = [(each["number"], each["next_steps"], each["late"]) for each in waiting["items"]]
    assert found == [(early.number, ["handle"], True), (late.number, ["start"], False)]


def test_dispatcher_gets_suggestions_from_the_words(scene):
    lamp = Category.objects.get(code="roads.lamp")
    lamp.organisation = scene.organisations["works"]
    lamp.save()
    report_case(scene, category="green.trees", words="路灯坏了", hidden="on")
    (item,) = get(on_duty(scene, "dispatcher"), "/worklists/dispatch")["items"]
    suggestion = item["suggestion"]
    assert (suggestion["label"], suggestion["source"]) == ("路灯不亮 → Works", "catalogue")
    assert "路灯" in suggestion["why"]
    assert suggestion["values"] == {
        "accept": {"category": "roads.lamp"},
        "dispatch": {"organisation": "works"},
    }


def test_suggested_answers_are_taken_as_they_are(scene):
    report_case(scene, words="路灯坏了")
    client = on_duty(scene, "dispatcher")
    (item,) = get(client, "/worklists/dispatch")["items"]
    response = client.post(
        f"/api/v1/cases/{item['number']}/steps/accept",
        item["suggestion"]["values"]["accept"],
        "application/json",
    )
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["inbox", "nothing"])
@pytest.mark.parametrize("kind", ["dispatcher", "administrator"])
def test_list_of_another_duty_is_refused(scene, kind, name):
    response = on_duty(scene, kind).get(f"/api/v1/worklists/{name}")
    assert refusal(response) == (403, "not_your_duty")


def test_list_of_a_place_ends_at_its_border(scene):
    """The steward's grid is the first; the second lies beside it."""
    make_case_in_state(scene, "handled", place=scene.places.other_grid.code)
    here = make_case_in_state(scene, "dispatched")
    type(here).objects.filter(pk=here.pk).update(state="handled")
    waiting = get(on_duty(scene, "steward"), "/worklists/verify")
    assert [each["number"] for each in waiting["items"]] == [here.number]


def test_next_page_holds_the_rest(scene):
    for _ in range(31):
        report_case(scene)
    client = on_duty(scene, "dispatcher")
    first = get(client, "/worklists/dispatch")
    assert (len(first["items"]), first["next"]) == (30, "/api/v1/worklists/dispatch?page=2")
    second = get(client, first["next"].removeprefix("/api/v1"))
    assert (len(second["items"]), second["next"]) == (1, None)
    assert refusal(client.get("/api/v1/worklists/dispatch?page=0")) == (422, "invalid_input")
