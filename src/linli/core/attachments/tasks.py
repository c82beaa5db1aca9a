"""Files are deleted, and uploads swept, in the background."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from linli.core.attachments.services.deleting import DELETION, delete_files, sweep_uploads
from linli.core.records.tasks import Task, register_task


def _delete(payload: Mapping[str, Any]) -> None:
    delete_files(payload["names"])


def _sweep(_payload: Mapping[str, Any]) -> None:
    sweep_uploads(now=timezone.now())


# Outside: an object store may be another machine; a file that is gone already is no error.
register_task(Task(DELETION, _delete, outside=True))
register_task(Task("sweep_uploads", _sweep, every=timedelta(minutes=30)))
