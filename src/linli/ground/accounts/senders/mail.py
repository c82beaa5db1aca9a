"""Mail by SMTP (RFC 5321), never with a password over a line that can be read."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, parse_qs, unquote

from linli.ground.accounts.errors import ChannelError, DeliveryError
from linli.ground.accounts.senders.message import Message

TIMEOUT_SECONDS = 10
_PORTS = {"smtp": 587, "smtps": 465}


def send_mail(url: SplitResult, message: Message) -> None:
    """Hands the mail to the server in the URL.  Raises ChannelError, DeliveryError."""
    mail = compose_mail(url, message)
    try:
        with _connect(url) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError("The mail server did not take the message.") from error


def compose_mail(url: SplitResult, message: Message) -> EmailMessage:
    """The mail, from `?from=` in the URL or else from the user who logs in."""
    sender = parse_qs(url.query).get("from", [unquote(url.username or "")])[0]
    if "@" not in sender:
        raise ChannelError("LINLI_MAIL_URL needs ?from=address.")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, message.contact.value, message.subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{message.text}\n")
    return mail


def _connect(url: SplitResult) -> smtplib.SMTP:
    host, port = url.hostname or "localhost", url.port or _PORTS[url.scheme]
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        _encrypt(server, context, needed=bool(url.username))
    except BaseException:
        server.close()
        raise
    return server


def _encrypt(server: smtplib.SMTP, context: ssl.SSLContext, *, needed: bool) -> None:
    """STARTTLS where the server offers it (RFC 3207); a password without it is refused."""
    server.ehlo_or_helo_if_needed()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    elif needed:
        raise ChannelError("The mail server offers no encryption, so no password is sent to it.")
