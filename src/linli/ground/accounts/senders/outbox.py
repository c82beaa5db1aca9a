"""Messages as files, for trying Linli out without a carrier."""

import secrets
import sys
from urllib.parse import SplitResult

from django.conf import settings
from django.utils import timezone

from linli.ground.accounts.errors import ChannelError
from linli.ground.accounts.senders.message import Message


def write_message(_url: SplitResult, message: Message) -> None:
    """Writes `outbox/<time>-<kind>-<random>.txt` in the data folder, readable by its owner alone,
    and prints the path.  Raises ChannelError in production, where messages must not lie in files.
    """
    if settings.LINLI_PRODUCTION:
        raise ChannelError(
            "file: is for trying out; name a carrier in LINLI_MAIL_URL, LINLI_SMS_URL."
        )
    folder = settings.LINLI_DATA_DIR / "outbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = timezone.now().strftime("%Y%m%dT%H%M%S%f")
    path = folder / f"{stamp}-{message.contact.kind}-{secrets.token_hex(3)}.txt"
    path.touch(mode=0o600)
    path.write_text(
        f"To: {message.contact.value}\nSubject: {message.subject}\n\n{message.text}\n",
        encoding="utf-8",
    )
    sys.stdout.write(f"Message written to {path}\n")
    sys.stdout.flush()
