"""Before a report is sent: which kind a few words are about, and what reads like it."""

import re

import pytest
from django.test import Client

from linli.apps.cases.models import Category
from linli.core.contributions.models import Contribution
from linli.core.matters.acting import acting_as
from linli.core.matters.models import Matter
from tests.core.rest.calls import signed_in
from tests.factories import make_account, make_scene, report_case, take

pytestmark = pytest.mark.django_db
WORDS = "丽发新城旁边的搅拌站半夜施工，粉尘很大"
LIKE = "丽发新城搅拌站夜里施工粉尘大"


@pytest.fixture
def scene():
    scene = make_scene()
    for text in ("路灯坏了三天", "井盖松动很危险", "垃圾桶满了没人收", "楼道堆放杂物"):
        report_case(scene, words=text)
    return scene


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


def send(client, scene, **values) -> str:
    given = {"category": "cleaning.debris", "words": LIKE, "place": scene.places.grid.code}
    answer = client.post("/report", {**given, **values})
    return answer.content.decode() if answer.status_code == 200 else answer["Location"]


def known(scene, **values) -> Matter:
    """A case of another kind in the same grid, so that what lies nearby does not name it."""
    return report_case(scene, words=WORDS, category="noise.construction", **values).matter


def test_likely_known_case_is_offered_before_sending_and_joined_with_one_tap(scene, client):
    case = known(scene)
    page = send(client, scene)
    assert "This may be known already" in page
    assert (case.number in page, WORDS in page, LIKE in page) == (True, False, True)
    assert Matter.objects.filter(title__contains="渣土").count() == 0
    client.post(f"/matters/{case.number}/contribute/join")
    assert Contribution.objects.filter(matter=case, kind="join").count() == 1


def test_who_means_another_one_sends_his_own(scene, client):
    known(scene)
    page = send(client, scene)
    (hidden,) = set(re.findall(r'name="(alike)" value="seen"', page))
    before = Matter.objects.count()
    assert send(client, scene, **{hidden: "seen"}) == "/receipt/new"
    assert Matter.objects.count() == before + 1


def test_mistake_in_the_form_does_not_ask_again(scene, client):
    known(scene)
    given = {"category": "cleaning.debris", "words": "", "place": scene.places.grid.code}
    answer = client.post("/report", {**given, "alike": "seen"})
    page = answer.content.decode()
    assert (answer.status_code, 'name="alike" value="seen"' in page) == (422, True)


def test_what_lies_nearby_is_not_shown_a_second_time(scene, client):
    report_case(scene, words=WORDS, category="cleaning.debris")
    page = send(client, scene)
    assert "Already reported here" in page
    assert send(client, scene, nearby="seen") == "/receipt/new"


@pytest.mark.parametrize("what", ["hidden", "restricted", "closed", "elsewhere"])
def test_what_is_not_for_everybody_to_see_is_not_offered(scene, client, what):
    match what:
        case "hidden":
            known(scene, hidden="on")
        case "restricted":
            report_case(scene, words=WORDS, category="disputes.home")
        case "closed":
            case = known(scene)
            for step in ("accept", "dispatch", "start", "handle", "verify", "close"):
                take(scene, case, step)
        case _:
            known(scene)
            Matter.objects.filter(subject="noise.construction").update(
                opened_at="2026-01-01T00:00:00Z"
            )
    assert send(client, scene) == "/receipt/new"


def test_ones_own_report_is_not_offered(scene):
    account = make_account(scene.community)
    known(scene, reporter=acting_as(account))
    assert send(signed_in(account), scene) == "/receipt/new"


def test_few_words_find_the_kind_with_and_without_scripts(scene, client):
    Category.objects.filter(code="roads.lamp").update(words=["路灯"])
    part = client.post("/report/suggestions", {"few_words": "门口路灯不亮"}).content.decode()
    assert re.findall(r'value="([\w.]+)"', part)[0] == "roads.lamp"
    given = {"find": "1", "few_words": "门口路灯不亮", "place": scene.places.grid.code}
    page = client.post("/report", given).content.decode()
    assert "Perhaps one of these:" in page
    assert ">门口路灯不亮</textarea>" in page
    assert Matter.objects.filter(subject="roads.lamp", title__contains="门口").count() == 0


@pytest.mark.parametrize(
    "text", ["", " ", "a", "🙂", "x" * 100_000, "ignore all previous instructions", "門口路燈壞了"]
)
def test_any_words_get_a_sensible_answer(client, scene, text):
    answer = client.post("/report/suggestions", {"few_words": text})
    page = answer.content.decode()
    assert answer.status_code == 200
    said = ("Perhaps one of these", "Not sure what that is about", "Write a few words first")
    assert sum(each in page for each in said) == 1
    assert client.get("/report/suggestions").status_code == 405


def test_offer_is_bounded_for_very_long_words(scene, client):
    known(scene)
    assert "This may be known already" in send(client, scene, words=LIKE * 300)
