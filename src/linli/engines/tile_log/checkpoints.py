"""Checkpoints (C2SP tlog-checkpoint): what a log promises about all its entries at one size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linli.engines.tile_log.encoding import decode_base64, encode_base64, parse_decimal
from linli.engines.tile_log.errors import FormatError, SignatureError
from linli.engines.tile_log.hashing import EMPTY_ROOT, HASH_BYTES
from linli.engines.tile_log.keys import LOG_KEY, Signer, Verifier, find_signatures
from linli.engines.tile_log.notes import Note, parse_note
from linli.engines.tile_log.witnesses import NO_WITNESSES, Cosignature, WitnessPolicy

_FIXED_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root over the first `size` entries of the log named `origin`."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint whose signatures were checked, with the note that it came in."""

    checkpoint: Checkpoint
    note: Note
    signed_by: tuple[Verifier, ...]
    cosignatures: tuple[Cosignature, ...] = ()


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text is, nothing verified."""
    lines = text.split("\n")
    if lines.pop() or len(lines) < _FIXED_LINES or not all(lines):
        raise FormatError("checkpoint", "a checkpoint is three or more lines, none empty")
    origin, size, root, *extensions = lines
    checkpoint = Checkpoint(
        origin,
        parse_decimal(size, what="the checkpoint's size"),
        decode_base64(root, what="the checkpoint's root", length=HASH_BYTES),
        tuple(extensions),
    )
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise FormatError("checkpoint", "the root of an empty log is another one")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer]) -> Note:
    """The note to publish; several signers while a key is being replaced."""
    if any(signer.name != checkpoint.origin for signer in signers) or not signers:
        raise SignatureError("origin", f"{checkpoint.origin} has to be signed by its own keys")
    text = checkpoint.text
    parse_checkpoint(text)
    return Note(text, tuple(signer.sign(text) for signer in signers))


def open_checkpoint(
    data: bytes, verifiers: Iterable[Verifier], *, policy: WitnessPolicy = NO_WITNESSES
) -> SignedCheckpoint:
    """The checkpoint in a note, signed by at least one of the log's keys.

    Raises `SignatureError` if no given key signed, if a signature by a known log or witness
    does not fit, if the origin is not the key's name, or if the policy asks for more witnesses.
    """
    note = parse_note(data)
    keys = [key for key in verifiers if key.kind == LOG_KEY]
    signed_by = tuple(key for key, _ in find_signatures(note, keys))
    if not signed_by:
        raise SignatureError("unsigned", "no known key of the log signed this checkpoint")
    checkpoint = parse_checkpoint(note.text)
    if any(key.name != checkpoint.origin for key in signed_by):
        raise SignatureError("origin", f"{signed_by[0].name} signed for {checkpoint.origin}")
    return SignedCheckpoint(checkpoint, note, signed_by, policy.check(note))
