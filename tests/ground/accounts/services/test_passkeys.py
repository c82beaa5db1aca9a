import uuid

import pytest

from linli.ground.accounts.errors import (
    AccountClosedError,
    NotYourAccountError,
    PasskeyCountError,
    PasskeyError,
    PasskeyKnownError,
    PasskeyLimitError,
    PasskeyMissingError,
)
from linli.ground.accounts.models import Account, Passkey
from linli.ground.accounts.policies import PASSKEYS_MAX
from linli.ground.accounts.selectors import list_passkeys
from linli.ground.accounts.services import (
    RelyingParty,
    authenticate_passkey,
    begin_authentication,
    begin_registration,
    register_passkey,
    remove_passkey,
)
from tests.ground.accounts.authenticator import Authenticator, to_bytes, to_text

pytestmark = pytest.mark.django_db
PARTY = RelyingParty("testserver", "柳岸社区", "https://testserver")


def register(account, device, *, name="手机", acting_user=None):
    asked = begin_registration(account, acting_user=acting_user or account, party=PARTY)
    return register_passkey(
        account,
        acting_user=acting_user or account,
        credential=device.make(asked.options),
        challenge=asked.challenge,
        party=PARTY,
        name=name,
    )


def sign_in(community, device, change=None):
    asked = begin_authentication(party=PARTY)
    credential = device.prove(asked.options)
    if change:
        change(credential)
    return authenticate_passkey(
        community, credential=credential, challenge=asked.challenge, party=PARTY
    )


@pytest.fixture
def device(account):
    made = Authenticator()
    register(account, made)
    return made


def test_begin_registration_asks_for_a_discoverable_key_and_names_nobody(account):
    options = begin_registration(account, acting_user=account, party=PARTY).options
    assert options["rp"] == {"id": "testserver", "name": "柳岸社区"}
    assert options["user"] == {
        "id": to_text(account.pk.bytes),
        "name": "138****5678",
        "displayName": "张先生",
    }
    assert options["attestation"] == "none"
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "preferred",
    }
    assert options["excludeCredentials"] == []


def test_begin_registration_excludes_known_devices(account, device):
    options = begin_registration(account, acting_user=account, party=PARTY).options
    assert [key["id"] for key in options["excludeCredentials"]] == [to_text(device.credential_id)]


def test_begin_registration_challenges_differ(account):
    asked = [begin_registration(account, acting_user=account, party=PARTY) for _ in range(2)]
    assert asked[0].challenge != asked[1].challenge
    assert asked[0].challenge == to_bytes(asked[0].options["challenge"])
    assert len(asked[0].challenge) >= 32


def test_register_passkey_stores_the_public_half(account):
    device = Authenticator(sign_count=7)
    passkey = register(account, device, name="  我的 \x00\n 手机 ")
    stored = Passkey.objects.get()
    assert stored == passkey
    assert (stored.account, stored.community, stored.sign_count, stored.name) == (
        account,
        account.community,
        7,
        "我的 手机",
    )
    assert stored.credential_id == to_text(device.credential_id)
    assert stored.last_used_at is None


def test_register_passkey_refuses_a_known_one(account, stranger, device):
    with pytest.raises(PasskeyKnownError) as caught:
        register(stranger, device)
    assert caught.value.code == "passkey_known"
    assert list(list_passkeys(account)) == [Passkey.objects.get()]


def test_register_passkey_refuses_one_too_many(account):
    for _ in range(PASSKEYS_MAX - 1):
        register(account, Authenticator())
    last = begin_registration(account, acting_user=account, party=PARTY)
    register(account, Authenticator())
    with pytest.raises(PasskeyLimitError) as caught:
        begin_registration(account, acting_user=account, party=PARTY)
    assert caught.value.code == "passkey_limit"
    with pytest.raises(PasskeyLimitError):
        register_passkey(
            account,
            acting_user=account,
            credential=Authenticator().make(last.options),
            challenge=last.challenge,
            party=PARTY,
            name="a",
        )


def test_register_passkey_refuses_somebody_else(account, stranger):
    with pytest.raises(NotYourAccountError):
        register(account, Authenticator(), acting_user=stranger)


def test_authenticate_passkey_finds_the_account(community, account, device):
    assert sign_in(community, device) == account
    stored = Passkey.objects.get()
    assert stored.sign_count == 1
    assert stored.last_used_at is not None
    assert sign_in(community, device) == account


def test_authenticate_passkey_takes_devices_that_never_count(community, account):
    device = Authenticator(counts=False)
    register(account, device)
    assert [sign_in(community, device), sign_in(community, device)] == [account, account]


def test_authenticate_passkey_takes_devices_that_do_not_verify_their_user(community, account):
    device = Authenticator(flags=0x01)
    register(account, device)
    assert sign_in(community, device) == account


@pytest.mark.parametrize("count", [0, 4, 5])
def test_authenticate_passkey_refuses_a_count_that_does_not_grow(community, account, count):
    device = Authenticator(sign_count=5)
    register(account, device)
    device.sign_count = count - 1
    if count == 0:
        device.sign_count, device.counts = 0, False
    with pytest.raises(PasskeyCountError) as caught:
        sign_in(community, device)
    assert caught.value.code == "passkey_sign_count"
    assert Passkey.objects.get().sign_count == 5


def test_authenticate_passkey_refuses_another_community(elsewhere, device):
    with pytest.raises(PasskeyError) as caught:
        sign_in(elsewhere, device)
    assert caught.value.code == "passkey_invalid"


def test_authenticate_passkey_refuses_a_closed_account(community, device):
    Account.objects.update(is_active=False)
    with pytest.raises(AccountClosedError):
        sign_in(community, device)


def test_remove_passkey_deletes_it(community, account, device):
    remove_passkey(account, acting_user=account, passkey_id=Passkey.objects.get().pk)
    with pytest.raises(PasskeyError):
        sign_in(community, device)
    with pytest.raises(PasskeyMissingError) as caught:
        remove_passkey(account, acting_user=account, passkey_id=uuid.uuid4())
    assert caught.value.code == "passkey_missing"


def test_remove_passkey_leaves_those_of_others(account, stranger, device):
    key = Passkey.objects.get().pk
    with pytest.raises(PasskeyMissingError):
        remove_passkey(stranger, acting_user=stranger, passkey_id=key)
    with pytest.raises(NotYourAccountError):
        remove_passkey(account, acting_user=stranger, passkey_id=key)
    assert Passkey.objects.count() == 1
