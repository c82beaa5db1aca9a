"""The dispatcher's board on pages: queue, chosen case, decisions, and what is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.cases.models import CatalogueEntry, Category, Claim
from linli.apps.cases.selectors import board, suggestions
from linli.apps.cases.selectors.board import list_waiting, mark
from linli.apps.cases.selectors.suggestions import OrganisationSuggestion
from linli.apps.cases.services.claims import claim_matter
from linli.apps.cases.services.dispatch_catalogue import add_entry
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter, MatterLink
from linli.core.records.models import Record, RecordPart
from tests.core.rest.calls import count_queries, on_duty
from tests.factories import (
    make_account,
    make_case_in_state,
    make_duty,
    make_scene,
    report_case,
    take,
)

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def dispatcher(scene):
    works = scene.organisations["works"]
    Category.objects.filter(community=scene.community).update(organisation=works)
    client = on_duty(scene, "dispatcher")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def text(response) -> str:
    return response.content.decode()


def test_board_is_for_dispatchers(scene):
    matter = report_case(scene).matter
    base = f"/board/{matter.number}"
    for client in (Client(), on_duty(scene, "handler"), on_duty(scene, "officer")):
        answers = [client.get("/board"), client.get("/board/queue"), client.post("/board/next")]
        answers += [client.post(f"{base}/claim"), client.post("/board/leave")]
        assert {answer.status_code for answer in answers} == {403}
    assert Claim.objects.count() == 0


def test_desk_of_a_dispatcher_is_the_board(scene, dispatcher):
    assert dispatcher.get("/desk")["Location"] == "/board"


def test_chosen_case_shows_words_proposals_and_what_reads_the_same(scene, dispatcher):
    earlier = report_case(scene, words="晚上三号楼前的路灯不亮，一片漆黑").matter
    matter = report_case(scene, words="三号楼前的路灯不亮，太黑了").matter
    page = text(dispatcher.get(f"/board?matter={matter.number}"))
    assert "<mark>路灯</mark>" in page
    assert f'value="{earlier.number}"' in page
    assert 'name="organisation" value="works"' in page
    assert f"/board?matter={earlier.number}" in page


def test_dispatch_goes_on_to_the_next_one(scene, dispatcher):
    first, second = (report_case(scene).matter for _ in range(2))
    given = {"category": "roads.lamp", "organisation": "works", "brief": "Mend it"}
    answer = dispatcher.post(f"/board/{first.number}/dispatch", given, follow=True)
    assert answer.redirect_chain == [(f"/board?matter={second.number}", 302)]
    assert f"({first.number}): Dispatched" in text(answer)
    states = dict(Matter.objects.values_list("number", "state"))
    assert states == {first.number: "dispatched", second.number: "reported"}
    assert Claim.objects.get().matter == second


def test_mistake_comes_back_with_what_was_written(scene, dispatcher):
    matter = report_case(scene).matter
    given = {"category": "roads.lamp", "organisation": "", "brief": "Bring a ladder"}
    answer = dispatcher.post(f"/board/{matter.number}/dispatch", given)
    assert (answer.status_code, Record.objects.count()) == (422, 1)
    assert "Bring a ladder" in text(answer)
    assert 'id="organisation-error"' in text(answer)


def test_merging_and_another_way_with_its_usual_words(scene, dispatcher):
    original, again, court = (report_case(scene).matter for _ in range(3))
    take(scene, original, "accept")
    dispatcher.post(f"/board/{again.number}/merge", {"original": original.number})
    assert MatterLink.objects.get().other == original
    dispatcher.post(f"/board/{court.number}/redirect", {"route": "legal_route"})
    told = RecordPart.objects.get(record__matter_id=court.pk, name="explanation")
    assert "法定途径" in told.text
    court.refresh_from_db()
    assert court.state == "redirected"


def test_own_words_are_sent_instead_of_the_usual_ones(scene, dispatcher):
    matter = report_case(scene).matter
    given = {"route": "beyond_duty", "explanation": "Ask the shop"}
    dispatcher.post(f"/board/{matter.number}/redirect", given)
    told = RecordPart.objects.filter(record__matter_id=matter.pk, name="explanation")
    assert [part.text for part in told] == ["Ask the shop"]


def test_hidden_reporters_words_are_in_no_form(scene, dispatcher):
    matter = report_case(scene, words="Everybody knows who says this", hidden="on").matter
    page = text(dispatcher.get(f"/board?matter={matter.number}"))
    assert 'name="brief" value=' not in page
    assert "Everybody knows who says this</textarea>" not in page


def test_case_that_another_is_at_says_so_and_answers_409(scene, dispatcher):
    matter = report_case(scene).matter
    other = make_account(scene.community, "Second dispatcher")
    centre = scene.organisations["centre"]
    make_duty(other, "dispatcher", organisation=centre, place=scene.places.street)
    claim_matter(matter, acting_user=acting_as(other), now=timezone.now())
    assert "Second dispatcher is at it" in text(dispatcher.get("/board"))
    assert dispatcher.post(f"/board/{matter.number}/claim").status_code == 409
    assert dispatcher.post("/board/next")["Location"] == "/board"


def test_queue_is_sent_only_when_it_has_changed(scene, dispatcher):
    report_case(scene)
    first = dispatcher.get("/board/queue")
    assert first.status_code == 200
    again = dispatcher.get("/board/queue", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    report_case(scene)
    changed = dispatcher.get("/board/queue", headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, text(changed).count("data-row")) == (200, 2)


def test_board_asks_as_much_for_few_as_for_many(scene, dispatcher):
    report_case(scene)
    matter = report_case(scene).matter
    address = f"/board?matter={matter.number}"
    dispatcher.get(address)
    few = count_queries(dispatcher, address)
    for _ in range(9):
        report_case(scene)
    dispatcher.get(address)
    assert count_queries(dispatcher, address) == few


def test_queue_asks_as_much_where_a_model_is_sure_of_organisations(scene, dispatcher, monkeypatch):
    sure = OrganisationSuggestion("waterworks", "model")
    monkeypatch.setattr(suggestions, "_organisation_suggesters", [lambda _asked: sure])
    for _ in range(2):
        report_case(scene, words="门口路灯不亮")
    dispatcher.get("/board")
    few = count_queries(dispatcher, "/board")
    for _ in range(9):
        report_case(scene, words="门口路灯不亮")
    page = dispatcher.get("/board").content.decode()
    assert page.count("→ Waterworks") == 11
    assert count_queries(dispatcher, "/board") == few


def test_other_kinds_and_unknown_ones_are_not_there(scene, dispatcher):
    assert dispatcher.get("/board?matter=BS-2026-0000").status_code == 404
    matter = report_case(scene).matter
    assert dispatcher.post(f"/board/{matter.number}/close").status_code == 404


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ({"路灯"}, [("三号楼前的", False), ("路灯", True), ("不亮", False)]),
        ({"路灯", "路灯不亮"}, [("三号楼前的", False), ("路灯不亮", True)]),
        (set(), [("三号楼前的路灯不亮", False)]),
        ({"", "停电"}, [("三号楼前的路灯不亮", False)]),
    ],
)
def test_marked_pieces_make_up_the_text(words, pieces):
    assert mark("三号楼前的路灯不亮", words) == pieces


def test_catalogue_page_adds_ends_and_keeps_the_history(scene, dispatcher):
    line = {"category": "roads", "place": scene.places.grid.code, "organisation": "works"}
    hours = {"from_hour": "18", "to_hour": "8"}
    assert dispatcher.post("/dispatch-catalogue", line | hours).status_code == 302
    entry = CatalogueEntry.objects.get()
    assert "18:00–8:00" in text(dispatcher.get("/dispatch-catalogue"))
    assert dispatcher.post(f"/dispatch-catalogue/{entry.pk}/end").status_code == 302
    page = text(dispatcher.get("/dispatch-catalogue"))
    assert ("Lines that have ended" in page, "No line yet" in page) == (True, True)
    wrong = dispatcher.post("/dispatch-catalogue", line | {"from_hour": "x", "to_hour": "8"})
    assert (wrong.status_code, CatalogueEntry.objects.count()) == (422, 1)
    assert dispatcher.post("/dispatch-catalogue/x/end").status_code == 404
    for client in (Client(), on_duty(scene, "handler")):
        assert client.get("/dispatch-catalogue").status_code == 403
        assert client.post("/dispatch-catalogue", line | hours).status_code == 403


def test_words_are_kept_when_another_took_the_case_meanwhile(scene, dispatcher):
    matter = report_case(scene).matter
    second = make_account(scene.community, "Second dispatcher")
    centre = scene.organisations["centre"]
    make_duty(second, "dispatcher", organisation=centre, place=scene.places.street)
    claim_matter(matter, acting_user=acting_as(second), now=timezone.now())
    given = {"category": "roads.lamp", "organisation": "works", "brief": "My own words"}
    answer = dispatcher.post(f"/board/{matter.number}/dispatch", given)
    page = text(answer)
    assert (answer.status_code, ">My own words</textarea>" in page) == (409, True)
    assert "Second dispatcher is at it until" in page
    matter.refresh_from_db()
    assert matter.state == "reported"


def test_accepted_case_keeps_its_category(scene, dispatcher):
    matter = report_case(scene).matter
    page = text(dispatcher.get(f"/board?matter={matter.number}"))
    assert 'id="category"' in page
    take(scene, matter, "accept")
    assert 'id="category"' not in text(dispatcher.get(f"/board?matter={matter.number}"))
    given = {"category": "cleaning.litter", "organisation": "works", "brief": "Words"}
    answer = dispatcher.post(f"/board/{matter.number}/dispatch", given)
    matter.refresh_from_db()
    assert (answer.status_code, matter.state, matter.subject) == (422, "accepted", "roads.lamp")
    given["category"] = "roads.lamp"
    assert dispatcher.post(f"/board/{matter.number}/dispatch", given).status_code == 302


def test_dispatch_under_another_category_than_was_accepted_says_so(scene, dispatcher):
    case = report_case(scene).matter
    take(scene, case, "accept")
    given = {"category": "cleaning.rubbish", "organisation": "works", "brief": "Mend it"}
    answer = dispatcher.post(f"/board/{case.number}/dispatch", given)
    page = answer.content.decode()
    assert "It has been accepted under another category" in page
    assert "Mend it" in page
    case.refresh_from_db()
    assert (case.state, case.subject) == ("accepted", "roads.lamp")


def test_board_counts_all_that_waits_and_says_what_it_does_not_show(scene, dispatcher, monkeypatch):
    monkeypatch.setattr(board, "SHOWN", 2)
    for _ in range(3):
        report_case(scene)
    Matter.objects.update(due_at=timezone.now() - timedelta(hours=1))
    page = text(dispatcher.get("/board"))
    assert ("<b>3</b> late" in page, page.count("data-row")) == (True, 2)
    assert "1 more, less urgent" in page


def test_alike_are_counted_among_everything_under_way(scene, dispatcher):
    for state in ("handling", "handled"):
        make_case_in_state(scene, state)
    make_case_in_state(scene, "closed")
    report_case(scene)
    user = scene.acting("dispatcher")
    assert [each.similar for each in list_waiting(user, now=timezone.now())] == [2]


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda scene: None, "usual for this category"),
        (
            lambda scene: add_entry(
                category="roads",
                place=scene.places.street.code,
                organisation="waterworks",
                acting_user=scene.acting("dispatcher"),
                now=timezone.now(),
            ),
            "by a line of the dispatch catalogue",
        ),
    ],
)
def test_board_says_why_an_organisation_is_suggested(scene, dispatcher, prepare, said):
    prepare(scene)
    matter = report_case(scene, words="三号楼前的路灯不亮").matter
    assert said in text(dispatcher.get(f"/board?matter={matter.number}"))


def test_case_is_left_to_the_others(scene, dispatcher):
    matter = report_case(scene).matter
    dispatcher.post("/board/next")
    assert "Leave it to the others" in text(dispatcher.get(f"/board?matter={matter.number}"))
    assert dispatcher.post("/board/leave").status_code == 302
    assert Claim.objects.count() == 0
