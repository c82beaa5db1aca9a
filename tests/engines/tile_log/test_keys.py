"""Keys: the first pair and its note come from the Go package's documentation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import (
    WITNESS_KEY,
    FormatError,
    Note,
    NoteSignature,
    SignatureError,
    make_signer,
    parse_note,
    parse_signer,
    parse_verifier,
)
from linli.engines.tile_log.keys import find_signatures, read_time
from tests.engines.tile_log.building import SIGNER, VERIFIER

SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
WITNESS = make_signer("witness.example/w1", seed=bytes(32), kind=WITNESS_KEY)


def test_key_signs_and_verifies_as_the_go_package_does():
    signer, verifier, note = parse_signer(SKEY), parse_verifier(VKEY), parse_note(NOTE.encode())
    assert signer.verifier == verifier
    assert Note(note.text, (signer.sign(note.text),)) == note
    assert find_signatures(note, [verifier]) == ((verifier, note.signatures[0]),)


@given(st.binary(min_size=32, max_size=32), st.sampled_from([1, 4]))
def test_key_is_read_back_from_its_text(seed, kind):
    signer = make_signer("linli.example/log", seed=seed, kind=kind)
    assert parse_signer(signer.skey) == signer
    assert parse_verifier(signer.verifier.vkey) == signer.verifier


@given(st.data())
def test_verifier_key_with_any_byte_changed_is_refused(data):
    changed = bytearray(VERIFIER.vkey.encode())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 127))
    with pytest.raises(FormatError) as refused:
        parse_verifier(changed.decode())
    assert refused.value.code == "verifier-key"


def test_refused_signer_key_is_not_repeated_in_the_message():
    for wrong in (SKEY[:-4], SKEY.replace("c74f", "c74e"), SKEY[4:], SKEY.upper()):
        with pytest.raises(FormatError) as refused:
            parse_signer(wrong)
        assert refused.value.code == "signer-key"
        assert "AYEKFALVFGyNhPJ" not in str(refused.value)
    assert "seed" not in repr(parse_signer(SKEY))


@pytest.mark.parametrize(
    ("name", "seed", "kind"),
    [
        ("", bytes(32), 1),
        ("a b", bytes(32), 1),
        ("a+b", bytes(32), 1),
        ("a", bytes(31), 1),
        ("a", bytes(32), 2),
    ],
)
def test_key_that_no_note_could_name_is_not_made(name, seed, kind):
    with pytest.raises(FormatError) as refused:
        make_signer(name, seed=seed, kind=kind)
    assert refused.value.code == "signer-key"


def test_cosignature_covers_text_and_time():
    text = "linli.example/log\n1\nroot\n"
    signature = WITNESS.cosign(text, time=1_679_315_147)
    assert read_time(signature) == 1_679_315_147
    WITNESS.verifier.check(text, signature)
    later = NoteSignature(
        signature.name, signature.key_id, (1_679_315_148).to_bytes(8, "big") + signature.blob[8:]
    )
    for wrong_text, wrong in ((text, later), (f"{text}x\n", signature)):
        with pytest.raises(SignatureError) as refused:
            WITNESS.verifier.check(wrong_text, wrong)
        assert refused.value.code == "signature"


@pytest.mark.parametrize("blob", [bytes(71), bytes(73), b"\x80" + bytes(71)])
def test_cosignature_of_wrong_form_is_refused(blob):
    with pytest.raises(SignatureError) as refused:
        read_time(NoteSignature("w", bytes(4), blob))
    assert refused.value.code == "cosignature"


def test_keys_of_logs_and_witnesses_do_not_stand_in_for_each_other():
    with pytest.raises(SignatureError):
        WITNESS.sign("text\n")
    with pytest.raises(SignatureError):
        SIGNER.cosign("text\n", time=1)
    with pytest.raises(SignatureError):
        WITNESS.cosign("text\n", time=1 << 63)
    same_seed = make_signer(WITNESS.name, seed=bytes(32))
    assert same_seed.verifier.key_id != WITNESS.verifier.key_id


def test_signature_of_a_known_key_that_does_not_fit_refuses_the_note():
    good = SIGNER.sign("text\n")
    other = Note("other\n", (good,))
    with pytest.raises(SignatureError) as refused:
        find_signatures(other, [VERIFIER])
    assert refused.value.code == "signature"
    stranger = NoteSignature(good.name, b"none", good.blob)
    assert find_signatures(Note("text\n", (stranger, good)), [VERIFIER]) == ((VERIFIER, good),)
