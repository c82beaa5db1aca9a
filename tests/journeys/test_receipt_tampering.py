"""However a receipt was changed, and however old the browser is, the check ends in a verdict in words."""

import base64
from urllib.parse import quote, unquote

import pytest

from linli.engines.tile_log.keys import WITNESS_KEY, make_signer
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person
from tests.journeys.proving import (
    GENUINE,
    PARTLY,
    WRONG,
    open_code,
    take_receipt,
    tamper,
    wrong_steps,
)
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

WITNESS = make_signer("witness.example", seed=bytes(32), kind=WITNESS_KEY).verifier
WITHOUT_ED25519 = """
if (isSecureContext) crypto.subtle.importKey = () => Promise.reject(new DOMException("Ed25519", "NotSupportedError"));
"""
WITHOUT_HASHES = "if (isSecureContext) crypto.subtle.digest = () => Promise.reject(new Error());"


@pytest.fixture
def place(street: MakeStreet, settings) -> Street:
    found = street()
    settings.LINLI_PUBLIC_URL = found.url
    return found


def add_cosignature(code: str, blob: bytes) -> str:
    """The receipt with one more line under its checkpoint, by the witness's name and key."""
    line = f"— {WITNESS.name} {base64.b64encode(WITNESS.key_id + blob).decode()}\n"
    return code + quote(line)


def forge_signature(code: str) -> str:
    """The receipt with the last bit of the log's own signature changed."""
    head, _, proof = code.partition("proof=")
    rest, _, last = unquote(proof).rstrip("\n").rpartition(" ")
    blob = bytearray(base64.b64decode(last))
    blob[-1] ^= 1
    return f"{head}proof={quote(f'{rest} {base64.b64encode(blob).decode()}')}%0A"


def name_witness(person: Person) -> None:
    """The page looks for the witness's signature, as if the operator had named it."""
    shown = b'data-witnesses="' + WITNESS.vkey.encode() + b'"'
    tamper(person, r"/log/check", lambda body: body.replace(b'data-witnesses=""', shown))


def is_done(person: Person) -> bool:
    return person.page.locator("[aria-busy]").count() == 0


def test_entry_that_is_no_longer_json_is_refused_without_being_read(place, visit: Enter):
    resident = visit(place)
    code = take_receipt(place, resident)
    changed = code.replace("extra%20eyJ", "extra%20WyJ")
    assert changed != code
    assert open_code(resident, changed) == resident.say(WRONG)
    said = "The entry does not belong to what the log signed. It was changed."
    assert resident.say(said) in wrong_steps(resident)
    assert is_done(resident)


def test_cosignature_of_one_byte_is_passed_over(place, visit: Enter):
    resident = visit(place)
    code = take_receipt(place, resident)
    name_witness(resident)
    assert open_code(resident, add_cosignature(code, b"1")) == resident.say(GENUINE)
    assert is_done(resident)


def test_browser_that_knows_no_such_signatures_checks_them_by_a_library(place, visit: Enter):
    resident = visit(place)
    code = take_receipt(place, resident)
    resident.page.add_init_script(WITHOUT_ED25519)
    assert open_code(resident, code) == resident.say(GENUINE)
    assert is_done(resident)


def test_browser_that_knows_no_such_signatures_finds_a_forged_one(place, visit: Enter):
    resident = visit(place)
    code = take_receipt(place, resident)
    name_witness(resident)
    resident.page.add_init_script(WITHOUT_ED25519)
    assert open_code(resident, add_cosignature(code, bytes(72))) == resident.say(GENUINE)
    assert WITNESS.name not in resident.page.locator("[data-steps]").inner_text()
    forged = forge_signature(code)
    assert open_code(resident, forged) == resident.say(WRONG)
    assert is_done(resident)


def test_address_that_is_not_spelled_as_one_is_refused(place, visit: Enter):
    resident = visit(place)
    code = f"{place.url}/log/check#key=%ZZ&proof=%ZZ"
    assert open_code(resident, code) == resident.say(WRONG)
    assert is_done(resident)


def test_check_that_breaks_off_ends_in_a_verdict(place, visit: Enter):
    resident = visit(place)
    code = take_receipt(place, resident)
    resident.page.add_init_script(WITHOUT_HASHES)
    assert open_code(resident, code) in (resident.say(WRONG), resident.say(PARTLY))
    assert is_done(resident)
