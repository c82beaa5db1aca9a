"""Regular work: deletes what sign-ins leave behind and moves contacts to the current key."""

import uuid

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from linli.ground.accounts.models import Account, SignInCode, SignInCounter
from linli.ground.accounts.policies import LIMITS
from linli.ground.accounts.services.opening import put_contact
from linli.ground.privacy.contacts import Contact, ContactKind
from linli.ground.privacy.fields import is_reseal_due

_KINDS: tuple[ContactKind, ...] = ("phone", "mail")


@transaction.atomic
def purge_sign_in_traces() -> int:
    """Deletes expired codes and sessions, and counters whose window is over; how many rows went."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    codes, _ = SignInCode.objects.filter(expires_at__lt=now).delete()
    counters = 0
    for scope, limit in LIMITS.items():
        over = SignInCounter.objects.filter(scope=scope, started_at__lt=now - limit.window)
        counters += over.delete()[0]
    return sessions + codes + counters


def reseal_accounts(*, batch_size: int = 500) -> int:
    """Seals and indexes again what stands under an older field key; how many accounts changed.

    Each batch is its own transaction, so the work can be stopped and begun again at any time.
    """
    last, changed = uuid.UUID(int=0), 0
    while batch := _reseal_batch(last, batch_size):
        last = batch[-1][0]
        changed += sum(due for _, due in batch)
    return changed


@transaction.atomic
def _reseal_batch(after: uuid.UUID, size: int) -> list[tuple[uuid.UUID, bool]]:
    accounts = Account.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:size]
    return [(account.pk, _reseal(account)) for account in accounts]


def _reseal(account: Account) -> bool:
    due = [kind for kind in _KINDS if is_reseal_due(account, kind)]
    for kind in due:
        put_contact(account, Contact(kind, getattr(account, kind)))
    if due:
        account.save(update_fields=[f"{kind}{part}" for kind in due for part in ("", "_index")])
    return bool(due)
