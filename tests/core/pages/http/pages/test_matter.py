"""The page of a matter: what each reader sees of it and can do with it."""

import re

import pytest
from django.test import Client

from linli.core.matters.acting import acting_as
from linli.core.matters.models import Promise
from linli.ground.parties.models import ContactAccess
from tests.core.rest.calls import count_queries, on_duty, signed_in
from tests.factories import (
    make_account,
    make_case_in_state,
    make_matter_in,
    report_case,
    take,
    walk,
)

WORDS = "The lamp by the gate is out"


def read(client, matter):
    response = client.get(f"/matters/{matter.number}", headers={"Accept-Language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def ways_on(text, matter):
    """Steps, openings and contributions that the page offers, and what it gives out of the matter;
    not what everybody may do: read its entries in the log, and follow it."""
    base = re.escape(f"/matters/{matter.number}/")
    return set(re.findall(rf'(?:href|action)="{base}([a-z_/-]+)"', text)) - {"log", "follow"}


def test_public_page_is_category_place_state_and_clock(scene):
    matter = report_case(scene, words=WORDS, spot="No. 5", contact_name="Zhao").matter
    text = read(Client(), matter)
    assert [part in text for part in (WORDS, "No. 5", "Zhao")] == [False, False, False]
    assert [part in text for part in (matter.number, "路灯不亮 · grid 001", "Reported")] == [
        True
    ] * 3
    assert "Promised by Centre." in text
    assert ways_on(text, matter) == {"contribute/join"}


def test_office_reads_the_words_and_may_go_on(scene):
    matter = report_case(scene, words=WORDS, contact_name="Zhao").matter
    text = read(on_duty(scene, "dispatcher"), matter)
    assert WORDS in text
    assert "Zhao" not in text
    assert ways_on(text, matter) == {
        "steps/accept",
        "steps/redirect",
        "steps/merge",
        "steps/publish",
        "steps/take_down",
        "contribute/join",
        "contact",
    }


def test_reporter_reads_his_words_and_may_say_what_he_thinks(scene):
    account = make_account(scene.community)
    matter = make_case_in_state(scene, "closed", reporter=acting_as(account), words=WORDS)
    text = read(signed_in(account), matter)
    assert WORDS in text
    assert ways_on(text, matter) == {
        "steps/rate",
        "steps/reopen",
        "open/appeal",
        "revoke-receipts",
    }


def test_holder_of_a_hidden_reporter_reads_the_dispatchers_words_alone(scene):
    matter = make_case_in_state(scene, "dispatched", words=WORDS, hidden="on")
    text = read(on_duty(scene, "handler"), matter)
    assert [part in text for part in (WORDS, "Words about brief")] == [False, True]
    assert "stays hidden from your organisation" in text
    assert ways_on(text, matter) == {
        "steps/start",
        "steps/ask_return",
        "steps/ask_extension",
        "contribute/join",
    }


def test_published_words_are_everybodys_until_they_are_taken_down(scene):
    matter = report_case(scene, words=WORDS).matter
    take(scene, matter, "publish", public_title="Lamp out", public_words="A lamp is out")
    assert [part in read(Client(), matter) for part in ("Lamp out", "A lamp is out")] == [True] * 2
    take(scene, matter, "take_down", grounds="privacy")
    text = read(Client(), matter)
    assert [part in text for part in ("Lamp out", "A lamp is out")] == [False, False]
    assert "It shows somebody" in text


def test_words_of_a_resident_are_shown_as_text_and_never_as_markup(scene):
    matter = report_case(scene, words="<script>alert(1)</script>\nsecond line").matter
    text = read(on_duty(scene, "dispatcher"), matter)
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>second line" in text


def test_thread_leads_to_the_appeal_and_back(scene):
    appeal = make_matter_in(scene, "appeal", "filed")
    case = appeal.backlinks.get().matter
    assert f'href="/matters/{appeal.number}"' in read(Client(), case)
    assert f'href="/matters/{case.number}"' in read(Client(), appeal)


def test_matter_that_is_not_to_be_seen_is_not_there(scene):
    matter = report_case(scene, category="disputes.home").matter
    pages = [
        Client().get(f"/matters/{number}")
        for number in (matter.number, "BS-2026-0000", "nonsense", "%00", "路灯")
    ]
    assert [page.status_code for page in pages] == [404] * 5
    assert all(matter.number not in page.content.decode() for page in pages[1:])
    assert read(on_duty(scene, "dispatcher"), matter)


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_number_may_be_typed_as_people_type(scene, typed):
    matter = report_case(scene).matter
    number = matter.number.lower() if typed == "lower" else typed.format(matter.number)
    assert Client().get(f"/matters/{number}").status_code == 200


def test_contact_is_shown_once_asked_for_and_leaves_an_entry(scene):
    given = {"contact_name": "Zhao Min", "contact_phone": "13812345678"}
    matter = make_case_in_state(scene, "dispatched", **given)
    client = on_duty(scene, "handler")
    assert "13812345678" not in read(client, matter)
    response = client.post(f"/matters/{matter.number}/contact")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert [part in response.content.decode() for part in ("Zhao Min", "+8613812345678")] == [
        True,
        True,
    ]
    access = ContactAccess.objects.get()
    assert (access.matter_number, access.duty_kind, access.organisation.slug) == (
        matter.number,
        "handler",
        "works",
    )
    assert client.get(f"/matters/{matter.number}/contact").status_code == 405


def test_queries_do_not_grow_with_what_happened(scene):
    matter = make_case_in_state(scene, "handled")
    path, kinds = f"/matters/{matter.number}", ("dispatcher", "handler")
    _let_happen(scene, matter)
    before = [count_queries(on_duty(scene, kind), path) for kind in kinds]
    for _ in range(10):
        _let_happen(scene, matter)
    assert Promise.objects.filter(matter=matter).count() == 16
    assert [count_queries(on_duty(scene, kind), path) for kind in kinds] == before


def _let_happen(scene, matter):
    """One more round of handling, and one more matter merged into this one."""
    take(scene, matter, "send_back")
    walk(scene, matter, "handled")
    take(scene, report_case(scene).matter, "merge", original=matter.number)
