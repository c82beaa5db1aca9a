"""Deleting what a person said: texts go with their salts, the records stay and say nothing."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from linli.core.records.enums import Audience
from linli.core.records.models import Record, RecordAuthor, RecordPart
from linli.ground.accounts.models import Account


@transaction.atomic
def delete_words(matters: Iterable[UUID], *, account: Account | None) -> list[UUID]:
    """Deletes all that is not public of these matters, and what the account said for itself in any
    other; the records concerned.

    What was published stays with its salts until the matter's own step takes it down.
    """
    said = Q(matter_id__in=list(matters))
    if account is not None:
        said |= Q(author__account=account, author__organisation=None)
    records = list(Record.objects.filter(said).values_list("pk", flat=True))
    parts = RecordPart.objects.filter(record_id__in=records)
    parts.exclude(audience=Audience.PUBLIC).delete()
    own = RecordAuthor.objects.filter(record_id__in=records, organisation=None)
    own.update(account=None)
    return records
