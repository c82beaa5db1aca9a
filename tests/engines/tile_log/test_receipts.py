"""Offline proofs: taken from a stored log, checked without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import (
    WITNESS_KEY,
    FolderSource,
    FormatError,
    LogError,
    Note,
    ProofError,
    Receipt,
    SignatureError,
    TileTree,
    WitnessPolicy,
    build_receipt,
    check_receipt,
    make_signer,
    parse_note,
    parse_receipt,
)
from tests.engines.tile_log.building import VERIFIER, build_log, make_entry

SIZE = 300
WITNESS = make_signer("witness.example/w", seed=bytes(32), kind=WITNESS_KEY)
POLICY = WitnessPolicy((WITNESS.verifier,), 1)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """The checkpoint with a witness's cosignature, and the tree behind it."""
    folder = tmp_path_factory.mktemp("log")
    note = parse_note(build_log(folder, 7, SIZE))
    seen = WITNESS.cosign(note.text, time=1_800_000_000)
    return Note(note.text, (*note.signatures, seen)), TileTree(FolderSource(folder), SIZE)


@pytest.mark.parametrize("index", [0, 6, 7, 255, 256, 299])
def test_receipt_shows_that_its_entry_is_in_and_when_it_was_seen(log, index):
    note, tree = log
    receipt = build_receipt(index, checkpoint=note, node=tree.node)
    signed = check_receipt(
        parse_receipt(receipt.encode()), make_entry(index), [VERIFIER], policy=POLICY
    )
    assert signed.checkpoint.size == SIZE
    assert [seen.time for seen in signed.cosignatures] == [1_800_000_000]


def test_receipt_is_written_as_the_specification_has_it(log):
    note, _ = log
    receipt = Receipt(7, (bytes(32), bytes(range(32))), note, b"extra")
    assert (
        receipt.encode().decode()
        == (
            "c2sp.org/tlog-proof@v1\n"
            "extra ZXh0cmE=\n"
            "index 7\n"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
            "\n"
        )
        + note.encode().decode()
    )


@given(
    st.integers(0, 1 << 62),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63),
    st.none() | st.binary(max_size=9),
)
def test_receipt_is_read_back(log, index, proof, extra):
    receipt = Receipt(index, tuple(proof), log[0], extra)
    assert parse_receipt(receipt.encode()) == receipt


@given(st.data())
def test_receipt_with_any_byte_changed_is_refused(log, data):
    note, tree = log
    changed = bytearray(build_receipt(40, checkpoint=note, node=tree.node).encode())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(LogError):
        check_receipt(parse_receipt(bytes(changed)), make_entry(40), [VERIFIER], policy=POLICY)


def test_receipt_does_not_show_another_entry_or_place(log):
    note, tree = log
    receipt = build_receipt(40, checkpoint=note, node=tree.node)
    moved = Receipt(41, receipt.proof, note)
    for wrong, entry in ((receipt, make_entry(41)), (moved, make_entry(40))):
        with pytest.raises(ProofError) as refused:
            check_receipt(wrong, entry, [VERIFIER])
        assert refused.value.code == "root-mismatch"


def test_receipt_without_the_witness_that_is_asked_for_is_refused(log):
    note, tree = log
    bare = Note(note.text, note.signatures[:1])
    receipt = build_receipt(40, checkpoint=bare, node=tree.node)
    check_receipt(receipt, make_entry(40), [VERIFIER])
    with pytest.raises(SignatureError) as refused:
        check_receipt(receipt, make_entry(40), [VERIFIER], policy=POLICY)
    assert refused.value.code == "witnesses"


def test_receipt_for_an_entry_after_the_checkpoint_is_not_made(log):
    note, tree = log
    with pytest.raises(ProofError) as refused:
        build_receipt(SIZE, checkpoint=note, node=tree.node)
    assert refused.value.code == "index-outside"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("proof@v1", "proof@v2"),
        ("index 40\n", ""),
        ("index 40\n", "index 040\n"),
        ("index 40\n", "index 40\nextra ZXh0cmE=\n"),
        ("index 40\n", "extra ZXh0cmE\nindex 40\n"),
        ("index 40\n", "index 40\nAAAA\n"),
        ("index 40\n", "index 40\n" + "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n" * 64),
        ("index 40\n", "index 40\n\n"),
        ("c2sp.org/tlog-proof@v1\nindex 40\n", "c2sp.org/tlog-proof@v1\n"),
        ("\n", "\r\n"),
    ],
)
def test_receipt_that_the_specification_forbids_is_refused(log, old, new):
    note, tree = log
    text = build_receipt(40, checkpoint=note, node=tree.node).encode().decode()
    assert old in text
    with pytest.raises(FormatError):
        parse_receipt(text.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    "data", [b"", b"c2sp.org/tlog-proof@v1", b"c2sp.org/tlog-proof@v1\n\n", b"\n\n"]
)
def test_receipt_that_is_cut_short_is_refused(data):
    with pytest.raises(FormatError):
        parse_receipt(data)
