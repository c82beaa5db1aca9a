"""Hands messages to their carrier, which the settings name by URL.

LINLI_MAIL_URL: `file:`, `smtp://user:password@host:port?from=address`, `smtps://…`.
LINLI_SMS_URL: `file:`, `https://:secret@host/path` (a gateway that takes JSON).
`file:` is for trying out, and refused in production.
"""

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from linli.ground.accounts.errors import ChannelError
from linli.ground.accounts.senders.gateway import post_message
from linli.ground.accounts.senders.mail import send_mail
from linli.ground.accounts.senders.message import (
    CodeMessage,
    Message,
    open_message,
    seal_message,
)
from linli.ground.accounts.senders.outbox import write_message

__all__ = ["CodeMessage", "Message", "deliver_message", "open_message", "seal_message"]

_CARRIERS: dict[tuple[str, str], Callable[[SplitResult, Message], None]] = {
    ("mail", "file"): write_message,
    ("mail", "smtp"): send_mail,
    ("mail", "smtps"): send_mail,
    ("phone", "file"): write_message,
    ("phone", "http"): post_message,
    ("phone", "https"): post_message,
}


def deliver_message(message: Message) -> None:
    """Sends the message now.

    Raises ChannelError where the settings name no carrier for it, DeliveryError where the carrier
    does not take it.
    """
    name = "LINLI_MAIL_URL" if message.contact.kind == "mail" else "LINLI_SMS_URL"
    url = urlsplit(getattr(settings, name, ""))
    carrier = _CARRIERS.get((message.contact.kind, url.scheme))
    if carrier is None:
        raise ChannelError(f"{name} names no carrier that is known.")
    carrier(url, message)
