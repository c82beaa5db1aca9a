"""Whoever holds a receipt finds out in his own browser whether the log still tells the truth."""

import re

import pytest

from linli.apps.disclosure.services import renew_key, retire_key, seal_now
from linli.apps.disclosure.services.keys import get_key_file
from tests.factories import report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.proving import (
    GENUINE,
    OTHER_ENTRIES,
    OTHER_KEY,
    PAGE_SHOWN,
    PARTLY,
    WRONG,
    flip,
    flip_first,
    open_code,
    rewrite_log,
    scan,
    take_receipt,
    tamper,
    verdict,
    wrong_steps,
)
from tests.journeys.streets import Street
from tests.journeys.test_receipts import report

pytestmark = pytest.mark.journey


@pytest.fixture
def place(street: MakeStreet, settings) -> Street:
    found = street()
    settings.LINLI_PUBLIC_URL = found.url
    return found


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
    rewrite_log(place, settings, key=get_key_file().read_bytes())
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
    assert verdict(reader) == reader.say(PAGE_SHOWN)
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
    assert verdict(reader) == reader.say(PAGE_SHOWN)
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
