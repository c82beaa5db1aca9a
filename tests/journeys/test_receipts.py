"""Whoever reports without an account goes on with number and code, on any phone, until revoked."""

import pytest
from django.test import Client

from linli.core.matters.services.receipts import TRIES_PER_ADDRESS
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person

pytestmark = pytest.mark.journey

WORDS = "楼道里堆了很多杂物"
WRONG = "0000-0000-0000-0000"


def report(person: Person) -> tuple[str, str]:
    """Number and code of a new report by somebody whom nobody knows."""
    street = person.street
    person.open("/report")
    person.fill(
        {
            "What is it about?": street.category("roads.lamp"),
            "Which grid?": street.scene.places.grid.name,
            "What is the matter?": WORDS,
            "Your phone": "13912345678",
        }
    )
    person.press("Send")
    number, code = person.page.locator(".receipt .no").all_inner_texts()
    return number, code


def enter_receipt(person: Person, number: str, code: str) -> None:
    person.open("/receipt")
    person.fill({"Number": number, "Code": code})
    person.press("Open")


def error_of(person: Person) -> str:
    return person.page.get_by_role("alert").inner_text()


def test_reporter_goes_on_by_receipt_until_it_is_revoked(street: MakeStreet, visit: Enter):
    place = street()
    home, other, stranger = (visit(place, javascript=False, phone=True) for _ in range(3))
    number, code = report(home)
    enter_receipt(other, number, WRONG)
    said = "Number and code do not belong together. Look at your receipt again."
    assert error_of(other) == other.say(said)
    other.fill({"Code": code.replace("-", " ").lower()})
    other.press("Open")
    assert other.path == f"/matters/{number}"
    assert WORDS in other.text
    other.open("/mine")
    assert len(other.rows) == 1
    other.open(f"/matters/{number}")
    other.take("Add something", {"What do you want to add?": "已经两个星期了"})
    other.press("Make the receipt worthless")
    for person in (home, other):
        person.open(f"/matters/{number}")
        joining = [person.say("It affects me too")]
        assert (person.offers, WORDS in person.text) == (joining, False)
    enter_receipt(stranger, number, code)
    assert error_of(stranger) == stranger.say(said)


def test_too_many_wrong_codes_end_the_guessing_and_lock_nobody_out(
    street: MakeStreet, visit: Enter
):
    place = street()
    guesser = visit(place, javascript=False)
    number, code = report(guesser)
    for _ in range(TRIES_PER_ADDRESS):
        Client().post(f"{place.url}/receipt", {"number": number, "secret": WRONG})
    enter_receipt(guesser, number, WRONG)
    assert error_of(guesser) == guesser.say("Too many attempts. Wait a quarter of an hour.")
    enter_receipt(guesser, number, code)
    assert guesser.path == f"/matters/{number}"


def test_scanned_receipt_fills_the_code_in_and_leaves_it_out_of_the_address(
    street: MakeStreet, visit: Enter
):
    place = street()
    number, code = report(visit(place, javascript=False))
    other = visit(place, phone=True)
    other.open(f"/receipt?number={number}#code={code}")
    assert other.page.locator("#secret").input_value() == code
    assert code not in other.page.url
    other.press("Open")
    assert other.path == f"/matters/{number}"
