"""Logs and servers for the tests of this engine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from linli.engines.tile_log import LogWriter, make_signer

ORIGIN = "linli.example/log"
SIGNER = make_signer(ORIGIN, seed=bytes(range(32)))
VERIFIER = SIGNER.verifier
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "log"


def make_entry(index: int) -> bytes:
    """The one entry that may stand at that index; lengths vary, the first is empty."""
    return f"entry {index};".encode() * (index % 7)


def make_entries(start: int, end: int) -> list[bytes]:
    return [make_entry(index) for index in range(start, end)]


def build_log(folder: Path, *sizes: int) -> bytes:
    """A log that published a checkpoint at each size; the last one's bytes."""
    with LogWriter(folder, [SIGNER]) as writer:
        writer.publish()
        for size in sizes:
            writer.append(make_entries(writer.size, size))
            writer.publish()
    return (folder / "checkpoint").read_bytes()


def read_files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler] | partial) -> Iterator[str]:
    """The address of a server on this machine that is gone afterwards."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def serving_folder(folder: Path) -> "contextmanager":
    return serving(partial(_Quiet, directory=str(folder)))
