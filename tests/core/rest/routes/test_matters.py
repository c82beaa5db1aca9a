"""Lists of matters, one matter, the reporter's contact, worthless receipts."""

import pytest
from django.test import Client

from linli.core.matters.models import Matter, Receipt
from linli.core.rest.schemas import MatterList, ReporterContact
from linli.ground.parties.models import ContactAccess
from tests.core.rest.calls import bearer, get, on_duty, post, refusal, signed_in
from tests.core.rest.shapes import assert_shape
from tests.factories import (
    give_receipt,
    make_account,
    make_case_in_state,
    make_matter_in,
    make_scene,
    report_case,
)


def numbers(listed):
    return [each["number"] for each in listed["items"]]


def test_item_says_what_everybody_may_see(scene):
    matter = make_case_in_state(scene, "dispatched")
    listed = get(Client(), "/matters")
    assert_shape(MatterList, listed)
    assert listed == {
        "items": [
            {
                "number": matter.number,
                "kind": "case",
                "title": matter.title,
                "state": "dispatched",
                "category": "roads.lamp",
                "place": {"code": "310101001001001", "name": "grid 001"},
                "organisation": {"slug": "works", "name": "Works"},
                "opened_at": matter.opened_at.isoformat(),
                "due_at": matter.due_at.isoformat(),
                "late": False,
                "closed_at": None,
            }
        ],
        "next": None,
    }


def test_item_of_a_broken_promise_is_late(scene):
    matter = report_case(scene).matter
    Matter.objects.update(due_at=matter.opened_at)
    assert get(Client(), "/matters")["items"][0]["late"] is True


def test_list_is_filtered_by_each_of_its_parameters(scene):
    lamp = make_case_in_state(scene, "dispatched")
    appeal = make_matter_in(scene, "appeal", "filed")
    closed = Matter.objects.get(links__other=appeal)
    road = report_case(scene, category="roads.surface", place=scene.places.other_grid.code).matter
    found = {
        query: set(numbers(get(Client(), f"/matters?{query}")))
        for query in (
            "kind=appeal",
            "state=closed",
            "place=310101001001002",
            "place=310101",
            "category=roads.surface",
            "category=roads",
            "organisation=works",
            "organisation=nobody",
            "kind=case&state=dispatched&organisation=works",
        )
    }
    everything = {lamp.number, appeal.number, closed.number, road.number}
    assert found == {
        "kind=appeal": {appeal.number},
        "state=closed": {closed.number},
        "place=310101001001002": {road.number},
        "place=310101": everything,
        "category=roads.surface": {road.number},
        "category=roads": everything,
        "organisation=works": {lamp.number, closed.number},
        "organisation=nobody": set(),
        "kind=case&state=dispatched&organisation=works": {lamp.number},
    }


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("kind=nothing", {"kind": "not_a_choice"}),
        ("place=here", {"place": "not_a_choice"}),
        ("place=310101001001001001001001", {"place": "not_a_choice"}),
        ("state=%00", {"state": "not_a_choice"}),
        (
            "organisation=%00&category=%0A",
            {"organisation": "not_a_choice", "category": "not_a_choice"},
        ),
        ("after=nonsense", {"after": "not_a_choice"}),
        ("limit=0", {"limit": "out_of_range"}),
        ("limit=101", {"limit": "out_of_range"}),
        ("limit=many", {"limit": "out_of_range"}),
        (f"kind={'a' * 121}", {"kind": "too_long"}),
    ],
)
def test_filter_that_cannot_be_is_refused(scene, query, errors):
    response = Client().get(f"/api/v1/matters?{query}")
    assert refusal(response) == (422, "invalid_input")
    assert {name: each["code"] for name, each in response.json()["errors"].items()} == errors


def test_next_leads_through_the_whole_list_with_its_filters(scene):
    made = {report_case(scene).matter.number for _ in range(5)}
    report_case(scene, category="roads.surface")
    path, seen = "/matters?category=roads.lamp&limit=2", []
    while path:
        listed = get(Client(), path)
        seen.append(numbers(listed))
        path = (listed["next"] or "").removeprefix("/api/v1")
    assert [len(part) for part in seen] == [2, 2, 1]
    assert {number for part in seen for number in part} == made


def test_restricted_matter_is_in_the_lists_of_its_parties_alone(scene):
    matter = make_case_in_state(scene, "dispatched", category="disputes.home")
    lists = {
        kind: numbers(get(on_duty(scene, kind), "/matters"))
        for kind in ("dispatcher", "handler", "reviewer", "administrator")
    }
    assert lists == {
        "dispatcher": [matter.number],
        "handler": [matter.number],
        "reviewer": [matter.number],
        "administrator": [],
    }
    assert numbers(get(Client(), "/matters")) == []
    assert numbers(get(Client(), "/matters", **bearer(matter))) == [matter.number]


def test_own_list_holds_what_one_reported(scene):
    account = make_account(scene.community)
    client = signed_in(account)
    body = {"category": "roads.lamp", "words": "Dark", "place": "310101001001001"}
    mine = post(client, "/cases", body).json()["number"]
    report_case(scene)
    assert numbers(get(client, "/mine")) == [mine]
    assert numbers(get(Client(), "/mine")) == []


@pytest.mark.parametrize("number", ["BS-2026-0000", "nonsense", "%00", "路灯"])
def test_matter_that_is_not_there_is_not_there(scene, number):
    response = Client().get(f"/api/v1/matters/{number}")
    assert refusal(response) == (404, "matter_not_found")


def test_restricted_matter_does_not_exist_for_others(scene):
    matter = report_case(scene, category="disputes.home").matter
    path = f"/api/v1/matters/{matter.number}"
    hidden, absent = Client().get(path), Client().get("/api/v1/matters/BS-2026-0000")
    assert refusal(hidden) == (404, "matter_not_found")
    assert hidden.content == absent.content


def test_matter_of_another_community_does_not_exist_here(scene):
    matter = report_case(make_scene("elsewhere", host="elsewhere.example")).matter
    response = Client().get(f"/api/v1/matters/{matter.number}")
    assert refusal(response) == (404, "matter_not_found")


def test_contact_is_given_to_whoever_deals_with_it_and_entered(scene):
    matter = make_case_in_state(
        scene, "dispatched", contact_name="Zhao Min", contact_phone="13812345678"
    )
    response = post(on_duty(scene, "handler"), f"/matters/{matter.number}/contact")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert_shape(ReporterContact, response.json())
    assert response.json() == {"name": "Zhao Min", "phone": "+8613812345678", "mail": ""}
    access = ContactAccess.objects.get()
    assert (access.matter_number, access.duty_kind, access.account) == (
        matter.number,
        "handler",
        scene.people["handler"],
    )


@pytest.mark.parametrize(
    ("given", "kind", "expected"),
    [
        ({"contact_phone": "13812345678"}, "administrator", (403, "not_your_duty")),
        ({"contact_phone": "13812345678", "hidden": "on"}, "handler", (403, "hidden_reporter")),
        ({"contact_phone": ""}, "handler", (403, "no_contact")),
    ],
)
def test_contact_that_is_not_given_leaves_no_entry(scene, given, kind, expected):
    matter = make_case_in_state(scene, "dispatched", **given)
    response = post(on_duty(scene, kind), f"/matters/{matter.number}/contact")
    assert refusal(response) == expected
    assert ContactAccess.objects.count() == 0


def test_receipts_are_revoked_by_the_reporter_alone(scene):
    matter = report_case(scene).matter
    path = f"/matters/{matter.number}/receipts/revoke"
    assert refusal(post(on_duty(scene, "dispatcher"), path)) == (403, "not_your_duty")
    assert Receipt.objects.filter(revoked_at=None).count() == 1
    assert post(Client(), path, **bearer(matter)).json() == {"revoked": 2}


def test_matter_is_claimed_by_account_and_receipt_together(scene):
    matter, account = report_case(scene).matter, make_account(scene.community)
    client = signed_in(account)
    path = f"/matters/{matter.number}/receipts/claim"
    assert refusal(post(client, path)) == (403, "not_your_duty")
    client.post("/receipt", {"number": matter.number, "secret": give_receipt(matter)})
    assert post(client, path).json() == {"claimed": matter.number}
    assert refusal(post(client, path)) == (403, "claimed")
