"""One matter: all of it for those who deal with it, little for everybody else."""

from datetime import timedelta

from django.test import Client

from linli.core.contributions.services import contribute
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Promise
from linli.core.records.models import Record
from linli.core.rest.schemas import MatterDetail
from tests.core.rest.calls import bearer, count_queries, get, on_duty
from tests.core.rest.shapes import assert_shape
from tests.factories import (
    make_account,
    make_case_in_state,
    make_matter_in,
    report_case,
    take,
    walk,
)


def test_public_detail_is_category_place_state_and_clock(scene):
    matter = report_case(scene, contact_name="Zhao", spot="No. 5").matter
    detail = get(Client(), f"/matters/{matter.number}", **{"Accept-Language": "en"})
    promise = Promise.objects.get()
    assert_shape(MatterDetail, detail)
    assert detail == {
        "number": matter.number,
        "kind": "case",
        "title": "路灯不亮 · grid 001",
        "state": {
            "name": "reported",
            "label": "Reported",
            "phase": "waiting",
            "final": False,
            "entered_at": matter.entered_at.isoformat(),
        },
        "category": {"code": "roads.lamp", "label": "市政道路 › 路灯不亮"},
        "place": {"code": "310101001001001", "name": "grid 001"},
        "organisation": None,
        "reporter": {"who": "resident", "hidden": None},
        "roles": ["public"],
        "opened_at": matter.opened_at.isoformat(),
        "due_at": promise.due_at.isoformat(),
        "closed_at": None,
        "promises": [
            {
                "name": "accept",
                "label": "Answer whether it is taken on",
                "organisation": {"slug": "centre", "name": "Centre"},
                "limit": "4wh",
                "opened_at": matter.opened_at.isoformat(),
                "due_at": promise.due_at.isoformat(),
                "provisional": False,
                "met_at": None,
                "state": "running",
                "position": detail["promises"][0]["position"],
            }
        ],
        "timeline": [
            {
                "sequence": 1,
                "at": matter.opened_at.isoformat(),
                "step": "report",
                "label": "A resident reported it",
                "from_state": "",
                "to_state": "reported",
                "organisation": None,
                "answers": {},
                "texts": [],
                "photos": [],
            }
        ],
        "thread": [],
        "contributions": {},
        "steps": [],
        "openings": [],
        "possible_contributions": [],
    }
    assert 0 <= detail["promises"][0]["position"] < 10_000


def test_office_reads_the_words_and_may_go_on(scene):
    matter = report_case(scene, spot="No. 5", hidden="on").matter
    client = on_duty(scene, "dispatcher")
    detail = get(client, f"/matters/{matter.number}", **{"Accept-Language": "en"})
    base = f"/api/v1/cases/{matter.number}/steps"
    assert_shape(MatterDetail, detail)
    assert detail["roles"] == ["office", "public"]
    assert detail["reporter"] == {"who": "named", "hidden": True}
    assert detail["timeline"][0]["texts"] == [
        {"field": "spot", "label": "Address, building, or something nearby", "text": "No. 5"},
        {"field": "words", "label": "What is the matter?", "text": "The lamp is out"},
    ]
    assert detail["steps"] == [
        {"name": "accept", "label": "Accept", "url": f"{base}/accept"},
        {"name": "redirect", "label": "Redirect", "url": f"{base}/redirect"},
        {"name": "merge", "label": "Merge", "url": f"{base}/merge"},
        {"name": "publish", "label": "Publish the words", "url": f"{base}/publish"},
        {"name": "take_down", "label": "Take down the words", "url": f"{base}/take_down"},
    ]
    join = f"/api/v1/cases/{matter.number}/contributions/join"
    assert detail["possible_contributions"] == [
        {"name": "join", "label": "It affects me too", "url": join}
    ]


def test_reporter_is_told_what_he_may_do(scene):
    matter = make_case_in_state(scene, "closed", hidden="on")
    detail = get(Client(), f"/matters/{matter.number}", **bearer(matter))
    assert detail["reporter"] == {"who": "you", "hidden": True}
    assert [each["name"] for each in detail["steps"]] == ["rate", "reopen"]
    assert [(each["name"], each["url"]) for each in detail["openings"]] == [
        ("appeal", "/api/v1/appeals")
    ]


def test_holder_of_a_hidden_reporter_gets_the_dispatchers_words_alone(scene):
    matter = make_case_in_state(scene, "dispatched", hidden="on")
    detail = get(on_duty(scene, "handler"), f"/matters/{matter.number}")
    texts = [passage["text"] for entry in detail["timeline"] for passage in entry["texts"]]
    assert detail["roles"] == ["holder", "public"]
    assert detail["reporter"] == {"who": "hidden", "hidden": True}
    assert texts == ["Words about brief"]
    contact = next(each for each in detail["promises"] if each["name"] == "contact")
    assert contact["organisation"]["slug"] == "centre"


def test_clock_tells_how_each_promise_stands(scene):
    matter = make_case_in_state(scene, "handling")
    promises = {each.name: each for each in Promise.objects.filter(matter=matter)}
    accept, handle = promises["accept"], promises["handle"]
    Promise.objects.filter(pk=accept.pk).update(met_at=accept.due_at + timedelta(days=3))
    Promise.objects.filter(pk=handle.pk).update(
        opened_at=handle.opened_at - timedelta(days=60), due_at=handle.due_at - timedelta(days=60)
    )
    detail = get(Client(), f"/matters/{matter.number}")
    found = {each["name"]: (each["state"], each["position"]) for each in detail["promises"]}
    assert found["accept"] == ("kept_late", 14_000)
    assert found["dispatch"][0] == "kept"
    assert found["handle"] == ("late", 14_000)
    assert [each["due_at"] for each in detail["promises"]] == sorted(
        each["due_at"] for each in detail["promises"]
    )


def test_dropped_promise_is_not_shown(scene):
    matter = make_case_in_state(scene, "withdrawn")
    assert get(Client(), f"/matters/{matter.number}")["promises"] == []


def test_answers_from_closed_lists_are_public_and_other_facts_are_not(scene):
    """The number of a matter that this reader may not see is in no record at all."""
    original = report_case(scene, category="disputes.home").matter
    matter = report_case(scene).matter
    take(scene, matter, "merge", original=original.number)
    detail = get(Client(), f"/matters/{matter.number}")
    assert "original" not in Record.objects.get(step="merge").facts
    assert original.number not in str(detail)
    closed = make_case_in_state(scene, "closed")
    take(scene, closed, "rate", solved="partly")
    entry = get(Client(), f"/matters/{closed.number}")["timeline"][-1]
    assert (entry["step"], entry["answers"]) == ("rate", {"solved": "partly", "satisfied": "very"})


def test_thread_names_the_relation_from_both_sides(scene):
    appeal = make_matter_in(scene, "appeal", "filed")
    case = appeal.backlinks.get().matter
    here = get(Client(), f"/matters/{case.number}")["thread"]
    there = get(Client(), f"/matters/{appeal.number}")["thread"]
    assert [(each["number"], each["relation"], each["direction"]) for each in here] == [
        (appeal.number, "reviewed_by", "out")
    ]
    assert [(each["number"], each["relation"], each["direction"]) for each in there] == [
        (case.number, "reviewed_by", "in")
    ]


def test_queries_do_not_grow_with_what_happened(scene):
    matter = make_case_in_state(scene, "handled")
    paths = {
        "dispatcher": f"/api/v1/matters/{matter.number}",
        "handler": f"/api/v1/matters/{matter.number}",
    }
    _let_happen(scene, matter)
    before = {kind: count_queries(on_duty(scene, kind), path) for kind, path in paths.items()}
    for _ in range(10):
        _let_happen(scene, matter)
    after = {kind: count_queries(on_duty(scene, kind), path) for kind, path in paths.items()}
    assert after == before
    detail = get(Client(), f"/matters/{matter.number}")
    assert [len(detail[name]) for name in ("promises", "timeline", "thread")] == [16, 27, 11]


def _let_happen(scene, matter):
    """One more round of handling, one more person who joins, one more matter merged into it."""
    take(scene, matter, "send_back")
    walk(scene, matter, "handled")
    contribute(matter.pk, "join", acting_user=acting_as(make_account(scene.community)))
    take(scene, report_case(scene).matter, "merge", original=matter.number)
