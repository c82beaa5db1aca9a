"""Answer templates: kept by an organisation, at hand in the form, and never sent unread."""

import pytest
from django.test import Client

from linli.apps.cases.models import AnswerTemplate
from linli.core.records.models import Record
from tests.core.rest.calls import on_duty, post, refusal
from tests.factories import make_case_in_state, make_duty, make_scene

pytestmark = pytest.mark.django_db
WORDS = "【地点】的路灯已更换。"


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def handler(scene):
    client = on_duty(scene, "handler")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def texts(**narrow):
    return list(AnswerTemplate.objects.filter(**narrow).values_list("text", flat=True))


def test_template_is_kept_changed_and_ended_by_its_organisation(scene, handler):
    for words in ("First 【x】", WORDS, WORDS):
        assert handler.post("/templates", {"name": "Lamp", "text": words}).status_code == 302
    assert (texts(ended_at=None), texts(ended_at__isnull=False)) == ([WORDS], ["First 【x】"])
    kept = AnswerTemplate.objects.get(ended_at=None)
    assert (kept.organisation.slug, kept.begun_by) == ("works", scene.people["handler"])
    partner = Client()
    partner.force_login(scene.partner)
    partner.post(f"/templates/{kept.pk}/drop")
    assert texts(ended_at=None) == [WORDS]
    assert WORDS not in partner.get("/templates").content.decode()
    handler.post(f"/templates/{kept.pk}/drop")
    assert texts(ended_at=None) == []
    assert handler.post("/templates/x/drop").status_code == 404


def test_templates_that_ended_are_read_with_who_wrote_them(scene, handler):
    handler.post("/templates", {"name": "Lamp", "text": "First 【x】"})
    handler.post("/templates", {"name": "Lamp", "text": WORDS})
    page = handler.get("/templates").content.decode()
    ended = page.partition("Templates that have ended")[2]
    assert ("First 【x】" in ended, WORDS in ended) == (True, False)
    assert ended.count(scene.people["handler"].display_name) == 2
    case = make_case_in_state(scene, "handling")
    form = handler.get(f"/matters/{case.number}/steps/handle").content.decode()
    assert (WORDS in form, "First 【x】" in form) == (True, False)


@pytest.mark.parametrize(
    "given", [{"name": ""}, {"text": " "}, {"name": "x" * 61}, {"text": "No blank"}]
)
def test_template_that_cannot_be_keeps_what_was_written(handler, given):
    answer = handler.post("/templates", {"name": "Lamp", "text": WORDS} | given)
    assert (answer.status_code, AnswerTemplate.objects.count()) == (422, 0)


def test_templates_are_for_handlers(scene):
    for client in (Client(), on_duty(scene, "dispatcher"), on_duty(scene, "officer")):
        assert client.get("/templates").status_code == 403
        assert client.post("/templates", {"name": "A", "text": "B"}).status_code == 403
    assert AnswerTemplate.objects.count() == 0


def test_words_are_at_hand_and_a_blank_is_not_sent(scene, handler):
    handler.post("/templates", {"name": "Lamp", "text": WORDS})
    case = make_case_in_state(scene, "handling")
    address = f"/matters/{case.number}/steps/handle"
    assert WORDS in handler.get(address).content.decode()
    refused = handler.post(address, {"result": WORDS})
    assert refused.status_code == 422
    assert "There is still a blank" in refused.content.decode()
    api = post(handler, f"/cases/{case.number}/steps/handle", {"result": WORDS})
    assert refusal(api)[0] == 422
    assert not Record.objects.filter(step="handle").exists()
    assert handler.post(address, {"result": "柳岸路的路灯已更换。"}).status_code == 302
    assert Record.objects.filter(step="handle").exists()


def test_who_handles_for_two_says_whose_template_it_is(scene, handler):
    waterworks = scene.organisations["waterworks"]
    street = scene.places.street
    make_duty(scene.people["handler"], "handler", organisation=waterworks, place=street)
    given = {"name": "Pipe", "text": WORDS}
    refused = handler.post("/templates", given)
    assert (refused.status_code, 'name="organisation"' in refused.content.decode()) == (422, True)
    assert handler.post("/templates", given | {"organisation": "centre"}).status_code == 422
    assert handler.post("/templates", given | {"organisation": "waterworks"}).status_code == 302
    kept = AnswerTemplate.objects.get()
    assert kept.organisation == waterworks
    handler.post(f"/templates/{kept.pk}/drop")
    assert texts(ended_at=None) == []
