"""The same request twice takes effect once."""

import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import IdempotencyError
from linli.core.matters.models import IdempotencyKey, Matter
from linli.core.matters.services.outcome import Outcome

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def request_digest(what: str, raw: Mapping[str, Any]) -> str:
    """A keyed digest of what is asked for, to tell a repetition from a mistake.

    Keyed, so that nobody who reads the table can try out short words or telephone numbers.
    """
    text = json.dumps([what, sorted((k, str(v)) for k, v in raw.items())], ensure_ascii=False)
    key = f"idempotency/{settings.SECRET_KEY}".encode()
    return hmac.digest(key, text.encode(), "sha256").hex()


def check_key(key: str) -> None:
    """IdempotencyError where the key has not the form of one."""
    if not KEY.fullmatch(key):
        raise IdempotencyError("a key has 16 to 64 letters, digits, _ or -")


def find_replay(user: ActingUser, key: str, digest: str) -> Outcome | None:
    """What the key brought about before; IdempotencyError where that was something else."""
    if not key:
        return None
    check_key(key)
    used = IdempotencyKey.objects.filter(
        community=user.community, scope=user.scope, key=key
    ).first()
    if used is None:
        return None
    if used.digest != digest:
        raise IdempotencyError("the key was used for another request")
    return Outcome(used.matter, used.sequence, replayed=True)


def keep_key(
    user: ActingUser, key: str, digest: str, *, matter: Matter, sequence: int, now: datetime
) -> None:
    """Remembers the key with the write that it belongs to."""
    if key:
        IdempotencyKey.objects.create(
            community=user.community,
            scope=user.scope,
            key=key,
            digest=digest,
            matter=matter,
            sequence=sequence,
            created_at=now,
        )
