"""Receipts: a secret of 80 bits that permits the reporter's steps without an account."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import ReceiptError, StepRefusedError, TooManyAttemptsError
from linli.core.matters.models import Matter, Receipt, ReceiptAttempts
from linli.core.matters.numbers import ALPHABET, normalise_number
from linli.ground.communities.models import Community
from linli.ground.parties.services import get_or_create_resident, hand_over_resident

SECRET_LENGTH = 16
GROUP = 4
WINDOW = timedelta(minutes=15)
TRIES_PER_ADDRESS = 20


def secret_for(user: ActingUser, key: str, digest: str) -> str:
    """A fresh secret; for a request with an idempotency key always the same one, so that a
    repeated request can be answered in full although no secret is stored."""
    if not key:
        return _spell(int.from_bytes(secrets.token_bytes(10)))
    message = f"{user.community.pk}/{user.scope}/{key}/{digest}".encode()
    mac = hmac.digest(f"receipt/{settings.SECRET_KEY}".encode(), message, "sha256")
    return _spell(int.from_bytes(mac[:10]))


def issue_receipt(matter: Matter, *, secret: str, now: datetime) -> None:
    """Keeps the secret's digest, and nothing else of it."""
    Receipt.objects.create(
        community=matter.community,
        matter=matter,
        secret_digest=_digest(secret),
        created_at=now,
    )


def open_receipt(
    community: Community, *, number: str, secret: str, network_address: str
) -> Receipt:
    """The receipt that number and secret open.

    Raises ReceiptError for a wrong pair, a revoked receipt or a hidden number alike, and
    TooManyAttemptsError after 20 failures from an address in 15 minutes.  A right pair opens at any
    time: 80 bits cannot be guessed, and whoever tries must not lock out others behind his address.
    """
    written = normalise_number(number)
    now = timezone.now()
    buckets = {_bucket("address", network_address): TRIES_PER_ADDRESS}
    receipt = find_receipt(community, secret=secret)
    if receipt is not None and receipt.matter.number == written:
        return receipt
    _check_attempts(community, buckets, now)
    _count_attempt(community, list(buckets), now)
    raise ReceiptError("number and secret do not belong together")


def find_receipt(community: Community, *, secret: str) -> Receipt | None:
    """The live receipt of a secret, for programmes that send it with each request."""
    return (
        Receipt.objects.filter(
            community=community, secret_digest=_digest(secret), revoked_at__isnull=True
        )
        .select_related("matter")
        .first()
    )


@transaction.atomic
def revoke_receipts(matter: Matter, *, acting_user: ActingUser) -> int:
    """Makes all secrets of a matter worthless, by its reporter; the number revoked."""
    if not acting_user.is_reporter_of(matter):
        raise StepRefusedError("not_your_duty", "revoke_receipts")
    return Receipt.objects.filter(matter=matter, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )


@transaction.atomic
def claim_matter(matter: Matter, *, acting_user: ActingUser) -> Matter:
    """Makes the bearer's account the reporter, so that he finds the matter without the receipt.

    What was kept of him for this matter alone goes; who was given it stays readable to him.
    Raises StepRefusedError: not_your_duty without account and receipt, claimed where it is some
    account's already.
    """
    if acting_user.account is None or matter.pk not in acting_user.receipt_matters:
        raise StepRefusedError("not_your_duty", "claim")
    locked = Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    before = locked.reporter
    if before is not None and before.account_id is not None:
        raise StepRefusedError("claimed", "claim")
    locked.reporter = get_or_create_resident(acting_user.account)
    locked.save(update_fields=["reporter"])
    if before is not None:
        hand_over_resident(before, to=locked.reporter, matter_number=locked.number)
    return locked


def may_claim(matter: Matter, user: ActingUser) -> bool:
    """Whether the matter could become this reader's."""
    held = user.account is not None and matter.pk in user.receipt_matters
    return held and (matter.reporter is None or matter.reporter.account_id is None)


def _spell(number: int) -> str:
    letters = [ALPHABET[(number >> 5 * place) & 31] for place in range(SECRET_LENGTH)]
    text = "".join(letters)
    return "-".join(text[start : start + GROUP] for start in range(0, SECRET_LENGTH, GROUP))


def _digest(secret: str) -> str:
    """80 random bits need no salt: there is nothing to guess from."""
    letters = "".join(letter for letter in secret.upper() if letter.isalnum())
    plain = letters.translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(f"linli/receipt/{plain}".encode()).hexdigest()


def _bucket(kind: str, value: str) -> str:
    """Keyed, so that the table holds no network address that could be read back."""
    message = f"{kind}/{value}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()


def _check_attempts(community: Community, buckets: dict[str, int], now: datetime) -> None:
    counted = ReceiptAttempts.objects.filter(
        community=community, bucket__in=buckets, since__gt=now - WINDOW
    )
    if any(row.failures >= buckets[row.bucket] for row in counted):
        raise TooManyAttemptsError("too many wrong secrets")


@transaction.atomic
def _count_attempt(community: Community, buckets: list[str], now: datetime) -> None:
    stale = ReceiptAttempts.objects.filter(community=community, since__lte=now - WINDOW)
    stale.delete()
    for bucket in sorted(buckets):
        ReceiptAttempts.objects.get_or_create(
            community=community, bucket=bucket, defaults={"since": now}
        )
        ReceiptAttempts.objects.filter(community=community, bucket=bucket).update(
            failures=F("failures") + 1
        )
