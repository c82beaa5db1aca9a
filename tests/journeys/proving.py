"""Receipts scanned and pages checked in a reader's browser, with the server's answers as they are or
tampered with on the way."""

import re
from typing import Any

import numpy as np
import zxingcpp
from playwright.sync_api import Route

from linli.apps.disclosure.models import Ledger, Seal, SealSalt
from linli.apps.disclosure.services import seal_now
from linli.apps.disclosure.services.keys import get_key_file
from linli.core.records.models import Cursor
from tests.factories import report_case
from tests.journeys.people import Person
from tests.journeys.streets import Street
from tests.journeys.test_receipts import report

BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")
GENUINE = "This receipt is genuine. What it says was taken in, and the log still holds it."
WRONG = (
    "Something is wrong here. Do not rely on what this server shows. Keep your receipt: with it "
    "others can see who is right. Show it to the community office or to a witness of the log."
)
PARTLY = "What could be checked is right. Something could not be checked just now."
PAGE_HOLDS = (
    "The steps, words and photos on this page are what the log holds. No step is left out, and "
    "none was changed."
)
PAGE_SHOWN = (
    "What this page shows is what the log holds, and it was not changed. What is marked “Not shown” "
    "could not be compared."
)
PAGE_WRONG = (
    "Something is wrong here. Do not rely on this page. Tell the community office, and a witness "
    "of the log."
)

OTHER_ENTRIES = "Some of the entries that the server shows are not the ones that were signed. They were changed."
OTHER_KEY = (
    "The server shows another key than the one known so far. Ask the office why, before you "
    "believe what it shows."
)


def scan(person: Person) -> str:
    """What a camera reads from the code on the page."""
    svg = person.page.locator("#proof svg.qr").evaluate("(each) => each.outerHTML")
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    picture = np.full((side, side), 255, np.uint8)
    for start, y, length in BAR.findall(svg):
        picture[int(y), int(start) : int(start) + int(length)] = 0
    return zxingcpp.read_barcodes(np.kron(picture, np.ones((3, 3), np.uint8)))[0].text


def take_receipt(place: Street, person: Person) -> str:
    """Reports, waits for the proof, and keeps what its code says."""
    number, _code = report(person)
    for _ in range(3):
        report_case(place.scene)
    assert seal_now()
    person.open(f"/matters/{number}/proof")
    return scan(person)


def open_code(person: Person, address: str) -> str:
    """The verdict after the code was scanned by a phone that was never here."""
    person.page.goto("about:blank")
    person.page.goto(address)
    return verdict(person)


def verdict(person: Person) -> str:
    note = person.page.locator("[data-verdict] [data-result]")
    note.wait_for()
    return note.inner_text().strip()


def wrong_steps(person: Person) -> list[str]:
    return person.page.locator(".checkstep--bad p").all_inner_texts()


def tamper(person: Person, pattern: str, change) -> None:
    """Changes the server's answers on the way."""

    def pass_on(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=change(answer.body()))

    person.page.route(re.compile(pattern), pass_on)


def rewrite_log(place: Street, settings: Any, *, key: bytes = b"") -> None:
    """Another log over the same records and one more, signed with that key or with a new one."""
    settings.LINLI_DATA_DIR = settings.LINLI_DATA_DIR / "anew"
    get_key_file().parent.mkdir(parents=True)
    if key:
        get_key_file().write_bytes(key)
    for model in (SealSalt, Seal, Ledger):
        model.objects.all().delete()
    Cursor.objects.filter(consumer="log").delete()
    report_case(place.scene)
    assert seal_now()


def flip(body: bytes) -> bytes:
    """One bit in the middle of the last entry or hash."""
    at = len(body) - 20
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


def flip_first(body: bytes) -> bytes:
    return body[:40] + bytes([body[40] ^ 1]) + body[41:]
