"""Pages for what is not there, not set up, expired or broken; what every answer's head forbids."""

import pytest
from django.test import Client, RequestFactory

from linli.site.http.errors import broken

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}


def policy_of(response) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def test_page_that_is_not_there_leads_on(scene, visitor):
    response = visitor.get("/no-such-page")
    page = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page, or it is not open to you." in page
    assert ('href="/"' in page, 'href="/receipt"' in page) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/matters", "/report", "/statistics", "/demo", "/nothing"])
def test_pages_without_a_community_say_what_the_operator_does(visitor, path):
    response = visitor.get(path)
    expected = 404 if path == "/nothing" else 503
    assert response.status_code == expected
    assert ("linli setup" in response.content.decode()) == (expected == 503)


def test_form_of_another_session_asks_to_send_it_again(scene):
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    response = client.post("/report", {"words": "The lamp is out"})
    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


def test_broken_page_needs_nothing_that_could_be_broken():
    response = broken(RequestFactory().get("/"))
    page = response.content.decode()
    assert (response.status_code, "<script" in page, "<link" in page) == (500, False, False)
    assert ("出错了" in page, "Something broke on our side." in page) == (True, True)


@pytest.mark.parametrize("path", ["/", "/report", "/sign-in", "/no-such-page", "/healthz"])
def test_policy_of_every_answer_permits_this_site_alone(scene, visitor, path):
    assert policy_of(visitor.get(path)) == POLICY


@pytest.mark.parametrize("path", ["/", "/report", "/matters", "/statistics", "/sign-in", "/demo"])
def test_pages_hold_no_script_and_no_style_of_their_own(scene, visitor, path):
    page = visitor.get(path).content.decode()
    assert page.count("<script") == page.count('<script src="/static/') == 1
    assert [mark in page for mark in ("<style", " style=", " onclick=", "javascript:")] == [
        False
    ] * 4


def test_answers_forbid_frames_and_guessing_of_types(scene, visitor):
    response = visitor.get("/")
    heads = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    assert [response[head] for head in heads] == ["DENY", "nosniff", "same-origin"]
