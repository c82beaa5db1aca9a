"""Learning by night: one target does not wait for the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.insight import tasks
from linli.apps.insight.enums import Target
from linli.core.records.models import Job
from linli.core.records.queue import run_due_jobs
from linli.core.records.tasks import get_task
from tests.factories import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def test_each_target_is_learned_whatever_happened_to_the_other(scene, monkeypatch):
    asked = []

    def fail_for_categories(_community, target, *, now):
        asked.append(target)
        if target is Target.CATEGORY:
            raise IndexError(now)

    monkeypatch.setattr(tasks, "learn", fail_for_categories)
    get_task("ask_for_insight").run({})
    run_due_jobs(now=timezone.now() + timedelta(minutes=2))
    assert set(asked) == set(Target)
    (left,) = Job.objects.filter(task=tasks.LEARNING)
    assert "IndexError" in left.last_error


def test_job_of_an_earlier_version_learns_everything(scene, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "learn", lambda _community, target, *, now: asked.append(target))
    get_task(tasks.LEARNING).run({"community": str(scene.community.pk)})
    assert asked == list(Target)
