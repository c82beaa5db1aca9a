"""A small witness on a port: what `WitnessStore` answers, over HTTP (C2SP tlog-witness)."""

import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from linli.engines.tile_log.errors import StorageError
from linli.engines.tile_log.witness_store import WitnessStore

MAX_REQUEST_BYTES = 64 * 1024
TIMEOUT_SECONDS = 10.0
_TEXT = "text/plain; charset=utf-8"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT_SECONDS
    server: "WitnessServer"

    def do_POST(self) -> None:
        """`add-checkpoint`, under whatever prefix a proxy gives the witness."""
        length = self.headers.get("Content-Length", "")
        if not self.path.endswith("/add-checkpoint"):
            self._answer(HTTPStatus.NOT_FOUND, b"")
        elif not length.isdigit() or int(length) > MAX_REQUEST_BYTES:
            self.close_connection = True
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"")
        else:
            self._add_checkpoint(self.rfile.read(int(length)))

    def _add_checkpoint(self, body: bytes) -> None:
        try:
            answer = self.server.store.answer(body, time=int(time.time()))
        except StorageError as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n".encode())
            return
        self._answer(answer.status, answer.body, answer.content_type)

    def do_GET(self) -> None:
        """The witness's own key, for whoever wants to name it in a policy."""
        if self.path.endswith("/verifier-key"):
            self._answer(HTTPStatus.OK, f"{self.server.vkey}\n".encode())
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str = _TEXT) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Says nothing: what was cosigned stands in the folder."""


class WitnessServer(ThreadingHTTPServer):
    """Serves the store until it is shut down; `vkey` is shown under `verifier-key`."""

    def __init__(self, address: tuple[str, int], store: WitnessStore, *, vkey: str) -> None:
        self.store, self.vkey = store, vkey
        super().__init__(address, _Handler)
