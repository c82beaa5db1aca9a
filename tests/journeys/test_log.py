"""Whoever holds a receipt finds out in his own browser whether the log still tells the truth."""

import json
import re

import numpy as np
import pytest
import zxingcpp
from django.utils import timezone
from playwright.sync_api import Route

from linli.apps.disclosure.models import Ledger, Seal, SealSalt
from linli.apps.disclosure.services import renew_key, retire_key, seal_now
from linli.apps.disclosure.services.keys import get_key_file
from linli.core.attachments.services import store_photo
from linli.core.matters.acting import acting_anonymously
from linli.core.records.models import Cursor, RecordPart
from tests.core.attachments.photographs import jpeg
from tests.factories import give_receipt, report_case, take, walk
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person
from tests.journeys.streets import Street
from tests.journeys.test_receipts import report

pytestmark = pytest.mark.journey

BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")
GENUINE = "This receipt is genuine. What it says was taken in, and the log still holds it."
WRONG = (
    "Something is wrong here. Do not rely on what this server shows. Keep your receipt: with it "
    "others can see who is right. Show it to the community office or to a witness of the log."
)
PARTLY = "What could be checked is right. Something could not be checked just now."
PAGE_HOLDS = "This page says what the log holds, and nothing was changed."
PAGE_WRONG = (
    "Something is wrong here. Do not rely on this page. Tell the community office, and a witness "
    "of the log."
)

OTHER_ENTRIES = "Some of the entries that the server shows are not the ones that were signed. They were changed."
OTHER_KEY = (
    "The server shows another key than the one known so far. Ask the office why, before you "
    "believe what it shows."
)


@pytest.fixture
def place(street: MakeStreet, settings) -> Street:
    found = street()
    settings.LINLI_PUBLIC_URL = found.url
    return found


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


def flip(body: bytes) -> bytes:
    """One bit in the middle of the last entry or hash."""
    at = len(body) - 20
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


def flip_first(body: bytes) -> bytes:
    return body[:40] + bytes([body[40] ^ 1]) + body[41:]


def test_code_on_the_receipt_opens_the_page_that_finds_it_genuine(place, visit: Enter):
    reporter, neighbour = visit(place, phone=True), visit(place, phone=True)
    number, _code = report(reporter)
    assert seal_now()
    reporter.page.locator("#proof svg.qr").wait_for()
    code = scan(reporter)
    assert code.startswith(f"{place.url}/log/check#key=")
    assert open_code(neighbour, code) == neighbour.say(GENUINE)
    assert wrong_steps(neighbour) == []
    said = neighbour.page.locator("[data-steps]").inner_text()
    assert number in said
    assert neighbour.say("A resident reported it") in said


@pytest.mark.parametrize(
    ("pattern", "change", "step"),
    [
        (
            r"/log/tile/entries/",
            flip_first,
            OTHER_ENTRIES,
        ),
        (
            r"/log/tile/0/",
            flip,
            "What the server shows does not fit what it signed. Something was changed.",
        ),
        (
            r"/log/checkpoint",
            lambda body: body.replace(b"\n4\n", b"\n3\n"),
            "What the server shows as its log is not signed by this key.",
        ),
        (
            r"/log/verifier-key",
            lambda _: b"localhost/log+00000000+AQ==\n",
            OTHER_KEY,
        ),
    ],
    ids=["entry", "hashes", "checkpoint", "key"],
)
def test_answer_that_was_tampered_with_is_refused_in_plain_words(
    place, visit: Enter, pattern, change, step
):
    resident = visit(place, phone=True)
    code = take_receipt(place, resident)
    assert open_code(resident, code) == resident.say(GENUINE)
    tamper(resident, pattern, change)
    assert open_code(resident, code) == resident.say(WRONG)
    assert wrong_steps(resident) == [resident.say(step)]


def test_log_that_was_written_anew_with_the_same_key_is_refused(place, visit: Enter, settings):
    """The operator himself rewrites the past: only the receipts in people's hands tell."""
    resident = visit(place, phone=True)
    code = take_receipt(place, resident)
    key = get_key_file().read_bytes()
    settings.LINLI_DATA_DIR = settings.LINLI_DATA_DIR / "anew"
    get_key_file().parent.mkdir(parents=True)
    get_key_file().write_bytes(key)
    for model in (SealSalt, Seal, Ledger):
        model.objects.all().delete()
    Cursor.objects.filter(consumer="log").delete()
    report_case(place.scene)
    assert seal_now()
    assert open_code(resident, code) == resident.say(WRONG)
    said = "The server shows another past than before. Entries were changed or taken out."
    assert wrong_steps(resident) == [resident.say(said)]


def test_receipt_outlives_a_change_of_the_key_that_the_old_key_signed_for(place, visit: Enter):
    resident, reader = visit(place, phone=True), visit(place)
    code = take_receipt(place, resident)
    matter = report_case(place.scene).matter
    assert seal_now()
    reader.open(f"/matters/{matter.number}/log")
    reader.press("Check now")
    assert verdict(reader) == reader.say(PAGE_HOLDS)
    for _ in range(2):
        renew_key()
        assert seal_now()
        retire_key()
        report_case(place.scene)
        assert seal_now()
    handed = (
        "The log has changed its key since. The old key signed for the new one, and what it "
        "signed is still there."
    )
    assert open_code(resident, code) == resident.say(GENUINE)
    assert resident.say(handed) in resident.page.locator("[data-steps]").inner_text()
    reader.press("Check now")
    reader.page.locator(".checkstep", has_text=reader.say(handed)).wait_for()
    assert verdict(reader) == reader.say(PAGE_HOLDS)
    tamper(resident, r"/log/handovers", lambda body: body.replace(b"log+", b"lag+"))
    assert open_code(resident, code) == resident.say(WRONG)


@pytest.mark.parametrize("at", ["index%20", "extra%20eyJhdCI6Ij", "%0A%E2%80%94%20"])
def test_receipt_that_was_changed_itself_is_refused(place, visit: Enter, at):
    resident = visit(place)
    code = take_receipt(place, resident)
    spot = code.index(at) + len(at)
    letter = {"0": "1", "1": "2"}.get(code[spot], "0" if at == "index%20" else "A")
    changed = code[:spot] + letter + code[spot + 1 :]
    assert changed != code
    assert open_code(resident, changed) == resident.say(WRONG)


def test_receipt_holds_without_the_server(place, visit: Enter):
    resident = visit(place)
    code = take_receipt(place, resident)
    assert open_code(resident, code) == resident.say(GENUINE)
    resident.page.route(
        re.compile("/log/(checkpoint|verifier-key|tile)"), lambda route: route.abort()
    )
    resident.page.locator("#proof").fill(code)
    resident.press("Check")
    resident.page.locator("[data-result=open]").wait_for()
    assert verdict(resident) == resident.say(PARTLY)
    good = resident.page.locator(".checkstep--good p").all_inner_texts()
    assert resident.say("The log signed it: the signature fits the key.") in good
    resident.complaints.clear()


def test_kept_file_and_pasted_text_are_checked_alike(place, visit: Enter, tmp_path):
    resident = visit(place)
    take_receipt(place, resident)
    with resident.page.expect_download() as download:
        resident.press("Keep the proof as a file")
    file = tmp_path / "receipt.tlog-proof"
    download.value.save_as(file)
    resident.open("/log/check")
    resident.page.locator("#proof-file").set_input_files(file)
    assert verdict(resident) == resident.say(PARTLY)
    resident.page.locator("#proof").fill("Not a proof at all")
    resident.press("Check")
    resident.page.locator("[data-result=bad]").wait_for()
    said = "This is no proof, or part of it is missing. Scan or copy it again."
    assert wrong_steps(resident) == [resident.say(said)]


def test_page_of_a_matter_is_compared_with_the_log(place, visit: Enter):
    matter = report_case(place.scene).matter
    walk(place.scene, matter, "accepted")
    take(place.scene, matter, "publish", public_title="Lamp", public_words="A lamp is out")
    assert seal_now()
    reader = visit(place)
    reader.open(f"/matters/{matter.number}")
    reader.press("Check this yourself")
    reader.press("Check now")
    assert verdict(reader) == reader.say(PAGE_HOLDS)
    report_case(place.scene)
    assert seal_now()
    reader.press("Check now")
    grown = "Since your last visit, when it had {size} entries, it only grew."
    reader.page.get_by_text(reader.say(grown).replace("{size}", "3")).wait_for()
    assert verdict(reader) == reader.say(PAGE_HOLDS)


def test_photo_that_is_not_the_one_that_was_sealed_is_refused(place, visit: Enter):
    reporter = visit(place)
    photo = store_photo(
        jpeg(64, 48),
        file_name="lamp.jpg",
        acting_user=acting_anonymously(place.scene.community),
        now=timezone.now(),
    )
    matter = report_case(place.scene, photos=[photo.token]).matter
    assert seal_now()
    reporter.open("/receipt")
    reporter.fill({"Number": matter.number, "Code": give_receipt(matter)})
    reporter.press("Open")
    reporter.open(f"/matters/{matter.number}/log")
    reporter.press("Check now")
    assert verdict(reporter) == reporter.say(PAGE_HOLDS)
    tamper(reporter, r"/photos/", lambda _: jpeg(48, 64))
    reporter.open(f"/matters/{matter.number}/log")
    reporter.press("Check now")
    assert verdict(reporter) == reporter.say(PAGE_WRONG)


def test_page_that_tells_other_words_or_another_step_is_refused(place, visit: Enter):
    matter = report_case(place.scene).matter
    walk(place.scene, matter, "accepted")
    take(place.scene, matter, "publish", public_title="Lamp", public_words="A lamp is out")
    assert seal_now()
    reader = visit(place)
    RecordPart.objects.filter(name="public_words").update(text="Nothing is out")
    reader.open(f"/matters/{matter.number}/log")
    reader.press("Check now")
    assert verdict(reader) == reader.say(PAGE_WRONG)
    said = (
        "The words, facts or photos shown here are not the ones that were sealed in entry {place}."
    )
    assert wrong_steps(reader) == [reader.say(said).replace("{place}", "3")]
    RecordPart.objects.filter(name="public_words").update(text="A lamp is out")

    def claim(body: bytes) -> bytes:
        told = json.loads(body)
        told["entries"][1]["record"]["to"] = "redirected"
        return json.dumps(told).encode()

    tamper(reader, r"/log\.json", claim)
    reader.press("Check now")
    reader.page.get_by_text(
        reader.say("Entry {place} says something else than this page.").replace("{place}", "2")
    ).wait_for()
    assert verdict(reader) == reader.say(PAGE_WRONG)
