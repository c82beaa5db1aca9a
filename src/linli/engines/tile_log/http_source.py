"""A log on a web server, read as C2SP tlog-tiles lays it out."""

import http.client
import threading
import zlib
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

from linli.engines.tile_log.errors import MissingError, SourceError
from linli.engines.tile_log.tiles import MAX_BUNDLE_BYTES

TIMEOUT_SECONDS = 30.0
_TRIES = 3


class HttpSource:
    """Reads over connections that stay open, one a thread; follows no redirection.

    A file that is not there (404, 410) is missing; anything else but 200 is a `SourceError`.
    """

    parallel = 8

    def __init__(self, url: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise SourceError("url", f"not the address of a log: {url}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise SourceError("url", f"not the address of a log: {url}")
        self._secure = parts.scheme == "https"
        self._host = parts.netloc.rpartition("@")[2]
        self._prefix = quote(parts.path.rstrip("/"), safe="/%")
        self._timeout = timeout
        self._local = threading.local()
        self._opened: list[http.client.HTTPConnection] = []

    def read(self, path: str) -> bytes:
        for left in reversed(range(_TRIES)):
            try:
                return self._request(path)
            except (http.client.HTTPException, OSError) as error:
                self._disconnect()
                if not left:
                    raise SourceError("unreachable", f"{self._host}: {error}") from error
        raise AssertionError

    def _request(self, path: str) -> bytes:
        connection = self._connect()
        headers = {"Accept-Encoding": "gzip, identity"}
        connection.request("GET", f"{self._prefix}/{path}", headers=headers)
        response = connection.getresponse()
        data = response.read(MAX_BUNDLE_BYTES + 1)
        if len(data) > MAX_BUNDLE_BYTES or not response.isclosed():
            self._disconnect()
        if response.status in (http.client.NOT_FOUND, http.client.GONE):
            raise MissingError("missing", f"{self._host} has no {path}")
        if response.status != http.client.OK:
            raise SourceError("status", f"{self._host} answers {response.status} for {path}")
        return _decode(data, response.getheader("Content-Encoding", "identity"), path)

    def _connect(self) -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
            connection = self._local.connection = kind(self._host, timeout=self._timeout)
            self._opened.append(connection)
        return connection

    def _disconnect(self) -> None:
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Ends all connections, of every thread that read."""
        for connection in self._opened:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _decode(data: bytes, encoding: str, path: str) -> bytes:
    """The file as it was stored; a packed one is not let grow past the largest bundle."""
    if encoding == "gzip":
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            data = unpacker.decompress(data, MAX_BUNDLE_BYTES + 1)
        except zlib.error as error:
            raise SourceError("encoding", f"{path} is not gzip: {error}") from error
        if not unpacker.eof and len(data) <= MAX_BUNDLE_BYTES:
            raise SourceError("encoding", f"{path} ends within its gzip")
    elif encoding != "identity":
        raise SourceError("encoding", f"{path} comes in {encoding}, which was not asked for")
    if len(data) > MAX_BUNDLE_BYTES:
        raise SourceError("long", f"{path} is over {MAX_BUNDLE_BYTES} bytes")
    return data
