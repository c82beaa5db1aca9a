"""The witness protocol (C2SP tlog-witness): its messages, and what a witness answers.

Nothing here is sent or stored. A witness must hold one lock from reading its latest checkpoint
to having stored the new one, and store before it answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from linli.engines.tile_log.checking import check_consistency
from linli.engines.tile_log.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    open_checkpoint,
    parse_checkpoint,
)
from linli.engines.tile_log.encoding import (
    decode_base64,
    decode_text,
    encode_base64,
    parse_decimal,
)
from linli.engines.tile_log.errors import FormatError, LogError, ProofError, SignatureError
from linli.engines.tile_log.hashing import HASH_BYTES
from linli.engines.tile_log.keys import Signer, Verifier, find_signatures
from linli.engines.tile_log.notes import Note, NoteSignature, parse_note, parse_signature_lines

SIZE_CONTENT_TYPE = "text/x.tlog.size"
MAX_PROOF_HASHES = 63


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """The body of a request to cosign: the size the witness knows, the proof from there."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Note

    def encode(self) -> bytes:
        lines = [f"old {self.old}", *map(encode_base64, self.proof), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint.encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness sends back, and the checkpoint that it has to store before."""

    status: HTTPStatus
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    accepted: SignedCheckpoint | None = None


def parse_request(data: bytes) -> AddCheckpoint:
    """The parts of a request, nothing verified."""
    head, blank, rest = decode_text(data, what="the request").partition("\n\n")
    first, *hashes = head.split("\n")
    if not blank or not first.startswith("old ") or len(hashes) > MAX_PROOF_HASHES:
        raise FormatError("request", "not a request to add a checkpoint")
    proof = tuple(decode_base64(line, what="a hash", length=HASH_BYTES) for line in hashes)
    old = parse_decimal(first.removeprefix("old "), what="the old size")
    return AddCheckpoint(old, proof, parse_note(rest.encode()))


def parse_answer(
    data: bytes, checkpoint: Note, witnesses: Iterable[Verifier]
) -> tuple[NoteSignature, ...]:
    """The cosignatures by known witnesses out of an answer, each checked against the checkpoint.

    One a witness, however often it signed: a note has room for a hundred.  Raises `SignatureError` if there is none or one does not fit.
    """
    lines = parse_signature_lines(decode_text(data, what="the answer"))
    found = find_signatures(Note(checkpoint.text, lines), witnesses)
    if not found:
        raise SignatureError("unsigned", "the answer has no cosignature by a known witness")
    return tuple(dict(found).values())


def answer_request(
    data: bytes,
    *,
    logs: Mapping[str, Sequence[Verifier]],
    latest: Mapping[str, Checkpoint],
    cosigner: Signer,
    time: int,
) -> Answer:
    """What a witness of these logs answers, given the latest checkpoint it cosigned of each.

    `logs` and `latest` go by origin; `time` is in seconds since 1970.
    """
    try:
        request = parse_request(data)
        claimed = parse_checkpoint(request.checkpoint.text)
    except FormatError as error:
        return _refuse(HTTPStatus.BAD_REQUEST, error)
    if claimed.origin not in logs:
        return Answer(HTTPStatus.NOT_FOUND, b"unknown log\n")
    try:
        signed = open_checkpoint(request.checkpoint.encode(), logs[claimed.origin])
    except SignatureError as error:
        return _refuse(HTTPStatus.FORBIDDEN, error)
    conflict = _find_conflict(request, claimed, latest.get(claimed.origin))
    if conflict is not None:
        return conflict
    line = cosigner.cosign(request.checkpoint.text, time=time).line
    return Answer(HTTPStatus.OK, line.encode(), accepted=signed)


def _find_conflict(
    request: AddCheckpoint, claimed: Checkpoint, known: Checkpoint | None
) -> Answer | None:
    if request.old > claimed.size:
        return Answer(HTTPStatus.BAD_REQUEST, b"the old size is over the new one\n")
    known_size = known.size if known else 0
    forked = known is not None and claimed.size == known_size and claimed.root != known.root
    if request.old != known_size or forked:
        return Answer(HTTPStatus.CONFLICT, f"{known_size}\n".encode(), SIZE_CONTENT_TYPE)
    try:
        _check_extension(request, claimed, known)
    except ProofError as error:
        return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, error)
    return None


def _check_extension(request: AddCheckpoint, claimed: Checkpoint, known: Checkpoint | None) -> None:
    if known is None or known.size == 0:
        if request.proof:
            raise ProofError("proof-long", "there is nothing to prove from an empty log")
        return
    check_consistency(
        old=known.size,
        new=claimed.size,
        old_root=known.root,
        new_root=claimed.root,
        proof=request.proof,
    )


def _refuse(status: HTTPStatus, error: LogError) -> Answer:
    return Answer(status, f"{error}\n".encode())
