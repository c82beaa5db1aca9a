"""Learning and finding by night, each as a job of its own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.apps.insight.enums import Target
from linli.apps.insight.services import find_community_topics, learn
from linli.core.records.queue import enqueue
from linli.core.records.tasks import Task, register_task
from linli.ground.communities.models import Community

LEARNING, FINDING = "learn_routing", "find_topics"
PAUSE = timedelta(minutes=1)


def _ask_for_insight(_payload: Mapping[str, Any]) -> None:
    """A little later: a server that has just begun has more urgent things to do."""
    for community in Community.objects.all():
        key, run_at = str(community.pk), timezone.now() + PAUSE
        for target in Target:
            # Each by itself, so that what cannot be learned of one keeps nobody from the other.
            enqueue(LEARNING, payload={"community": key, "targets": [target.value]}, run_at=run_at)
        enqueue(FINDING, payload={"community": key}, run_at=run_at)


def _learn(payload: Mapping[str, Any]) -> None:
    community = Community.objects.get(pk=UUID(payload["community"]))
    # A job that was asked for before an upgrade may name none.
    for target in payload.get("targets", Target.values):
        learn(community, Target(target), now=timezone.now())


def _find(payload: Mapping[str, Any]) -> None:
    community = Community.objects.get(pk=UUID(payload["community"]))
    find_community_topics(community, now=timezone.now())


# Outside: reading thousands of texts takes seconds, in which nobody else could write.
register_task(Task(LEARNING, _learn, outside=True))
register_task(Task(FINDING, _find, outside=True))
register_task(Task("ask_for_insight", _ask_for_insight, every=timedelta(days=1)))
