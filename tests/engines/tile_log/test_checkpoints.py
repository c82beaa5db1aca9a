import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import (
    WITNESS_KEY,
    Checkpoint,
    FormatError,
    Note,
    SignatureError,
    make_signer,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_verifier,
    sign_checkpoint,
)
from linli.engines.tile_log.hashing import EMPTY_ROOT
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER

ROOT = bytes(range(32))
GOOD = Checkpoint(ORIGIN, 5, ROOT)
NEW_KEY = make_signer(ORIGIN, seed=bytes(32))
STRANGER = make_signer("other.example/log", seed=bytes(32))
TESSERA_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"


def test_text_is_that_of_the_specification():
    assert Checkpoint(ORIGIN, 20, ROOT, ("more",)).text == (
        "linli.example/log\n20\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nmore\n"
    )


@given(st.integers(1, (1 << 63) - 1), st.binary(min_size=32, max_size=32))
def test_text_is_read_back(size, root):
    checkpoint = Checkpoint(ORIGIN, size, root)
    assert parse_checkpoint(checkpoint.text) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n1\n",
        GOOD.text[:-1],
        f"{GOOD.text}\n",
        GOOD.text.replace("\n5\n", "\n\n5\n"),
        GOOD.text.replace("\n5\n", "\n05\n"),
        GOOD.text.replace("\n5\n", "\n-5\n"),
        GOOD.text.replace("\n5\n", f"\n{1 << 63}\n"),
        GOOD.text.replace("Hh8=", "Hh9="),
        GOOD.text.replace("Hh8=", ""),
        f"\n{GOOD.text}",
        Checkpoint(ORIGIN, 0, ROOT).text,
    ],
)
def test_text_that_the_specification_forbids_is_refused(text):
    with pytest.raises(FormatError):
        parse_checkpoint(text)


def test_empty_log_has_the_one_root_of_nothing():
    assert parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text).root == EMPTY_ROOT


@pytest.mark.parametrize("number", [*range(16), ""])
def test_checkpoints_of_another_projects_log_are_opened(shared_log_data, number):
    name = f"checkpoint.{number}".rstrip(".")
    data = (shared_log_data / "tessera-log" / name).read_bytes()
    signed = open_checkpoint(data, [parse_verifier(TESSERA_KEY)])
    assert signed.checkpoint.size == (15 if number == "" else number)
    assert signed.note.encode() == data


def test_checkpoint_signed_with_old_and_new_key_is_opened_with_either():
    note = sign_checkpoint(GOOD, [SIGNER, NEW_KEY])
    for keys in ([VERIFIER], [NEW_KEY.verifier], [VERIFIER, NEW_KEY.verifier]):
        assert open_checkpoint(note.encode(), keys).signed_by == tuple(keys)


def test_checkpoint_that_no_known_key_signed_is_refused():
    with pytest.raises(SignatureError) as refused:
        open_checkpoint(sign_checkpoint(GOOD, [NEW_KEY]).encode(), [VERIFIER])
    assert refused.value.code == "unsigned"


def test_checkpoint_under_the_signature_of_another_one_is_refused():
    moved = Note(Checkpoint(ORIGIN, 6, ROOT).text, (SIGNER.sign(GOOD.text),))
    with pytest.raises(SignatureError) as refused:
        open_checkpoint(moved.encode(), [VERIFIER])
    assert refused.value.code == "signature"


def test_signed_note_that_is_no_checkpoint_is_refused():
    text = f"{ORIGIN}\n5\n"
    with pytest.raises(FormatError) as refused:
        open_checkpoint(Note(text, (SIGNER.sign(text),)).encode(), [VERIFIER])
    assert refused.value.code == "checkpoint"


def test_checkpoint_of_one_log_signed_by_another_is_refused():
    text = Checkpoint(STRANGER.name, 5, ROOT).text
    with pytest.raises(SignatureError) as refused:
        open_checkpoint(Note(text, (SIGNER.sign(text),)).encode(), [VERIFIER])
    assert refused.value.code == "origin"


def test_witness_key_does_not_count_as_the_logs():
    witness = make_signer(ORIGIN, seed=bytes(32), kind=WITNESS_KEY)
    note = Note(GOOD.text, (witness.cosign(GOOD.text, time=1),))
    with pytest.raises(SignatureError) as refused:
        open_checkpoint(note.encode(), [witness.verifier])
    assert refused.value.code == "unsigned"


@pytest.mark.parametrize("signers", [[], [STRANGER], [SIGNER, STRANGER]])
def test_checkpoint_is_signed_by_keys_of_its_origin_only(signers):
    with pytest.raises(SignatureError) as refused:
        sign_checkpoint(GOOD, signers)
    assert refused.value.code == "origin"


def test_checkpoint_that_nobody_could_read_is_not_signed():
    with pytest.raises(FormatError):
        sign_checkpoint(Checkpoint(ORIGIN, 0, ROOT), [SIGNER])


@given(st.data())
def test_checkpoint_with_any_byte_changed_is_refused(data):
    changed = bytearray(sign_checkpoint(GOOD, [SIGNER]).encode())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((FormatError, SignatureError)):
        open_checkpoint(bytes(changed), [VERIFIER])


def test_checkpoint_is_signed_the_same_each_time():
    assert sign_checkpoint(GOOD, [SIGNER]) == parse_note(sign_checkpoint(GOOD, [SIGNER]).encode())
