"""Background tasks of cases."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.apps.cases.services.likeness import keep_likeness
from linli.core.records.queue import enqueue
from linli.core.records.tasks import Task, register_task
from linli.ground.communities.models import Community

KEEPING = "keep_likeness"


def _ask_for_keeping(_payload: Mapping[str, Any]) -> None:
    for community in Community.objects.all():
        enqueue(KEEPING, payload={"community": str(community.pk)}, run_at=timezone.now())


def _keep(payload: Mapping[str, Any]) -> None:
    community = Community.objects.get(pk=UUID(payload["community"]))
    keep_likeness(community, now=timezone.now())


# Outside: reading thousands of texts takes seconds, in which nobody else could write.
register_task(Task(KEEPING, _keep, outside=True))
register_task(Task("ask_for_likeness", _ask_for_keeping, every=timedelta(minutes=10)))
