"""Asking a witness over HTTP to cosign a checkpoint (C2SP tlog-witness)."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from linli.engines.tile_log.checkpoints import parse_checkpoint
from linli.engines.tile_log.encoding import decode_text, parse_decimal
from linli.engines.tile_log.errors import ProofError, SourceError
from linli.engines.tile_log.keys import Verifier
from linli.engines.tile_log.notes import Note, NoteSignature
from linli.engines.tile_log.tile_tree import TileTree
from linli.engines.tile_log.witnessing import SIZE_CONTENT_TYPE, AddCheckpoint, parse_answer

TIMEOUT_SECONDS = 10.0
MAX_ANSWER_BYTES = 64 * 1024

_TRIES = 2


def request_cosignature(
    url: str,
    checkpoint: Note,
    *,
    tree: TileTree,
    witness: Verifier,
    known: int = 0,
    timeout: float = TIMEOUT_SECONDS,
) -> tuple[NoteSignature, ...]:
    """The witness's cosignatures under a prepared checkpoint of the log behind `tree`.

    `url` is the submission prefix; `known` is the size that the witness cosigned last, as far
    as the caller knows: the witness corrects it, and is asked once more. `timeout` is for all
    of it, however slowly the answer drips in. Raises `SourceError` if it does not answer in
    time or refuses, `SignatureError` if what it answers does not fit, and
    `ProofError` if it has cosigned more than the log has.
    """
    size = parse_checkpoint(checkpoint.text).size
    deadline = monotonic() + timeout
    for _ in range(_TRIES):
        status, kind, body = _post(url, _build_request(known, size, checkpoint, tree), deadline)
        if status == HTTPStatus.OK:
            return parse_answer(body, checkpoint, [witness])
        if status != HTTPStatus.CONFLICT or kind != SIZE_CONTENT_TYPE:
            raise SourceError("witness", f"{witness.name} answers {status}: {body[:200]!r}")
        known = _parse_size(body)
    raise SourceError("witness", f"{witness.name} holds another tree of {known} entries")


def _build_request(known: int, size: int, checkpoint: Note, tree: TileTree) -> bytes:
    if known > size:
        raise ProofError("shrunk", f"the witness cosigned {known} entries, the log has {size}")
    return AddCheckpoint(known, tree.consistency_proof(known, size), checkpoint).encode()


def _parse_size(body: bytes) -> int:
    text = decode_text(body, what="the witness's size")
    return parse_decimal(text.removesuffix("\n"), what="the witness's size")


def _post(url: str, body: bytes, deadline: float) -> tuple[int, str, bytes]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError("url", f"not the address of a witness: {url}")
    try:
        with _connect(parts, deadline) as connection:
            connection.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", body=body)
            with connection.getresponse() as answer:
                data = answer.read(MAX_ANSWER_BYTES)
    except (http.client.HTTPException, OSError) as error:
        raise SourceError("unreachable", f"{url}: {error}") from error
    if monotonic() >= deadline:
        raise SourceError("unreachable", f"{url}: no whole answer in time")
    return answer.status, answer.getheader("Content-Type", ""), data


@contextmanager
def _connect(parts: SplitResult, deadline: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut at the deadline, whatever is under way on it."""
    is_secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
    left = max(deadline - monotonic(), 0.001)
    with closing(kind(parts.netloc.rpartition("@")[2], timeout=left)) as connection:
        stream = socket.create_connection((connection.host, connection.port), timeout=left)
        if is_secure:
            stream = ssl.create_default_context().wrap_socket(
                stream, server_hostname=connection.host, do_handshake_on_connect=False
            )
        connection.sock = stream
        timer = Timer(max(deadline - monotonic(), 0.0), _cut, [stream])
        timer.daemon = True
        timer.start()
        try:
            if isinstance(stream, ssl.SSLSocket):
                stream.do_handshake()
            yield connection
        finally:
            timer.cancel()


def _cut(stream: socket.socket) -> None:
    """Ends reading and writing beneath any TLS, so that whoever waits for the stream goes on."""
    with suppress(OSError):
        socket.socket.shutdown(stream, socket.SHUT_RDWR)
