"""What the image asks to know whether it is well."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

CONTAINERFILE = Path(__file__).parents[2] / "Containerfile"


class Answering(BaseHTTPRequestHandler):
    """Says whether all is well, and keeps how it was asked."""

    status = 200
    asked: list[tuple[str, str | None, str | None]]

    def do_GET(self) -> None:
        headers = self.headers
        self.asked.append((self.path, headers["Host"], headers["X-Forwarded-Proto"]))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[HTTPServer, type[Answering]]]:
    handler = type("Handler", (Answering,), {"asked": []})
    with HTTPServer(("127.0.0.1", 0), handler) as opened:
        Thread(target=opened.serve_forever, daemon=True).start()
        yield opened, handler
        opened.shutdown()


def check(port: int) -> int:
    """Its exit status, with the port of a server of the tests'."""
    found = re.search(r"^HEALTHCHECK .*?CMD (\[.*\])$", CONTAINERFILE.read_text(), re.MULTILINE)
    assert found
    program, *arguments = json.loads(found[1].replace(":8000/", f":{port}/"))
    assert program == "python"
    hosts = {"LINLI_HOSTS": "street.example.org,other.example.org"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, env=os.environ | hosts, capture_output=True, check=False
    ).returncode


def test_health_is_asked_as_the_proxy_asks(server):
    opened, handler = server
    assert check(opened.server_port) == 0
    assert handler.asked == [("/healthz", "street.example.org", "https")]


def test_server_that_is_not_well_is_noticed(server):
    opened, handler = server
    handler.status = 503
    assert check(opened.server_port) == 1
