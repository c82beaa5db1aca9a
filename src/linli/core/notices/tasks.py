"""Background tasks around notices, and the daily work that no other part of core does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.core.matters.services import escalate_late_promises, recompute_provisional_promises
from linli.core.notices.services import delete_idempotency_keys, follow_steps, send_notice
from linli.core.notices.services.writing import DELIVERY
from linli.core.records.tasks import Task, register_task
from linli.ground.accounts.public import purge_sign_in_traces
from linli.ground.communities.models import Community


def register_tasks() -> None:
    """Makes the tasks known to the worker."""
    register_task(Task("follow_steps", _follow_everywhere, every=timedelta(seconds=2)))
    register_task(Task(DELIVERY, _deliver, outside=True))
    register_task(Task("escalate_late_promises", _escalate, every=timedelta(minutes=1)))
    register_task(Task("recompute_promises", _recompute_everywhere, every=timedelta(hours=1)))
    register_task(Task("purge_sign_in_traces", _purge, every=timedelta(hours=1)))
    register_task(Task("delete_idempotency_keys", _delete_keys, every=timedelta(hours=1)))


def _follow_everywhere(_payload: Mapping[str, Any]) -> None:
    for community in Community.objects.all():
        follow_steps(community, now=timezone.now())


def _deliver(payload: Mapping[str, Any]) -> None:
    send_notice(UUID(payload["notice"]), now=timezone.now())


def _escalate(_payload: Mapping[str, Any]) -> None:
    for community in Community.objects.all():
        escalate_late_promises(community, now=timezone.now())


def _recompute_everywhere(_payload: Mapping[str, Any]) -> None:
    """Brings a notice that was loaded meanwhile to the promises that waited for it."""
    for community in Community.objects.all():
        recompute_provisional_promises(community)


def _purge(_payload: Mapping[str, Any]) -> None:
    purge_sign_in_traces()


def _delete_keys(_payload: Mapping[str, Any]) -> None:
    delete_idempotency_keys(now=timezone.now())
