"""Lists: everybody's, one's own, and those of duties; each costs the same however long it is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.core.matters.acting import acting_as
from linli.core.matters.definition import duty
from linli.core.matters.models import Matter
from linli.core.matters.registry import list_registrations
from linli.ground.parties.enums import DutyKind
from tests.core.rest.calls import count_queries, on_duty, page_refusal, signed_in
from tests.factories import (
    as_actor,
    make_account,
    make_case_in_state,
    make_duty,
    make_matter_in,
    multiply,
    report_case,
    take,
)

ROW = re.compile(r'<h[23]><a href="/matters/([^"]+)"')


def rows(client, path):
    response = client.get(path, headers={"Accept-Language": "en"})
    assert response.status_code == 200, (path, response.status_code)
    return ROW.findall(response.content.decode())


def test_list_is_filtered(scene):
    lamp = make_case_in_state(scene, "dispatched")
    road = report_case(scene, category="roads.surface", place=scene.places.other_grid.code).matter
    found = {
        query: rows(Client(), f"/matters?{query}")
        for query in (
            "",
            "kind=appeal",
            "state=dispatched",
            "place_code=310101001001002",
            "subject=roads.surface",
            "holder_slug=works",
            "page=2",
            "page=x",
        )
    }
    both = [road.number, lamp.number]
    assert found == {
        "": both,
        "kind=appeal": [],
        "state=dispatched": [lamp.number],
        "place_code=310101001001002": [road.number],
        "subject=roads.surface": [road.number],
        "holder_slug=works": [lamp.number],
        "page=2": [],
        "page=x": both,
    }


@pytest.mark.parametrize(
    "query", ["place_code=here", "place_code=3101", "state=%00", "subject=%0A"]
)
def test_filter_that_cannot_be_is_not_there(scene, query):
    assert Client().get(f"/matters?{query}").status_code == 404


def test_restricted_matter_is_in_no_list_of_others(scene):
    matter = make_case_in_state(scene, "dispatched", category="disputes.home")
    clients = {kind: on_duty(scene, kind) for kind in ("dispatcher", "handler", "administrator")}
    found = {kind: rows(client, "/matters") for kind, client in clients.items()}
    assert found == {"dispatcher": [matter.number], "handler": [matter.number], "administrator": []}
    assert rows(Client(), "/matters") == []


def test_window_leads_on_and_back(scene):
    made = [report_case(scene).matter.number for _ in range(31)]
    first, second = rows(Client(), "/matters"), rows(Client(), "/matters?page=2")
    assert (len(first), second) == (30, made[:1])
    pages = [Client().get(f"/matters?kind=case&page={n}").content.decode() for n in (1, 2)]
    assert [re.findall(r'rel="(next|prev)" href="([^"]+)"', page) for page in pages] == [
        [("next", "?kind=case&amp;page=2")],
        [("prev", "?kind=case&amp;page=1")],
    ]


def test_own_list_holds_what_the_account_reported(scene):
    account = make_account(scene.community)
    mine = report_case(scene, reporter=acting_as(account)).matter
    report_case(scene)
    assert rows(signed_in(account), "/mine") == [mine.number]
    assert rows(Client(), "/mine") == []


def test_desk_leads_to_the_first_list_of_ones_duties(scene):
    response = on_duty(scene, "handler").get("/desk")
    assert (response.status_code, response["Location"]) == (302, "/desk/inbox")


@pytest.mark.parametrize("path", ["/desk", "/desk/inbox", "/desk/nothing"])
def test_desk_is_refused_to_whoever_has_no_duty_there(scene, path):
    for client in (Client(), signed_in(make_account(scene.community))):
        assert page_refusal(client.get(path)) == (403, "not_your_duty")


def test_worklist_holds_what_waits_the_most_urgent_first(scene):
    later, sooner = make_case_in_state(scene, "dispatched"), make_case_in_state(scene, "handling")
    type(sooner).objects.filter(pk=sooner.pk).update(due_at=later.opened_at)
    report_case(scene)
    assert rows(on_duty(scene, "handler"), "/desk/inbox") == [sooner.number, later.number]


def test_worklist_offers_the_next_step_and_a_suggestion(scene):
    matter = report_case(scene, category="green.trees", words="路灯坏了").matter
    page = on_duty(scene, "dispatcher").get("/desk/dispatch").content.decode()
    assert f'href="/matters/{matter.number}/steps/accept"' in page
    assert "路灯不亮" in page


WORKLISTS = [
    (registration.procedure.kind, worklist)
    for registration in list_registrations()
    for worklist in registration.procedure.worklists
]
PUBLIC = ["/matters", "/api/v1/matters", "/statistics", "/api/v1/statistics", "/matters.csv"]
OWN = ["/mine", "/api/v1/mine"]


@pytest.mark.parametrize(
    ("kind", "worklist"), WORKLISTS, ids=[worklist.name for _, worklist in WORKLISTS]
)
def test_worklist_takes_as_many_queries_for_thirty_as_for_one(scene, kind, worklist):
    matter = make_matter_in(scene, kind, worklist.states[0])
    if worklist.late:
        matter.due_at = timezone.now() - timedelta(days=1)
        matter.save(update_fields=["due_at"])
    client = signed_in(as_actor(scene, matter, duty(worklist.duty, where=worklist.where)).account)
    paths = [f"/desk/{worklist.name}", f"/api/v1/worklists/{worklist.name}"]
    one = [count_queries(client, path) for path in paths]
    multiply(matter, 29)
    assert len(rows(client, paths[0])) == 30
    assert [count_queries(client, path) for path in paths] == one


def test_public_list_takes_as_many_queries_for_thirty_as_for_few(scene):
    clients = [Client(), on_duty(scene, "dispatcher"), on_duty(scene, "handler")]
    matters = [make_case_in_state(scene, state) for state in ("reported", "dispatched", "closed")]
    take(scene, matters[-1], "rate")
    few = [count_queries(client, path) for client in clients for path in PUBLIC]
    for matter in [*matters, make_matter_in(scene, "appeal", "filed")]:
        multiply(matter, 10)
    assert len(rows(clients[0], "/matters")) == 30
    assert [count_queries(client, path) for client in clients for path in PUBLIC] == few


def test_own_list_takes_as_many_queries_for_thirty_as_for_one(scene):
    account = make_account(scene.community)
    client = signed_in(account)
    matter = report_case(scene, reporter=acting_as(account)).matter
    one = [count_queries(client, path) for path in OWN]
    multiply(matter, 29)
    assert len(rows(client, "/mine")) == 30
    assert [count_queries(client, path) for path in OWN] == one


@pytest.mark.parametrize("path", ["places", "organisations", "categories", "options/grids"])
def test_list_that_forms_need_takes_few_queries(scene, path):
    assert count_queries(Client(), f"/api/v1/{path}") <= 2


def test_desk_offers_no_step_that_would_be_refused_and_says_why(scene):
    matter = make_case_in_state(scene, "handled")
    make_duty(
        scene.people[DutyKind.STEWARD],
        DutyKind.SUPERVISOR,
        organisation=scene.organisations["works"],
        place=scene.places.street,
    )
    client = on_duty(scene, "steward")
    page = client.get("/desk/verify", headers={"Accept-Language": "en"}).content.decode()
    assert f"/matters/{matter.number}/steps/verify" not in page
    assert "Whoever handled it may not verify or close it" in page
    assert client.get(f"/matters/{matter.number}/steps/verify").status_code == 403


def test_what_is_not_due_stands_last_on_a_desk(scene):
    undated, due = report_case(scene).matter, report_case(scene).matter
    Matter.objects.filter(pk=undated.pk).update(due_at=None)
    assert rows(on_duty(scene, "dispatcher"), "/desk/dispatch") == [due.number, undated.number]
