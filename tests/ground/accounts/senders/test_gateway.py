import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from linli.ground.accounts.errors import DeliveryError
from linli.ground.accounts.senders import CodeMessage, deliver_message
from linli.ground.privacy.contacts import Contact

SMS = CodeMessage(Contact("phone", "+8613812345678"), "012345", "en", "柳岸社区")


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 - the server's own naming

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway(settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.seen, server.status = [], 202
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.LINLI_SMS_URL = f"http://:s%20cret@127.0.0.1:{server.server_port}/send?a=1"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_gateway_receives_text_template_and_secret(gateway):
    deliver_message(SMS)
    ((path, headers, body),) = gateway.seen
    assert path == "/send?a=1"
    assert headers["X-Linli-Secret"] == "s cret"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert body == {
        "to": "+8613812345678",
        "text": SMS.text,
        "template": "sign_in_code",
        "parameters": {"code": "012345", "minutes": 10},
        "language": "en",
    }


@pytest.mark.parametrize("status", [302, 400, 401, 500])
def test_gateway_that_does_not_take_it_is_reported(gateway, status):
    gateway.status = status
    with pytest.raises(DeliveryError) as caught:
        deliver_message(SMS)
    assert caught.value.code == "delivery_failed"
    assert len(gateway.seen) == 1


def test_gateway_that_is_away_is_reported(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.LINLI_SMS_URL = f"http://127.0.0.1:{free.getsockname()[1]}/send"
        with pytest.raises(DeliveryError) as caught:
            deliver_message(SMS)
    assert caught.value.code == "delivery_failed"


def test_gateway_is_reached_past_any_proxy_of_the_environment(gateway, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    deliver_message(SMS)
    assert len(gateway.seen) == 1
