"""Opening and steps through the API: the good case, each refusal, repetition."""

import pytest
from django.test import Client

from linli.core.matters.models import Matter, MatterLink
from linli.core.records.models import Record, RecordPart
from linli.core.rest.schemas import Opened, Taken
from tests.core.rest.calls import bearer, get, on_duty, post, refusal
from tests.core.rest.shapes import assert_shape
from tests.factories import (
    make_case_in_state,
    make_matter_in,
    make_scene,
    report_case,
)

REPORT = {"category": "roads.lamp", "words": "The lamp is out", "place": "310101001001001"}
KEY = "a-key-of-sixteen-letters"


def test_report_is_a_matter_with_a_receipt_that_opens_it(scene):
    response = post(Client(), "/cases", REPORT)
    opened = response.json()
    matter = Matter.objects.get()
    assert response.status_code == 201
    assert response["Location"] == f"/api/v1/matters/{matter.number}"
    assert_shape(Opened, opened)
    secret = opened["receipt"]["secret"]
    assert opened == {
        "number": matter.number,
        "kind": "case",
        "state": "reported",
        "record": 1,
        "receipt": {
            "number": matter.number,
            "secret": secret,
            "header": f"{matter.number} {secret}",
        },
    }
    own = get(Client(), "/mine", **{"X-Linli-Receipt": opened["receipt"]["header"]})
    assert [each["number"] for each in own["items"]] == [matter.number]


def test_report_takes_each_type_of_field(scene):
    body = {
        "category": "roads.lamp",
        "words": "路灯坏了\r\n三天",
        "coordinates": [31.205, 121.415],
        "spot": "  No.  5 ",
        "hidden": True,
        "contact_phone": "13812345678",
        "on_behalf": False,
    }
    assert post(Client(), "/cases", body).status_code == 201
    matter = Matter.objects.get()
    parts = dict(RecordPart.objects.values_list("name", "text"))
    assert (matter.place, matter.reporter_hidden) == (scene.places.other_grid, True)
    assert parts == {"words": "路灯坏了\n三天", "spot": "No. 5"}
    assert Record.objects.get().facts["hidden"] is True


def test_report_with_wrong_answers_says_what_is_wrong_with_each(scene):
    body = {
        "category": "nothing",
        "words": " ",
        "coordinates": "nowhere",
        "spot": "a" * 201,
        "hidden": [],
        "more": 1,
    }
    response = post(Client(), "/cases", body, Accept_Language="en")
    assert refusal(response) == (422, "invalid_input")
    assert response.json()["errors"] == {
        "more": {"code": "unknown_field", "message": "This field does not belong to the form."},
        "category": {"code": "not_a_choice", "message": "Please choose one of the list."},
        "words": {"code": "required", "message": "Please fill this in."},
        "coordinates": {
            "code": "not_coordinates",
            "message": "Write latitude and longitude, such as 31.2304, 121.4737.",
        },
        "spot": {"code": "too_long", "message": "This is too long. Please shorten it."},
        "hidden": {"code": "not_a_choice", "message": "Please choose one of the list."},
    }
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"place": None}, {"place": "required"}),
        ({"coordinates": [0, 0]}, {"coordinates": "outside_area"}),
        ({"contact_phone": "call me"}, {"contact_phone": "phone_characters"}),
    ],
)
def test_report_that_its_app_refuses_names_the_field(scene, body, errors):
    response = post(Client(), "/cases", REPORT | body)
    assert refusal(response) == (422, "invalid_input")
    assert {name: each["code"] for name, each in response.json()["errors"].items()} == errors


def test_step_moves_the_matter(scene):
    matter = report_case(scene).matter
    client = on_duty(scene, "dispatcher")
    response = post(client, f"/cases/{matter.number}/steps/accept", {"category": "roads.surface"})
    taken = response.json()
    assert response.status_code == 200
    assert_shape(Taken, taken)
    assert taken == {"number": matter.number, "kind": "case", "state": "accepted", "record": 2}
    matter.refresh_from_db()
    assert (matter.state, matter.subject) == ("accepted", "roads.surface")


def test_step_without_fields_needs_no_body(scene):
    matter = make_case_in_state(scene, "dispatched")
    client = on_duty(scene, "handler")
    response = client.generic("POST", f"/api/v1/cases/{matter.number}/steps/start")
    assert (response.status_code, response.json()["state"]) == (200, "handling")


def test_step_by_somebody_else_is_refused_before_his_answers_are_judged(scene):
    matter = report_case(scene).matter
    response = post(Client(), f"/cases/{matter.number}/steps/accept", {"category": 5})
    assert refusal(response) == (403, "not_your_duty")


def test_step_in_another_state_is_a_conflict(scene):
    matter = make_case_in_state(scene, "accepted")
    client = on_duty(scene, "dispatcher")
    response = post(client, f"/cases/{matter.number}/steps/accept", {"category": "roads.lamp"})
    assert refusal(response) == (409, "not_in_state")


def test_step_on_what_cannot_be_seen_is_not_there(scene):
    restricted = report_case(scene, category="disputes.home").matter
    client = on_duty(scene, "handler")
    paths = [
        f"/cases/{restricted.number}/steps/accept",
        "/cases/BS-2026-0000/steps/accept",
        "/cases/%00/steps/accept",
        "/cases/路灯/steps/accept",
    ]
    answers = [post(client, path) for path in paths]
    assert {refusal(answer) for answer in answers} == {(404, "matter_not_found")}
    assert len({answer.content for answer in answers}) == 1


def test_step_of_another_kind_is_not_there(scene):
    appeal = make_matter_in(scene, "appeal", "filed")
    response = post(on_duty(scene, "dispatcher"), f"/cases/{appeal.number}/steps/withdraw")
    assert refusal(response) == (404, "matter_not_found")


def test_undeclared_step_has_no_address(scene):
    matter = report_case(scene).matter
    for step in ("jump", "report"):
        response = post(Client(), f"/cases/{matter.number}/steps/{step}")
        assert refusal(response) == (404, "not_found")


def test_step_sent_twice_with_a_key_takes_effect_once(scene):
    matter = report_case(scene).matter
    client, body = on_duty(scene, "dispatcher"), {"category": "roads.lamp"}
    path = f"/cases/{matter.number}/steps/accept"
    first, second = (post(client, path, body, Idempotency_Key=KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert Record.objects.filter(step="accept").count() == 1


def test_report_sent_twice_with_a_key_gives_the_same_receipt(scene):
    first, second = (post(Client(), "/cases", REPORT, Idempotency_Key=KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("key", ["short", "with a space in its middle", "ä" * 20])
def test_key_of_another_form_is_refused(scene, key):
    response = post(Client(), "/cases", REPORT, Idempotency_Key=key.encode().decode("latin-1"))
    assert refusal(response) == (409, "idempotency_mismatch")


def test_key_that_was_used_for_something_else_is_refused(scene):
    post(Client(), "/cases", REPORT, Idempotency_Key=KEY)
    other = post(Client(), "/cases", REPORT | {"words": "Another"}, Idempotency_Key=KEY)
    assert refusal(other) == (409, "idempotency_mismatch")
    assert Matter.objects.count() == 1


def test_appeal_is_opened_out_of_its_case(scene):
    case = make_case_in_state(scene, "closed")
    body = {"origin": case.number.lower(), "grounds": "It is still dark"}
    response = post(Client(), "/appeals", body, **bearer(case))
    assert response.status_code == 201
    link = MatterLink.objects.get()
    assert (link.matter, link.other.number, link.relation) == (
        case,
        response.json()["number"],
        "reviewed_by",
    )


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, (403, "needs_origin")),
        (5, (422, "invalid_input")),
        ("BS-2026-0000", (404, "matter_not_found")),
        ("nonsense", (404, "matter_not_found")),
    ],
)
def test_appeal_needs_a_case(scene, origin, expected):
    case = make_case_in_state(scene, "closed")
    body = {"origin": origin, "grounds": "It is still dark"}
    assert refusal(post(Client(), "/appeals", body, **bearer(case))) == expected


def test_appeal_against_another_appeal_is_not_there(scene):
    appeal = make_matter_in(scene, "appeal", "decided")
    response = post(Client(), "/appeals", {"origin": appeal.number}, **bearer(appeal))
    assert refusal(response) == (404, "matter_not_found")


def test_appeal_by_somebody_else_is_refused(scene):
    case = make_case_in_state(scene, "closed")
    response = post(Client(), "/appeals", {"origin": case.number, "grounds": "It is dark"})
    assert refusal(response) == (403, "not_your_duty")


def test_appeal_against_a_running_case_is_a_conflict(scene):
    case = make_case_in_state(scene, "handled")
    response = post(Client(), "/appeals", {"origin": case.number, "grounds": "x"}, **bearer(case))
    assert refusal(response) == (409, "not_in_state")


def test_second_appeal_is_refused(scene):
    case = make_case_in_state(scene, "closed")
    body, header = {"origin": case.number, "grounds": "It is still dark"}, bearer(case)
    post(Client(), "/appeals", body, **header)
    assert refusal(post(Client(), "/appeals", body, **header)) == (403, "used_up")


def test_origin_of_a_kind_without_origin_is_an_unknown_field(scene):
    response = post(Client(), "/cases", REPORT | {"origin": "BS-2026-7K3Q"})
    assert refusal(response) == (422, "invalid_input")
    assert list(response.json()["errors"]) == ["origin"]


def test_matter_of_another_community_is_not_there(scene):
    elsewhere = make_scene("elsewhere", host="elsewhere.example")
    matter = report_case(elsewhere).matter
    response = post(on_duty(scene, "dispatcher"), f"/cases/{matter.number}/steps/accept")
    assert refusal(response) == (404, "matter_not_found")
