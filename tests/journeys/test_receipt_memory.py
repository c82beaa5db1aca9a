"""A browser that saw the log before holds every receipt against what it remembers."""

import pytest

from linli.apps.disclosure.services import renew_key, retire_key, seal_now
from linli.apps.disclosure.services.keys import get_key_file
from tests.factories import report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.proving import (
    GENUINE,
    WRONG,
    open_code,
    rewrite_log,
    take_receipt,
    wrong_steps,
)
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

FORGOTTEN_KEY = (
    "The server shows another key than the one that this browser remembers, and the remembered "
    "one did not sign for it. Ask the office why, before you believe what it shows."
)
REWRITTEN = "The server shows another past than before. Entries were changed or taken out."


@pytest.fixture
def place(street: MakeStreet, settings) -> Street:
    found = street()
    settings.LINLI_PUBLIC_URL = found.url
    return found


def test_receipt_of_another_key_is_refused_by_a_browser_that_knows_the_log(
    place, visit: Enter, settings
):
    resident = visit(place)
    assert open_code(resident, take_receipt(place, resident)) == resident.say(GENUINE)
    rewrite_log(place, settings)
    assert open_code(resident, take_receipt(place, resident)) == resident.say(WRONG)
    assert wrong_steps(resident) == [resident.say(FORGOTTEN_KEY)]


def test_receipt_of_a_rewritten_log_is_refused_by_a_browser_that_saw_the_first(
    place, visit: Enter, settings
):
    resident = visit(place)
    assert open_code(resident, take_receipt(place, resident)) == resident.say(GENUINE)
    rewrite_log(place, settings, key=get_key_file().read_bytes())
    assert open_code(resident, take_receipt(place, resident)) == resident.say(WRONG)
    assert wrong_steps(resident) == [resident.say(REWRITTEN)]


def test_receipt_of_a_key_that_the_remembered_one_signed_for_is_genuine(place, visit: Enter):
    resident = visit(place)
    assert open_code(resident, take_receipt(place, resident)) == resident.say(GENUINE)
    renew_key()
    assert seal_now()
    retire_key()
    report_case(place.scene)
    assert seal_now()
    assert open_code(resident, take_receipt(place, resident)) == resident.say(GENUINE)
    grown = resident.say("Since your last visit, when it had {size} entries, it only grew.")
    assert grown.replace("{size}", "4") in resident.page.locator("[data-steps]").inner_text()
