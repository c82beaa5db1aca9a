"""Signed notes (C2SP signed-note): text, a blank line, signature lines."""

from dataclasses import dataclass

from linli.engines.tile_log.encoding import decode_base64, decode_text, encode_base64
from linli.engines.tile_log.errors import FormatError

KEY_ID_BYTES = 4
MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100

_PREFIX = "— "


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """What the key of that name and id put under a note; not checked by itself."""

    name: str
    key_id: bytes
    blob: bytes

    @property
    def line(self) -> str:
        return f"{_PREFIX}{self.name} {encode_base64(self.key_id + self.blob)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """The signed text, which ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def encode(self) -> bytes:
        lines = "".join(signature.line for signature in self.signatures)
        return f"{self.text}\n{lines}".encode()


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: not empty, no Unicode space, no plus, nothing unprintable."""
    spaced = any(character.isspace() or character < " " for character in name)
    return bool(name) and "+" not in name and not spaced


def parse_note(data: bytes) -> Note:
    """The parts of a note, nothing of it verified; encoding them gives the same bytes."""
    if len(data) > MAX_NOTE_BYTES:
        raise FormatError("note-long", f"a note of {len(data)} bytes is over {MAX_NOTE_BYTES}")
    content = decode_text(data, what="the note")
    body, blank, lines = content.rpartition("\n\n")
    if not blank:
        raise FormatError("note", "the note has no blank line before its signatures")
    return Note(f"{body}\n", parse_signature_lines(lines))


def parse_signature_lines(lines: str) -> tuple[NoteSignature, ...]:
    """One or more signature lines, as they end a note or as a witness answers."""
    rows = lines.split("\n")
    if rows.pop() or not rows:
        raise FormatError("signature-line", "the signatures do not end in a newline")
    if len(rows) > MAX_SIGNATURES:
        raise FormatError("signatures", f"{len(rows)} signatures are over {MAX_SIGNATURES}")
    return tuple(_parse_signature(row) for row in rows)


def _parse_signature(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_PREFIX).partition(" ")
    if not line.startswith(_PREFIX) or not space or not is_key_name(name):
        raise FormatError("signature-line", f"not a signature line: {line!r}")
    blob = decode_base64(encoded, what=f"the signature of {name}")
    if len(blob) <= KEY_ID_BYTES:
        raise FormatError("signature-line", f"the signature of {name} is empty")
    return NoteSignature(name, blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])
