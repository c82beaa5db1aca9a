import gzip
import socket
from http.server import BaseHTTPRequestHandler

import pytest

from linli.engines.tile_log import HttpSource, MissingError, SourceError, Tile
from linli.engines.tile_log.sources import read_ahead
from linli.engines.tile_log.tiles import MAX_BUNDLE_BYTES
from tests.engines.tile_log.building import build_log, serving, serving_folder

PACKED = gzip.compress(b"content")
ANSWERS = {
    "/plain": (200, None, b"content"),
    "/packed": (200, "gzip", PACKED),
    "/broken": (200, "gzip", PACKED[:-8] + bytes(8)),
    "/short": (200, "gzip", PACKED[:-1]),
    "/bomb": (200, "gzip", gzip.compress(bytes(MAX_BUNDLE_BYTES + 1))),
    "/brotli": (200, "br", b"content"),
    "/gone": (410, None, b""),
    "/moved": (301, None, b""),
    "/fault": (500, None, b"content"),
}


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, encoding, body = ANSWERS.get(
            self.path.removeprefix("/log/%E9%82%BB%E9%87%8C"), (404, None, b"")
        )
        self.send_response(status)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture(scope="module")
def source():
    with serving(Answering) as address, HttpSource(f"{address}/log/邻里/") as source:
        yield source


@pytest.mark.parametrize("path", ["plain", "packed"])
def test_file_is_read_as_it_was_stored(source, path):
    assert source.read(path) == b"content"


@pytest.mark.parametrize("path", ["nothing", "gone"])
def test_file_that_is_not_there_is_missing(source, path):
    with pytest.raises(MissingError):
        source.read(path)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("broken", "encoding"),
        ("short", "encoding"),
        ("brotli", "encoding"),
        ("bomb", "long"),
        ("moved", "status"),
        ("fault", "status"),
    ],
)
def test_answer_that_is_no_file_says_nothing_about_the_log(source, path, code):
    with pytest.raises(SourceError) as refused:
        source.read(path)
    assert refused.value.code == code
    assert not isinstance(refused.value, MissingError)
    assert source.read("plain") == b"content"


def test_server_that_is_not_there_is_unreachable():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with HttpSource(address, timeout=1) as source, pytest.raises(SourceError) as refused:
            source.read("checkpoint")
    assert refused.value.code == "unreachable"


@pytest.mark.parametrize(
    "url", ["ftp://a/log", "http://", "linli.example/log", "http://a/?b", "http://["]
)
def test_address_that_is_none_is_refused(url):
    with pytest.raises(SourceError) as refused:
        HttpSource(url)
    assert refused.value.code == "url"


def test_tiles_come_in_their_order_though_many_are_read_at_once(tmp_path):
    build_log(tmp_path, 256 * 40)
    tiles = [Tile(0, number) for number in range(40)]
    with serving_folder(tmp_path) as address, HttpSource(address) as source:
        found = list(read_ahead(source, tiles))
    assert found == [(tmp_path / tile.path).read_bytes() for tile in tiles]
