"""Offline proofs that an entry is in a log (C2SP tlog-proof): one text, no server needed."""

from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.tile_log.checking import check_inclusion
from linli.engines.tile_log.checkpoints import SignedCheckpoint, open_checkpoint, parse_checkpoint
from linli.engines.tile_log.encoding import (
    decode_base64,
    decode_text,
    encode_base64,
    parse_decimal,
)
from linli.engines.tile_log.errors import FormatError
from linli.engines.tile_log.hashing import HASH_BYTES, hash_leaf
from linli.engines.tile_log.keys import Verifier
from linli.engines.tile_log.notes import Note, parse_note
from linli.engines.tile_log.proving import Node, build_inclusion_proof
from linli.engines.tile_log.witnesses import NO_WITNESSES, WitnessPolicy

HEADER = "c2sp.org/tlog-proof@v1"
FILE_SUFFIX = ".tlog-proof"
MAX_PROOF_HASHES = 63


@dataclass(frozen=True, slots=True)
class Receipt:
    """Place and path of one entry under a signed checkpoint; `extra` is not authenticated."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes | None = None

    def encode(self) -> bytes:
        """The file's bytes, as `parse_receipt` reads them."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {encode_base64(self.extra)}")
        lines.append(f"index {self.index}")
        lines += map(encode_base64, self.proof)
        return "".join(f"{line}\n" for line in [*lines, ""]).encode() + self.checkpoint.encode()


def build_receipt(
    index: int, *, checkpoint: Note, node: Node, extra: bytes | None = None
) -> Receipt:
    """The receipt for one entry of the log whose nodes are given, under a published checkpoint."""
    size = parse_checkpoint(checkpoint.text).size
    return Receipt(index, build_inclusion_proof(index, size, node), checkpoint, extra)


def parse_receipt(data: bytes) -> Receipt:
    """The parts of a receipt, nothing verified."""
    head, blank, rest = decode_text(data, what="the proof").partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != HEADER or not lines:
        raise FormatError("receipt", f"a proof begins with {HEADER}, and has a checkpoint")
    extra = _take(lines, "extra ") if lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise FormatError("receipt", "a proof names the index of its entry")
    index = parse_decimal(_take(lines, "index "), what="the index")
    if len(lines) > MAX_PROOF_HASHES:
        raise FormatError("receipt", f"a proof of {len(lines)} hashes is over {MAX_PROOF_HASHES}")
    note = parse_note(rest.encode())
    parse_checkpoint(note.text)
    return Receipt(
        index,
        tuple(decode_base64(line, what="a hash", length=HASH_BYTES) for line in lines),
        note,
        None if extra is None else decode_base64(extra, what="the extra data"),
    )


def _take(lines: list[str], prefix: str) -> str:
    return lines.pop(0).removeprefix(prefix)


def check_receipt(
    receipt: Receipt,
    entry: bytes,
    verifiers: Iterable[Verifier],
    *,
    policy: WitnessPolicy = NO_WITNESSES,
) -> SignedCheckpoint:
    """That the log holds exactly this entry, by the log's keys and the witnesses asked for.

    Raises `SignatureError` or `ProofError`; a witness's time in what is returned bounds when
    the entry was in.
    """
    signed = open_checkpoint(receipt.checkpoint.encode(), verifiers, policy=policy)
    check_inclusion(
        hash_leaf(entry),
        index=receipt.index,
        size=signed.checkpoint.size,
        root=signed.checkpoint.root,
        proof=receipt.proof,
    )
    return signed
