"""Window counters in the table, exact on both databases because the row is locked."""

import math
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.errors import TooManyRequestsError
from linli.ground.accounts.models import SignInCounter
from linli.ground.accounts.policies import LIMITS
from linli.ground.communities.models import Community


@transaction.atomic
def spend_limit(community: Community, *, scope: LimitScope, subject_index: str) -> None:
    """Counts one more; raises TooManyRequestsError, and counts nothing, where the limit is met."""
    counter = _lock_counter(community, scope, subject_index, timezone.now())
    _refuse_at_limit(counter)
    counter.count += 1
    counter.save(update_fields=["count", "started_at"])


@transaction.atomic
def require_below_limit(community: Community, *, scope: LimitScope, subject_index: str) -> None:
    """Raises TooManyRequestsError where the limit is met; counts nothing."""
    _refuse_at_limit(_lock_counter(community, scope, subject_index, timezone.now()))


@transaction.atomic
def record_failure(community: Community, *, scope: LimitScope, subject_index: str) -> None:
    """Counts one failure; the one that meets the limit begins the window anew, so that the lock
    lasts a whole window and not what was left of it.
    """
    now = timezone.now()
    counter = _lock_counter(community, scope, subject_index, now)
    counter.count += 1
    if counter.count >= LIMITS[scope].count:
        counter.started_at = now
    counter.save(update_fields=["count", "started_at"])


@transaction.atomic
def clear_failures(community: Community, *, scope: LimitScope, subject_index: str) -> None:
    """Forgets the failures, as after a success."""
    SignInCounter.objects.filter(
        community=community, scope=scope, subject_index=subject_index
    ).delete()


def _lock_counter(
    community: Community, scope: LimitScope, subject_index: str, now: datetime
) -> SignInCounter:
    """The row, locked, in its running window.  Callers take scopes in the order of the enum, so
    that two transactions never wait for each other's rows.
    """
    counter, _ = SignInCounter.objects.select_for_update().get_or_create(
        community=community,
        scope=scope,
        subject_index=subject_index,
        defaults={"started_at": now},
    )
    if now - counter.started_at >= LIMITS[scope].window:
        counter.started_at, counter.count = now, 0
    return counter


def _refuse_at_limit(counter: SignInCounter) -> None:
    limit = LIMITS[LimitScope(counter.scope)]
    if counter.count >= limit.count:
        rest = counter.started_at + limit.window - timezone.now()
        raise TooManyRequestsError(max(1, math.ceil(rest.total_seconds())))
