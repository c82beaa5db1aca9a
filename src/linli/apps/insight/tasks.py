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
        for task in (LEARNING, FINDING):
            payload = {"community": str(community.pk)}
            enqueue(task, payload=payload, run_at=timezone.now() + PAUSE)


def _learn(payload: Mapping[str, Any]) -> None:
    community = Community.objects.get(pk=UUID(payload["community"]))
    for target in Target:
        learn(community, target, now=timezone.now())


def _find(payload: Mapping[str, Any]) -> None:
    community = Community.objects.get(pk=UUID(payload["community"]))
    find_community_topics(community, now=timezone.now())


# Outside: reading thousands of texts takes seconds, in which nobody else could write.
register_task(Task(LEARNING, _learn, outside=True))
register_task(Task(FINDING, _find, outside=True))
register_task(Task("ask_for_insight", _ask_for_insight, every=timedelta(days=1)))
