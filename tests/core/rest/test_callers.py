"""Who calls, and that nothing can be done in somebody's name from another site."""

import re

import pytest
from django.conf import settings
from django.test import Client

from linli.core.matters.models import Receipt
from linli.core.records.models import RecordAuthor
from tests.core.rest.calls import bearer, get, on_duty, post, refusal, signed_in
from tests.factories import (
    give_receipt,
    make_account,
    make_case_in_state,
    make_scene,
    report_case,
)

REPORT = {"category": "roads.lamp", "words": "The lamp is out", "place": "310101001001001"}


def strict_client(account=None) -> Client:
    """A browser whose CSRF tokens are checked, as they are outside of tests."""
    client = Client(enforce_csrf_checks=True)
    if account is not None:
        client.force_login(account)
    return client


def token_for(client: Client) -> str:
    page = client.get("/report").content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)


def test_report_without_account_needs_no_cookie_and_no_token(scene):
    response = post(strict_client(), "/cases", REPORT)
    assert response.status_code == 201
    assert response.cookies == {}


def test_session_without_token_changes_nothing(scene):
    account = make_account(scene.community)
    response = post(strict_client(account), "/cases", REPORT)
    assert refusal(response) == (403, "csrf_failed")


def test_session_with_token_is_the_account(scene):
    account = make_account(scene.community)
    client = strict_client(account)
    response = post(client, "/cases", REPORT, X_CSRFToken=token_for(client))
    assert response.status_code == 201
    own = get(client, "/mine")
    assert [each["number"] for each in own["items"]] == [response.json()["number"]]


def test_session_may_read_without_token(scene):
    assert get(strict_client(scene.people["dispatcher"]), "/worklists/dispatch")["items"] == []


def test_form_of_another_site_is_refused_whatever_its_type(scene):
    client = strict_client(scene.people["dispatcher"])
    url = f"/api/v1/cases/{report_case(scene).matter.number}/steps/accept"
    for content_type in ("text/plain", "application/x-www-form-urlencoded"):
        response = client.post(url, '{"category": "roads.lamp"}', content_type=content_type)
        assert refusal(response) == (403, "csrf_failed")
    files = client.post(url, {"category": "roads.lamp"})
    assert refusal(files) == (403, "csrf_failed")


def test_form_with_token_is_still_no_json(scene):
    client = strict_client(scene.people["dispatcher"])
    url = f"/api/v1/cases/{report_case(scene).matter.number}/steps/accept"
    form = {"category": "roads.lamp", "csrfmiddlewaretoken": token_for(client)}
    assert refusal(client.post(url, form)) == (415, "unsupported_media_type")


def test_receipt_permits_the_reporters_steps_without_cookie(scene):
    matter = make_case_in_state(scene, "closed")
    answers = {"solved": "yes", "satisfied": "very"}
    response = post(
        strict_client(), f"/cases/{matter.number}/steps/rate", answers, **bearer(matter)
    )
    assert response.status_code == 200
    assert response.cookies == {}


@pytest.mark.parametrize(
    "written",
    ["{number} {secret}", " {number}  {secret} ", "{lower} {spoken}"],
)
def test_receipt_may_be_written_as_people_write(scene, written):
    matter = report_case(scene).matter
    header = bearer(matter)["X-Linli-Receipt"]
    number, secret = header.split()
    text = written.format(
        number=number,
        secret=secret,
        lower=number.lower(),
        spoken=secret.replace("-", "").lower().replace("0", "o"),
    )
    own = get(Client(), "/mine", **{"X-Linli-Receipt": text})
    assert [each["number"] for each in own["items"]] == [matter.number]


def test_receipt_makes_the_caller_its_bearer_and_nobody_else(scene):
    """No cookie counts beside it, so no token is needed either."""
    matter = report_case(scene).matter
    client = strict_client(scene.people["dispatcher"])
    path = f"/cases/{matter.number}/steps"
    accepting = post(client, f"{path}/accept", {"category": "roads.lamp"}, **bearer(matter))
    assert refusal(accepting) == (403, "not_your_duty")
    assert post(client, f"{path}/withdraw", **bearer(matter)).status_code == 200
    author = RecordAuthor.objects.get(step="withdraw")
    assert (author.account, author.channel) == (None, "api")


@pytest.mark.parametrize(
    "header", ["", "x", "BS-2026-7K3Q", "BS-2026-7K3Q wrong", "路 灯", "a" * 999]
)
def test_wrong_receipt_is_refused_alike_whatever_is_wrong(scene, header):
    response = Client().get(
        "/api/v1/mine", headers={"X-Linli-Receipt": header.encode().decode("latin-1")}
    )
    assert refusal(response) == (401, "receipt_refused")
    assert response["WWW-Authenticate"] == "Linli-Receipt"


def test_receipt_of_another_matter_is_as_wrong_as_any(scene):
    matter, other = report_case(scene).matter, report_case(scene).matter
    _, secret = bearer(other)["X-Linli-Receipt"].split()
    own = Client().get("/api/v1/mine", headers={"X-Linli-Receipt": f"{matter.number} {secret}"})
    none = Client().get("/api/v1/mine", headers={"X-Linli-Receipt": f"BS-2026-0000 {secret}"})
    assert own.content == none.content
    assert refusal(own) == (401, "receipt_refused")


def test_revoked_receipt_is_worth_nothing(scene):
    matter = report_case(scene).matter
    header = bearer(matter)
    live = Receipt.objects.filter(matter=matter).count()
    revoked = post(Client(), f"/matters/{matter.number}/receipts/revoke", **header)
    assert (revoked.status_code, revoked.json()) == (200, {"revoked": live})
    assert refusal(Client().get("/api/v1/mine", headers=header)) == (401, "receipt_refused")


def test_guessing_receipts_comes_to_an_end(scene):
    """Twenty tries from an address in a quarter of an hour; a right one opens all the same."""
    matter = report_case(scene).matter
    wrong = {"X-Linli-Receipt": f"{matter.number} 0000-0000-0000-0000"}
    tries = [Client().get("/api/v1/mine", headers=wrong).status_code for _ in range(21)]
    assert tries == [401] * 20 + [429]
    response = Client().get("/api/v1/mine", headers=wrong)
    assert refusal(response) == (429, "too_many_requests")
    assert response["Retry-After"] == "900"
    assert Client().get("/api/v1/mine", headers=bearer(matter)).status_code == 200


def test_guessing_many_numbers_from_one_address_comes_to_an_end(scene):
    codes = [
        Client().get("/api/v1/mine", headers={"X-Linli-Receipt": f"BS-2026-000{n:X} x"}).status_code
        for n in range(16)
    ] + [
        Client().get("/api/v1/mine", headers={"X-Linli-Receipt": f"BS-2026-001{n:X} x"}).status_code
        for n in range(5)
    ]
    assert codes == [401] * 20 + [429]


def test_account_of_another_community_is_nobody_here(scene):
    elsewhere = make_scene("elsewhere", host="elsewhere.example")
    client = signed_in(elsewhere.people["dispatcher"])
    assert refusal(client.get("/api/v1/worklists/dispatch")) == (403, "not_your_duty")


def test_receipt_of_another_community_is_wrong_here(scene):
    elsewhere = make_scene("elsewhere", host="elsewhere.example")
    header = bearer(report_case(elsewhere).matter)
    assert refusal(Client().get("/api/v1/mine", headers=header)) == (401, "receipt_refused")


def test_session_cookie_has_the_name_that_openapi_says():
    from linli.core.rest.callers import SessionCookie

    assert SessionCookie().openapi_security_schema["name"] == settings.SESSION_COOKIE_NAME


def test_duty_that_has_ended_counts_no_more(scene):
    from datetime import date

    scene.people["dispatcher"].duties.update(ends_on=date(2021, 1, 1))
    client = on_duty(scene, "dispatcher")
    assert refusal(client.get("/api/v1/worklists/dispatch")) == (403, "not_your_duty")


def test_header_of_a_receipt_counts_for_nothing_on_pages(scene):
    """There its tries would not be counted."""
    matter = report_case(scene, category="disputes.home").matter
    secret = give_receipt(matter)
    for header in (secret, f"{matter.number} {secret}"):
        response = Client().get(f"/matters/{matter.number}", headers={"X-Linli-Receipt": header})
        assert response.status_code == 404
