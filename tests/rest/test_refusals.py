"""One shape for every refusal, in the reader's language, and nothing more in it than that."""

import json
import re
from pathlib import Path

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.utils.translation import override

from linli.core.matters import errors as matters_errors
from linli.core.pages.messages import FIELD_ERRORS, say_refusal
from linli.core.rest import errors as rest_errors
from linli.ground.communities.models import Community
from linli.rest.refusals import STATUS, list_sentences, refuse
from tests.core.rest.calls import post, refusal
from tests.factories import report_case

SOURCES = Path(matters_errors.__file__).parents[2]
RAISED = re.compile(r'StepRefusedError\(\s*"([a-z_]+)"')
FIELD_RAISED = re.compile(r'InputRefusedError\(\{"[a-z_]+": "([a-z_]+)"|errors\[.*\] = "([a-z_]+)"')


def classes(module, base):
    return [
        each for each in vars(module).values() if isinstance(each, type) and issubclass(each, base)
    ]


def codes_raised(pattern):
    found = [pattern.findall(path.read_text()) for path in SOURCES.rglob("*.py")]
    flat = [code for each in found for code in each]
    return {part for code in flat for part in ([code] if isinstance(code, str) else code) if part}


def test_every_code_of_a_refused_step_has_a_sentence():
    raised = codes_raised(RAISED)
    assert raised >= {"not_in_state", "too_late", "used_up", "needs_origin", "no_contact"}
    assert raised - {"change_rules"} - list_sentences() == set()


def test_every_code_of_a_refused_field_has_a_sentence():
    raised = codes_raised(FIELD_RAISED)
    assert raised >= {"required", "not_a_choice", "outside_area"}
    assert raised - set(FIELD_ERRORS) == set()


def test_every_refusal_of_matters_and_requests_has_a_sentence_and_a_status():
    abstract = {"matters_error", "definition", "bad_request"}
    named = {
        each.code
        for each in [
            *classes(matters_errors, matters_errors.MattersError),
            *classes(rest_errors, rest_errors.RestError),
        ]
    }
    assert named - abstract - list_sentences() == set()
    assert set(STATUS) - list_sentences() == set()


def test_refusal_says_code_sentence_and_errors_by_field():
    response = refuse("invalid_input", errors={"words": "required"}, headers={"X-Probe": "1"})
    assert (response.status_code, response["X-Probe"]) == (422, "1")
    assert response["Content-Type"] == "application/json"
    payload = json.loads(response.content)
    assert payload["code"] == "invalid_input"
    assert payload["errors"]["words"]["code"] == "required"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_sentence_is_in_the_readers_language(scene, language):
    with override(language):
        sentence = say_refusal("matter_not_found")
    response = Client().get("/api/v1/matters/BS-2026-0000", headers={"Accept-Language": language})
    assert response.json() == {"code": "matter_not_found", "message": sentence, "errors": {}}
    assert response["Content-Language"] == language
    assert sentence.isascii() is (language == "en")


@pytest.mark.parametrize("path", ["", "nothing", "matters/", "cases/BS-2026-0000", "a/b/c/d"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_that_nothing_answers_is_refused_in_json(scene, path, method):
    response = getattr(Client(), method)(f"/api/v1/{path}")
    assert refusal(response) == (404, "not_found")


def test_method_that_an_address_does_not_know_is_refused_in_json(scene):
    responses = [Client().post("/api/v1/matters"), Client().get("/api/v1/cases")]
    assert [refusal(each) for each in responses] == [(405, "method_not_allowed")] * 2
    assert [each["Allow"] for each in responses] == ["GET", "POST"]


def test_body_that_is_no_json_is_refused(scene):
    response = Client().post("/api/v1/cases", "{", "application/json")
    assert refusal(response) == (400, "invalid_json")


def test_body_of_another_type_is_refused(scene):
    response = Client().post("/api/v1/cases", "words=dark", "application/x-www-form-urlencoded")
    assert refusal(response) == (415, "unsupported_media_type")


def test_body_that_is_too_large_is_refused(scene, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = post(Client(), "/cases", {"words": "a" * 200})
    assert refusal(response) == (413, "too_large")


def test_host_without_community_is_told_so(db):
    response = Client().get("/api/v1/matters")
    assert refusal(response) == (503, "no_community")
    assert Community.objects.count() == 0


def test_what_breaks_is_written_down_and_says_nothing_of_how(scene, caplog):
    """A procedure version whose declaration is gone breaks whatever needs it."""
    matter = report_case(scene).matter
    type(matter.version).objects.filter(pk=matter.version.pk).update(declaration=999)
    from linli.core.matters.versions import _load

    _load.cache_clear()
    heard = []
    got_request_exception.connect(lambda **_: heard.append(True), weak=False, dispatch_uid="probe")
    try:
        client = Client(raise_request_exception=False)
        response = client.get(f"/api/v1/matters/{matter.number}")
    finally:
        got_request_exception.disconnect(dispatch_uid="probe")
    assert refusal(response) == (500, "internal_error")
    assert heard == [True]
    (record,) = [each for each in caplog.records if each.name == "linli.rest.refusals"]
    assert record.exc_info[0] is KeyError
    assert "999" not in response.content.decode()


def test_answers_are_kept_by_no_cache(scene):
    paths = ["matters", "matters/BS-2026-0000", "nothing"]
    kept = [Client().get(f"/api/v1/{path}")["Cache-Control"] for path in paths]
    assert kept == ["no-store"] * 3
