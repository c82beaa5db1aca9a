"""The steward's day: what is to be looked at, and findings that become cases at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.apps.cases.models import Case
from linli.core.attachments.models import Attachment
from linli.core.matters.models import Matter
from linli.core.records.models import Record, RecordAuthor
from tests.core.attachments.photographs import jpeg
from tests.core.rest.calls import count_queries, on_duty, signed_in
from tests.factories import (
    make_account,
    make_case_in_state,
    make_duty,
    make_scene,
    report_case,
    take,
)

pytestmark = pytest.mark.django_db
SPOT = "31.205, 121.405"


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def steward(scene):
    client = on_duty(scene, "steward")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def page(client) -> str:
    response = client.get("/round")
    assert response.status_code == 200
    return response.content.decode()


def test_round_is_for_stewards(scene):
    for client in (Client(), on_duty(scene, "dispatcher"), on_duty(scene, "handler")):
        assert client.get("/round").status_code == 403
        assert client.post("/round/findings", {"found": "roads.lamp"}).status_code == 403
    assert Matter.objects.count() == 0


def test_desk_of_a_steward_is_the_round(steward):
    assert steward.get("/desk")["Location"] == "/round"


def test_stops_are_what_waits_in_ones_grid_with_spot_and_step(scene, steward):
    done = make_case_in_state(scene, "handled", coordinates=SPOT, spot="No. 3")
    new = report_case(scene).matter
    elsewhere = report_case(scene, place=scene.places.other_grid.code).matter
    given = make_case_in_state(scene, "dispatched")
    shown = page(steward)
    assert f"/matters/{done.number}/steps/verify" in shown
    assert f"/matters/{new.number}/steps/solve" in shown
    assert 'data-latitude="31.205" data-longitude="121.405"' in shown
    assert "No. 3" in shown
    assert (elsewhere.number in shown, given.number in shown) == (False, False)


def test_finding_is_a_case_at_once_with_photo_and_place(scene, steward):
    photo = SimpleUploadedFile("hole.jpg", jpeg(64, 48), content_type="image/jpeg")
    sent = {"found": "roads.surface", "coordinates": SPOT, "words": "", "photos": [photo]}
    answer = steward.post("/round/findings", sent, follow=True)
    assert answer.redirect_chain == [("/round", 302)]
    case = Case.objects.select_related("matter").get()
    assert (case.matter.state, case.matter.subject) == ("reported", "roads.surface")
    assert (case.matter.place, case.latitude) == (scene.places.grid, 31_205_000)
    assert Attachment.objects.get().field == "photos"
    assert case.matter.number in answer.content.decode()


def test_small_thing_put_right_waits_for_somebody_else_of_the_office(scene, steward):
    steward.post("/round/findings", {"found": "roads.lamp|solved", "words": "Bag moved"})
    matter = Matter.objects.get()
    assert matter.state == "handled"
    assert list(Record.objects.order_by("sequence").values_list("step", flat=True)) == [
        "report",
        "solve",
    ]
    refused = steward.post(f"/matters/{matter.number}/steps/verify_solution", {})
    assert refused.status_code == 403
    take(scene, matter, "verify_solution")
    assert matter.state == "verified"


def test_same_finding_sent_twice_is_one_case(steward):
    sent = {"found": "roads.lamp", "idempotency_key": "k" * 24}
    for _ in range(2):
        assert steward.post("/round/findings", sent).status_code == 302
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    "sent", [{"found": ""}, {"found": "nothing"}, {"found": "roads.lamp", "coordinates": "x"}]
)
def test_finding_that_cannot_be_is_refused_and_keeps_the_words(steward, sent):
    answer = steward.post("/round/findings", sent | {"words": "By the gate"})
    assert (answer.status_code, Matter.objects.count()) == (422, 0)
    assert 'value="By the gate"' in answer.content.decode()


def test_round_asks_as_much_for_one_stop_as_for_many(scene, steward):
    report_case(scene)
    make_case_in_state(scene, "handled")
    count_queries(steward, "/round")
    one = count_queries(steward, "/round")
    for _ in range(5):
        report_case(scene)
        make_case_in_state(scene, "handled")
    assert count_queries(steward, "/round") == one


def test_second_thing_put_right_is_taken_like_the_first(scene, steward):
    """Findings have no reporter: else he would be kept from solving what he found."""
    for _ in range(2):
        answer = steward.post("/round/findings", {"found": "roads.lamp|solved"})
        assert answer.status_code == 302
    matters = Matter.objects.all()
    assert {(each.state, each.reporter) for each in matters} == {("handled", None)}
    authors = RecordAuthor.objects.filter(step="report")
    assert {each.channel for each in authors} == {"patrol"}
    assert {each.account for each in authors} == {scene.people["steward"]}


@pytest.fixture
def wide(scene):
    """A steward of a whole neighbourhood."""
    account = make_account(scene.community, "Wide steward")
    office = scene.organisations["willow-office"]
    make_duty(account, "steward", organisation=office, place=scene.places.neighbourhood)
    client = signed_in(account)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_steward_of_several_grids_says_in_which_it_is(scene, wide):
    assert page(wide).count("<option value=") == 3
    refused = wide.post("/round/findings", {"found": "roads.lamp"})
    assert (refused.status_code, Matter.objects.count()) == (422, 0)
    other = scene.places.other_grid
    assert wide.post("/round/findings", {"found": "roads.lamp", "place": other.code}).status_code
    assert Matter.objects.get().place == other


@pytest.mark.parametrize(
    ("sent", "grid", "has_point"),
    [
        ({"coordinates": SPOT}, "grid", True),
        ({"coordinates": "31.205, 121.415"}, "other_grid", True),
        ({"coordinates": "31.205, 121.415", "place": "grid"}, "grid", False),
        ({"coordinates": "1.0, 1.0", "place": "grid"}, "grid", False),
    ],
)
def test_chosen_grid_holds_against_a_phone_that_errs(scene, wide, sent, grid, has_point):
    if place := sent.get("place"):
        sent = {**sent, "place": getattr(scene.places, place).code}
    assert wide.post("/round/findings", {"found": "roads.lamp|solved", **sent}).status_code == 302
    case = Case.objects.select_related("matter").get()
    assert case.matter.place == getattr(scene.places, grid)
    assert (case.latitude is not None) == has_point


def test_finding_a_step_over_the_border_is_of_ones_own_grid(scene, steward):
    sent = {"found": "roads.lamp|solved", "coordinates": "31.205, 121.4101"}
    assert steward.post("/round/findings", sent).status_code == 302
    case = Case.objects.select_related("matter").get()
    assert (case.matter.place, case.latitude) == (scene.places.grid, None)


def test_finding_in_a_grid_of_somebody_else_is_refused(scene, steward):
    sent = {"found": "roads.lamp", "place": scene.places.other_grid.code}
    assert steward.post("/round/findings", sent).status_code == 422
    assert Matter.objects.count() == 0


def test_round_counts_all_and_says_what_it_does_not_show(scene, steward, monkeypatch):
    monkeypatch.setattr("linli.apps.cases.selectors.round.MOST", 2)
    for _ in range(3):
        report_case(scene)
    shown = page(steward)
    assert "3 things to look at" in shown
    assert "The 2 most urgent" in shown
