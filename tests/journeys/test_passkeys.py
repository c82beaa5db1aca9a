"""A passkey is saved on the account page and signs in, with the browser's own authenticator."""

import pytest

from linli.ground.accounts.models import Passkey
from linli.ground.parties.enums import DutyKind
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.people import Person

pytestmark = pytest.mark.journey

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_authenticator(person: Person) -> None:
    """A screen lock that always recognises its owner."""
    session = person.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def sign_in_by_passkey(person: Person) -> None:
    person.open("/sign-in?next=/account")
    person.press("Sign in with a passkey")


def test_saved_passkey_signs_in_until_it_is_removed(street: MakeStreet, visit: Enter):
    place = street()
    steward = visit(place)
    give_authenticator(steward)
    steward.be(DutyKind.STEWARD)
    steward.open("/account")
    steward.fill({"Name of this device": "值班手机"})
    steward.press("Save a passkey on this device")
    steward.page.get_by_text("值班手机", exact=True).first.wait_for()
    assert Passkey.objects.get().account == place.scene.people[DutyKind.STEWARD]
    steward.press("Sign out here")
    assert steward.button(steward.say("Sign in")).count() > 0
    sign_in_by_passkey(steward)
    steward.page.wait_for_url("**/account")
    assert steward.page.locator("#display_name").input_value() == place.name(DutyKind.STEWARD)
    steward.button(f"{steward.say('Remove')} 值班手机").click()
    assert steward.say("No passkey saved yet.") in steward.text
    steward.press("Sign out here")
    sign_in_by_passkey(steward)
    error = steward.page.get_by_role("alert")
    error.wait_for()
    said = "That passkey was not accepted. Sign in with a code instead."
    assert error.inner_text() == steward.say(said)


def test_page_without_scripts_offers_the_code_and_no_passkey(street: MakeStreet, visit: Enter):
    resident = visit(street(), javascript=False)
    resident.open("/sign-in")
    assert resident.button(resident.say("Send me the code")).is_visible()
    assert not resident.page.locator("[data-passkey]").is_visible()
