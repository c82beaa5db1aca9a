import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.privacy.cipher import is_sealed_with_current_key, seal, unseal
from linli.ground.privacy.errors import DecryptionError, FieldKeyError, UnknownKeyError
from linli.ground.privacy.keys import derive_key, get_key_ring, identify_key

PLACE = {"purpose": "account.phone", "binding": ("account", "phone", "c1")}
OLD, NEW = b"o" * 32, b"n" * 32


@given(st.text())
def test_unseal_returns_what_was_sealed(clear):
    assert unseal(seal(clear, **PLACE), **PLACE) == clear


def test_seal_twice_differs_and_shows_nothing():
    first, second = seal("13812345678", **PLACE), seal("13812345678", **PLACE)
    assert first != second
    assert b"138" not in base64.urlsafe_b64decode(first + "==")


@given(st.data())
def test_unseal_refuses_any_changed_bit(data):
    raw = bytearray(base64.urlsafe_b64decode(seal("13812345678", **PLACE) + "=="))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DecryptionError):
        unseal(base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="), **PLACE)


@given(st.integers(0, 177))
def test_unseal_refuses_cut_text(length):
    sealed = seal("x" * 100, **PLACE)
    with pytest.raises(DecryptionError) as caught:
        unseal(sealed[:length], **PLACE)
    assert caught.value.code in {"decryption_failed", "unknown_field_key"}


@pytest.mark.parametrize("text", ["", "13812345678", "====", "甲乙", "a b", "A" * 41])
def test_unseal_refuses_what_never_was_sealed(text):
    with pytest.raises(DecryptionError) as caught:
        unseal(text, **PLACE)
    assert caught.value.code == "decryption_failed"


@pytest.mark.parametrize(
    "place",
    [
        {"purpose": "account.mail", "binding": ("account", "phone", "c1")},
        {"purpose": "account.phone", "binding": ("account", "mail", "c1")},
        {"purpose": "account.phone", "binding": ("account", "phone", "c2")},
        {"purpose": "account.phone", "binding": ("account", "phonec1")},
        {"purpose": "account.phone", "binding": ("accountphone", "", "c1")},
    ],
)
def test_unseal_refuses_another_place(place):
    with pytest.raises(DecryptionError):
        unseal(seal("13812345678", **PLACE), **place)


def test_unseal_with_older_key_on_ring(settings):
    settings.LINLI_FIELD_KEY = OLD
    sealed = seal("13812345678", **PLACE)
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = NEW, [OLD]
    assert unseal(sealed, **PLACE) == "13812345678"
    assert is_sealed_with_current_key(sealed) is False
    assert is_sealed_with_current_key(seal("13812345678", **PLACE)) is True


def test_unseal_without_older_key_names_the_missing_key(settings):
    settings.LINLI_FIELD_KEY = OLD
    sealed = seal("13812345678", **PLACE)
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = NEW, []
    with pytest.raises(UnknownKeyError) as caught:
        unseal(sealed, **PLACE)
    assert caught.value.code == "unknown_field_key"


@pytest.mark.parametrize("key", [b"short", b"k" * 33, b""])
def test_key_ring_refuses_keys_of_wrong_length(settings, key):
    settings.LINLI_FIELD_KEY = key
    with pytest.raises(FieldKeyError) as caught:
        seal("x", **PLACE)
    assert caught.value.code == "field_key"


def test_key_ring_refuses_old_keys_of_wrong_length(settings):
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = NEW, [b"short"]
    with pytest.raises(FieldKeyError):
        seal("x", **PLACE)


def test_key_ring_refuses_text(settings):
    settings.LINLI_FIELD_KEY = "k" * 32
    with pytest.raises(FieldKeyError):
        get_key_ring()


def test_key_ring_shows_no_key_in_its_text(settings):
    settings.LINLI_FIELD_KEY = NEW
    assert "nnnn" not in repr(get_key_ring())


def test_derive_key_differs_by_purpose_and_master():
    keys = {derive_key(master, purpose) for master in (OLD, NEW) for purpose in ("a", "b")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}


def test_derive_key_follows_rfc_5869(settings):
    """Worked by hand with HMAC alone, so that a change of library or label is seen."""
    import hashlib
    import hmac

    extracted = hmac.new(bytes(32), OLD, hashlib.sha256).digest()
    expected = hmac.new(extracted, b"linli/1/seal/x\x01", hashlib.sha256).digest()
    assert derive_key(OLD, "seal/x") == expected
    assert identify_key(OLD) == derive_key(OLD, "key-id")[:4]
