import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.accounts.errors import (
    PasskeyError,
)
from linli.ground.accounts.models import Passkey
from linli.ground.accounts.services import (
    RelyingParty,
    authenticate_passkey,
    begin_authentication,
    begin_registration,
    register_passkey,
)
from linli.ground.accounts.services.ceremonies import verify_registration
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


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="https://evil.example"),
        Authenticator(origin="http://testserver"),
        Authenticator(rp_id="evil.example"),
        Authenticator(flags=0),
    ],
    ids=["origin", "scheme", "party", "absent"],
)
def test_register_passkey_refuses_wrong_answers(account, device):
    with pytest.raises(PasskeyError) as caught:
        register(account, device)
    assert caught.value.code == "passkey_invalid"
    assert Passkey.objects.count() == 0


def test_register_passkey_refuses_another_challenge(account):
    asked = begin_registration(account, acting_user=account, party=PARTY)
    with pytest.raises(PasskeyError) as caught:
        register_passkey(
            account,
            acting_user=account,
            credential=Authenticator().make(asked.options),
            challenge=b"x" * 64,
            party=PARTY,
            name="a",
        )
    assert caught.value.code == "passkey_invalid"


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "", "rawId": "", "type": "public-key", "response": {}},
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {"clientDataJSON": "@@", "attestationObject": "AA"},
        },
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "9w"},
        },
        {"id": 5, "rawId": None, "type": [], "response": "x"},
    ],
)
def test_register_passkey_refuses_rubbish(account, credential):
    with pytest.raises(PasskeyError) as caught:
        register_passkey(
            account,
            acting_user=account,
            credential=credential,
            challenge=b"x" * 64,
            party=PARTY,
            name="a",
        )
    assert caught.value.code == "passkey_invalid"


@pytest.mark.parametrize(
    "public_key",
    [
        5,
        [1],
        "x",
        {},
        {1: "x"},
        {1: 2, 3: -7, -1: 1, -2: 99, -3: b"y"},
        {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32},
        {1: 2, 3: -7, -1: 99, -2: b"x" * 32, -3: b"y" * 32},
    ],
)
def test_register_passkey_refuses_keys_that_check_nothing(account, public_key):
    with pytest.raises(PasskeyError) as caught:
        register(account, Authenticator(public_key=public_key))
    assert caught.value.code == "passkey_invalid"


@given(st.data())
def test_register_passkey_refuses_any_damaged_attestation(data):
    """Pure: the account is never asked for, because nothing gets that far."""
    options = {"user": {"id": "AA"}, "challenge": to_text(b"c" * 64)}
    credential = Authenticator().make(options)
    part = data.draw(st.sampled_from(["clientDataJSON", "attestationObject"]))
    raw = to_bytes(credential["response"][part])
    credential["response"][part] = to_text(raw[: data.draw(st.integers(0, len(raw) - 1))])
    with pytest.raises(PasskeyError) as caught:
        verify_registration(credential, b"c" * 64, PARTY)
    assert caught.value.code == "passkey_invalid"


def change_signature(credential):
    raw = bytearray(to_bytes(credential["response"]["signature"]))
    raw[-1] ^= 1
    credential["response"]["signature"] = to_text(bytes(raw))


def change_data(credential):
    raw = bytearray(to_bytes(credential["response"]["authenticatorData"]))
    raw[-1] ^= 0x40
    credential["response"]["authenticatorData"] = to_text(bytes(raw))


def change_handle(credential):
    credential["response"]["userHandle"] = to_text(uuid.UUID(int=1).bytes)


def change_id(credential):
    credential["id"] = credential["rawId"] = to_text(b"x" * 32)


def put_nul_in_id(credential):
    credential["id"] = "a\x00b"


def put_number_in_id(credential):
    credential["id"] = 5


def drop_signature(credential):
    del credential["response"]["signature"]


@pytest.mark.parametrize(
    "change",
    [
        change_signature,
        change_data,
        change_handle,
        change_id,
        put_nul_in_id,
        put_number_in_id,
        drop_signature,
    ],
)
def test_authenticate_passkey_refuses_changed_answers(community, device, change):
    with pytest.raises(PasskeyError) as caught:
        sign_in(community, device, change)
    assert caught.value.code == "passkey_invalid"
    assert Passkey.objects.get().last_used_at is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("origin", "https://evil.example"), ("rp_id", "evil.example"), ("flags", 0)],
)
def test_authenticate_passkey_refuses_answers_for_another_party(community, device, name, value):
    setattr(device, name, value)
    with pytest.raises(PasskeyError) as caught:
        sign_in(community, device)
    assert caught.value.code == "passkey_invalid"


def test_authenticate_passkey_refuses_the_key_of_another_device(community, device):
    device.key = Authenticator().key
    with pytest.raises(PasskeyError) as caught:
        sign_in(community, device)
    assert caught.value.code == "passkey_invalid"
