"""Receipts: shown once, typed in elsewhere, given up."""

import re

import pytest
from django.test import Client

from linli.core.matters.models import Matter, Receipt
from linli.core.pages.http.pages import receipts
from linli.core.pages.messages import say_refusal
from linli.ground.parties.enums import DutyKind
from tests.core.rest.calls import on_duty, page_refusal, signed_in
from tests.factories import give_receipt, make_account, make_case_in_state, report_case

SECRET = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
REPORT = {"category": "roads.lamp", "words": "The lamp is out", "place": "310101001001001"}


def report(client):
    response = client.post("/report", REPORT)
    assert (response.status_code, response["Location"]) == (302, "/receipt/new")
    return Matter.objects.latest("opened_at")


def test_new_receipt_shows_number_and_code(scene):
    client = Client()
    matter = report(client)
    response = client.get("/receipt/new")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert matter.number in response.content.decode()
    (secret,) = SECRET.findall(response.content.decode())
    other = Client()
    opened = other.post("/receipt", {"number": matter.number, "secret": secret})
    assert (opened.status_code, opened["Location"]) == (302, f"/matters/{matter.number}")


def test_receipt_of_nobody_leads_to_the_form(scene):
    response = Client().get("/receipt/new")
    assert (response.status_code, response["Location"]) == (302, "/receipt")


def test_browser_that_reported_may_take_the_reporters_steps(scene):
    client = Client()
    matter = report(client)
    assert client.post(f"/matters/{matter.number}/steps/withdraw").status_code == 302
    matter.refresh_from_db()
    assert matter.state == "withdrawn"


def test_receipt_that_was_typed_in_opens_the_reporters_steps(scene):
    matter = make_case_in_state(scene, "closed", category="disputes.home")
    client, path = Client(), f"/matters/{matter.number}"
    typed = {"number": matter.number.lower(), "secret": give_receipt(matter).replace("-", " ")}
    assert client.get(path).status_code == 404
    assert client.post("/receipt", typed)["Location"] == path
    answers = {"solved": "no", "satisfied": "no"}
    assert client.post(f"{path}/steps/rate", answers).status_code == 302


@pytest.mark.parametrize("number", ["right", "BS-2026-0000", "", "路灯", "\x00"])
def test_wrong_receipt_is_refused_alike_whatever_is_wrong(scene, number):
    matter = report_case(scene).matter
    typed = {"number": matter.number if number == "right" else number, "secret": "0000"}
    response = Client().post("/receipt", typed)
    assert response.status_code == 403
    assert say_refusal("receipt_refused") in response.content.decode()


def test_guessing_comes_to_an_end(scene):
    matter = report_case(scene).matter
    secret = give_receipt(matter)
    client = Client()
    for _ in range(20):
        client.post("/receipt", {"number": matter.number, "secret": "0000"})
    response = client.post("/receipt", {"number": matter.number, "secret": "0000"})
    assert response.status_code == 429
    assert say_refusal("too_many_requests") in response.content.decode()
    assert client.post("/receipt", {"number": matter.number, "secret": secret}).status_code == 302


def test_guesses_on_pages_and_api_are_counted_together(scene):
    matter = report_case(scene).matter
    wrong = {"X-Linli-Receipt": f"{matter.number} 0000"}
    for _ in range(10):
        Client().get("/api/v1/mine", headers=wrong)
        Client().post("/receipt", {"number": matter.number, "secret": "0000"})
    assert Client().get("/api/v1/mine", headers=wrong).status_code == 429


def test_receipts_that_were_given_up_open_nothing(scene):
    client = Client()
    matter = report(client)
    path = f"/matters/{matter.number}"
    assert client.post(f"{path}/revoke-receipts")["Location"] == path
    assert Receipt.objects.filter(revoked_at=None).count() == 0
    assert page_refusal(client.post(f"{path}/steps/withdraw")) == (403, "not_your_duty")


def test_receipt_is_given_up_by_post_alone(scene):
    matter = report_case(scene).matter
    response = on_duty(scene, "dispatcher").get(f"/matters/{matter.number}/revoke-receipts")
    assert response.status_code == 405


def test_receipt_that_waits_to_be_shown_lies_sealed(scene):
    client = Client()
    report(client)
    kept = str(dict(client.session))
    (secret,) = SECRET.findall(client.get("/receipt/new").content.decode())
    assert secret not in kept
    assert secret.replace("-", "") not in kept


def test_too_many_wrong_codes_are_answered_as_such(scene):
    wrong = {"number": "BS-2026-0000", "secret": "0000"}
    answers = [Client().post("/receipt", wrong).status_code for _ in range(21)]
    assert answers == [403] * 20 + [429]


def test_receipts_of_a_browser_are_not_those_of_whoever_is_on_duty_there(scene):
    client = Client()
    matter = report(client)
    client.force_login(scene.people[DutyKind.HANDLER])
    assert matter.number not in client.get("/mine").content.decode()


def test_receipts_of_a_browser_stay_with_the_resident_who_signs_in_there(scene):
    client = Client()
    matter = report(client)
    client.force_login(make_account(scene.community))
    assert matter.number in client.get("/mine").content.decode()


def test_receipt_that_somebody_on_duty_typed_in_himself_is_his(scene):
    matter, client = report_case(scene).matter, on_duty(scene, "handler")
    client.post("/receipt", {"number": matter.number, "secret": give_receipt(matter)})
    assert matter.number in client.get("/mine").content.decode()


def test_receipt_has_a_code_to_scan_that_keeps_the_secret_from_the_server(scene, monkeypatch):
    drawn = []
    monkeypatch.setattr(receipts, "draw_qr", lambda text, *, label: drawn.append(text) or "")
    client = Client()
    matter = report(client)
    (secret,) = SECRET.findall(client.get("/receipt/new").content.decode())
    assert drawn == [f"http://testserver/receipt?number={matter.number}#code={secret}"]


def test_matter_is_kept_with_the_account_of_the_bearer(scene):
    matter, account = report_case(scene).matter, make_account(scene.community)
    client = signed_in(account)
    client.post("/receipt", {"number": matter.number, "secret": give_receipt(matter)})
    path = f"/matters/{matter.number}"
    assert f'action="{path}/claim"' in client.get(path).content.decode()
    assert client.post(f"{path}/claim")["Location"] == path
    assert f'action="{path}/claim"' not in client.get(path).content.decode()
    assert matter.number in signed_in(account).get("/mine").content.decode()


def test_matter_without_receipt_is_not_kept_with_an_account(scene):
    matter = report_case(scene).matter
    client = signed_in(make_account(scene.community))
    refused = page_refusal(client.post(f"/matters/{matter.number}/claim"))
    assert refused == (403, "not_your_duty")
