"""The text form of signed notes; the first example is that of the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import FormatError, Note, NoteSignature, parse_note
from linli.engines.tile_log.notes import MAX_NOTE_BYTES, is_key_name

EXAMPLE = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""
LINE = "— a YWJjZGU=\n"
NAMES = st.text(min_size=1, max_size=12).filter(is_key_name)
SIGNATURES = st.builds(
    NoteSignature, NAMES, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80)
)
TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]) | st.just("\n"))


def test_note_of_the_specification_is_read():
    note = parse_note(EXAMPLE.encode())
    (signature,) = note.signatures
    assert note.text == EXAMPLE.rpartition("\n\n")[0] + "\n"
    assert (signature.name, signature.key_id.hex()) == ("quasimodo.example/salvatore", "367ba04b")
    assert len(signature.blob) == 64
    assert note.encode() == EXAMPLE.encode()


@given(TEXTS, st.lists(SIGNATURES, min_size=1, max_size=20))
def test_note_gives_its_parts_back(text, signatures):
    note = Note(f"{text}\n", tuple(signatures))
    assert parse_note(note.encode()) == note


@given(st.data())
def test_note_that_is_read_has_no_other_spelling(data):
    """One byte changed anywhere: refused, or read as a note that encodes to just those bytes."""
    changed = bytearray(EXAMPLE.encode())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        note = parse_note(bytes(changed))
    except FormatError:
        return
    assert note.encode() == bytes(changed)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "note"),
        ("text\n", "note"),
        (f"text\n{LINE}", "note"),
        ("text\n\n", "signature-line"),
        (f"text\n\n{LINE[:-1]}", "signature-line"),
        ("text\n\n- a YWJjZGU=\n", "signature-line"),
        ("text\n\n—  YWJjZGU=\n", "signature-line"),
        ("text\n\n— a+b YWJjZGU=\n", "signature-line"),
        ("text\n\n— a\u2003b YWJjZGU=\n", "signature-line"),
        ("text\n\n— a YWJjZA==\n", "signature-line"),
        ("text\n\n— a YWJjZGU\n", "base64"),
        ("text\n\n— a YWJjZGU= \n", "base64"),
        (f"text\n\n{LINE}more\n", "signature-line"),
        (f"te\txt\n\n{LINE}", "control-character"),
        (f"text\n\n{LINE * 101}", "signatures"),
        ("x" * MAX_NOTE_BYTES + f"\n\n{LINE}", "note-long"),
    ],
)
def test_note_that_the_specification_forbids_is_refused(data, code):
    with pytest.raises(FormatError) as refused:
        parse_note(data.encode())
    assert refused.value.code == code


def test_note_with_sixteen_signatures_is_read():
    assert len(parse_note(f"text\n\n{LINE * 16}".encode()).signatures) == 16
