import email
import email.policy
import socketserver
import threading
from urllib.parse import urlsplit

import pytest

from linli.ground.accounts.errors import ChannelError, DeliveryError
from linli.ground.accounts.senders import CodeMessage, deliver_message
from linli.ground.accounts.senders.mail import compose_mail
from linli.ground.privacy.contacts import Contact

MAIL = CodeMessage(Contact("mail", "zhang@example.com"), "012345", "en", "柳岸社区")


class Server(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as one delivery needs, without STARTTLS."""

    def handle(self):
        self.answer(220)
        while line := self.rfile.readline().decode().strip():
            self.server.seen.append(line)
            command = line[:4].upper()
            if command == "DATA":
                self.answer(354)
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.answer(self.server.answers.get(command, 250))
            if command == "QUIT":
                return

    def answer(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())


@pytest.fixture
def server(settings):
    tcp = socketserver.TCPServer(("127.0.0.1", 0), Server)
    tcp.seen, tcp.mails, tcp.answers = [], [], {"QUIT": 221}
    thread = threading.Thread(target=tcp.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    tcp.port = tcp.server_address[1]
    settings.LINLI_MAIL_URL = f"smtp://127.0.0.1:{tcp.port}?from=hello@liuan.example"
    yield tcp
    tcp.shutdown()
    thread.join()
    tcp.server_close()


def test_mail_is_delivered_whole(server):
    deliver_message(MAIL)
    (raw,) = server.mails
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert (mail["From"], mail["To"]) == ("hello@liuan.example", "zhang@example.com")
    assert mail["Subject"] == "Your sign-in code for 柳岸社区"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@liuan.example>")
    assert " ".join(mail.get_content().split()) == MAIL.text


def test_mail_without_encryption_takes_no_password(server, settings):
    settings.LINLI_MAIL_URL = f"smtp://me:secret@127.0.0.1:{server.port}?from=a@b.example"
    with pytest.raises(ChannelError) as caught:
        deliver_message(MAIL)
    assert caught.value.code == "channel_unavailable"
    assert server.mails == []
    assert not [line for line in server.seen if line.startswith("AUTH")]


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_mail_that_the_server_refuses_is_reported(server, command):
    server.answers[command] = 550
    with pytest.raises(DeliveryError) as caught:
        deliver_message(MAIL)
    assert caught.value.code == "delivery_failed"


def test_mail_server_without_certificate_is_reported(server, settings):
    settings.LINLI_MAIL_URL = f"smtps://127.0.0.1:{server.port}?from=a@b.example"
    server.answers["never"] = 0
    with pytest.raises(DeliveryError) as caught:
        deliver_message(MAIL)
    assert caught.value.code == "delivery_failed"


def test_mail_from_the_user_who_logs_in():
    mail = compose_mail(urlsplit("smtps://hello%40liuan.example:x@mail.example"), MAIL)
    assert mail["From"] == "hello@liuan.example"


def test_mail_without_sender_is_refused():
    with pytest.raises(ChannelError):
        compose_mail(urlsplit("smtp://mail.example"), MAIL)
