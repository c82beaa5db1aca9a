"""Deleting photos with their salts, and clearing away what nobody took."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from linli.core.attachments.models import Attachment, Upload
from linli.core.attachments.tokens import LIFETIME
from linli.core.records.enums import Audience
from linli.core.records.queue import enqueue

DELETION = "delete_photo_files"
# A form may hold a token to its last second, and a server's clock may run ahead.
SWEPT_AFTER = 2 * LIFETIME
BATCH = 500


@transaction.atomic
def delete_photos(matter_id: UUID, *, step: str) -> int:
    """Deletes the photos of a step with their salts; the number.

    Their files follow by a job of the same transaction, so none is left behind.
    """
    found = list(Attachment.objects.filter(matter=matter_id, step=step))
    _queue_deletion(found)
    Attachment.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


@transaction.atomic
def delete_record_photos(records: Iterable[UUID]) -> int:
    """Deletes the photos of these records that are not public, with their salts; the number."""
    concerned = Attachment.objects.filter(record_id__in=list(records))
    found = list(concerned.exclude(audience=Audience.PUBLIC))
    _queue_deletion(found)
    Attachment.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


@transaction.atomic
def sweep_uploads(*, now: datetime) -> int:
    """Forgets uploads that are past their time, with the files of those that nobody took; how
    many rows."""
    due = Upload.objects.select_for_update().filter(created_at__lte=now - SWEPT_AFTER)
    old = list(due.order_by("id")[:BATCH])
    _queue_deletion(row for row in old if row.taken_at is None)
    Upload.objects.filter(pk__in=[row.pk for row in old]).delete()
    return len(old)


def delete_files(names: Iterable[str]) -> None:
    """Deletes files from the store; one that is not there is no error."""
    for name in names:
        default_storage.delete(name)


def _queue_deletion(rows: Iterable[Attachment | Upload]) -> None:
    names = [name for row in rows for name in (row.picture, row.thumbnail)]
    if names:
        enqueue(DELETION, payload={"names": names}, run_at=timezone.now())
