"""Regular tidying of what the funnel for change leaves behind."""

from datetime import datetime, timedelta

from django.db import transaction

from linli.core.matters.models import IdempotencyKey

KEPT_FOR = timedelta(days=30)
BATCH = 5000


@transaction.atomic
def delete_idempotency_keys(*, now: datetime) -> int:
    """Deletes keys that nobody will send again, at most BATCH at a time; how many went."""
    stale = IdempotencyKey.objects.filter(created_at__lt=now - KEPT_FOR).values("pk")[:BATCH]
    deleted, _ = IdempotencyKey.objects.filter(
        pk__in=list(stale.values_list("pk", flat=True))
    ).delete()
    return deleted
