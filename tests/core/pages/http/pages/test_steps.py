"""The form of a step: shown, filled in wrongly, sent, sent twice."""

import re

import pytest
from django.test import Client

from linli.apps.cases.models import Category
from linli.core.matters.models import Matter
from linli.core.records.models import Record
from tests.core.rest.calls import on_duty
from tests.factories import make_case_in_state, make_matter_in, report_case

FIELD = re.compile(r'<(?:input|select|textarea)[^>]* name="([a-z_]+)"')
CHOSEN = re.compile(r'<option value="([^"]+)" selected')


def fields_of(response):
    shown = re.search(
        r'<form method="post" novalidate>.*?</form>', response.content.decode(), re.DOTALL
    )
    hidden = {"csrfmiddlewaretoken", "idempotency_key"}
    return [name for name in dict.fromkeys(FIELD.findall(shown.group())) if name not in hidden]


def key_of(response):
    return re.search(r'name="idempotency_key" value="([^"]+)"', response.content.decode()).group(1)


def test_form_has_the_declared_fields(scene):
    matter = make_case_in_state(scene, "accepted")
    response = on_duty(scene, "dispatcher").get(f"/matters/{matter.number}/steps/dispatch")
    assert response.status_code == 200
    assert fields_of(response) == ["organisation", "brief"]


def test_form_shows_the_words_to_whoever_may_read_them(scene):
    open_one = make_case_in_state(scene, "dispatched", words="Lamp by the gate")
    hidden = make_case_in_state(scene, "dispatched", words="Lamp by the gate", hidden="on")
    client = on_duty(scene, "handler")
    pages = [client.get(f"/matters/{each.number}/steps/start") for each in (open_one, hidden)]
    assert [each.status_code for each in pages] == [200, 200]
    assert ["Lamp by the gate" in each.content.decode() for each in pages] == [True, False]


def test_form_suggests_and_says_why(scene):
    works = scene.organisations["works"]
    Category.objects.filter(code="roads.lamp").update(organisation=works)
    matter = report_case(scene, category="green.trees", words="路灯坏了").matter
    page = on_duty(scene, "dispatcher").get(f"/matters/{matter.number}/steps/accept")
    text = page.content.decode()
    assert CHOSEN.findall(text) == ["roads.lamp"]
    assert "路灯不亮 → Works" in text


def test_step_that_was_sent_is_taken_and_leads_back(scene):
    matter = report_case(scene).matter
    response = on_duty(scene, "dispatcher").post(
        f"/matters/{matter.number}/steps/accept", {"category": "roads.surface", "more": "x"}
    )
    assert (response.status_code, response["Location"]) == (302, f"/matters/{matter.number}")
    matter.refresh_from_db()
    assert (matter.state, matter.subject) == ("accepted", "roads.surface")


def test_wrong_answers_come_back_with_what_was_entered(scene):
    matter = make_case_in_state(scene, "accepted")
    response = on_duty(scene, "dispatcher").post(
        f"/matters/{matter.number}/steps/dispatch",
        {"organisation": "nobody", "brief": "Mend the lamp", "idempotency_key": "k" * 20},
        headers={"Accept-Language": "en"},
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "Mend the lamp</textarea>" in text
    assert 'id="organisation-error"' in text
    assert "Please choose one of the list." in text
    assert key_of(response) == "k" * 20
    assert Matter.objects.get().state == "accepted"


def test_form_sent_twice_takes_effect_once(scene):
    matter = report_case(scene).matter
    client, path = on_duty(scene, "dispatcher"), f"/matters/{matter.number}/steps/accept"
    form = {"category": "roads.lamp", "idempotency_key": key_of(client.get(path))}
    answers = [client.post(path, form).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Record.objects.filter(step="accept").count() == 1


def test_each_form_has_a_key_of_its_own(scene):
    matter = report_case(scene).matter
    client, path = on_duty(scene, "dispatcher"), f"/matters/{matter.number}/steps/accept"
    assert key_of(client.get(path)) != key_of(client.get(path))


@pytest.mark.parametrize("step", ["jump", "report", "file"])
def test_step_that_is_not_declared_is_not_there(scene, step):
    matter = report_case(scene).matter
    client = on_duty(scene, "dispatcher")
    path = f"/matters/{matter.number}/steps/{step}"
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


@pytest.mark.parametrize("number", ["BS-2026-0000", "nonsense", "%00"])
def test_step_of_a_matter_that_is_not_there(scene, number):
    assert on_duty(scene, "dispatcher").get(f"/matters/{number}/steps/accept").status_code == 404


def test_step_of_a_matter_that_is_not_to_be_seen_is_not_there(scene):
    matter = report_case(scene, category="disputes.home").matter
    path = f"/matters/{matter.number}/steps/accept"
    for client in (Client(), on_duty(scene, "handler")):
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_appeal_that_is_upheld_opens_the_case_again(scene):
    appeal = make_matter_in(scene, "appeal", "examined")
    response = on_duty(scene, "reviewer").post(
        f"/matters/{appeal.number}/steps/decide", {"outcome": "upheld", "reasons": "Still dark"}
    )
    assert response.status_code == 302
    assert Matter.objects.get(links__other=appeal).state == "accepted"


def test_accepting_begins_with_the_category_that_the_resident_chose(scene):
    matter = report_case(scene, category="green.trees", words="看看").matter
    response = on_duty(scene, "dispatcher").get(f"/matters/{matter.number}/steps/accept")
    assert CHOSEN.findall(response.content.decode()) == ["green.trees"]
