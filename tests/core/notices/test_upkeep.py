"""Regular tidying, and the tasks that the worker knows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from linli.core.matters.models import IdempotencyKey, Matter, Promise
from linli.core.notices.models import Notice
from linli.core.notices.services import delete_idempotency_keys
from linli.core.records.queue import run_periodic_tasks
from linli.core.records.tasks import list_periodic_tasks
from linli.ground.accounts.models import SignInCounter
from linli.ground.calendars.public import DayKind, load_notice
from tests.factories import make_scene, report_case, take

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def test_keys_are_deleted_after_thirty_days(scene):
    for number in (1, 2):
        report_case(scene, key=f"key-of-a-request-{number}")
    IdempotencyKey.objects.filter(key="key-of-a-request-1").update(
        created_at=NOW - timedelta(days=30, seconds=1)
    )
    IdempotencyKey.objects.filter(key="key-of-a-request-2").update(
        created_at=NOW - timedelta(days=30)
    )
    assert delete_idempotency_keys(now=NOW) == 1
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["key-of-a-request-2"]
    assert Matter.objects.count() == 2


def test_worker_knows_the_regular_tasks():
    periods = {task.name: task.every for task in list_periodic_tasks()}
    assert (
        periods.items()
        >= {
            "delete_idempotency_keys": timedelta(hours=1),
            "follow_steps": timedelta(seconds=2),
            "purge_sign_in_traces": timedelta(hours=1),
            "recompute_promises": timedelta(hours=1),
            "record_contributions": timedelta(seconds=2),
        }.items()
    )


def test_regular_tasks_do_their_work(scene):
    matter = report_case(scene, contact_phone="13812345678", key="key-of-a-request").matter
    take(scene, matter, "accept")
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=31))
    long_ago = timezone.now() - timedelta(days=2)
    SignInCounter.objects.create(
        community=scene.community,
        scope="code_contact_day",
        subject_index="x",
        started_at=long_ago,
        count=1,
    )
    promise = Promise.objects.get(matter=matter, name="dispatch")
    wrong = promise.due_at + timedelta(days=9)
    Promise.objects.filter(pk=promise.pk).update(provisional=True, due_at=wrong)
    run_periodic_tasks(now=timezone.now())
    assert Notice.objects.count() == 1
    assert IdempotencyKey.objects.count() == 0
    assert SignInCounter.objects.count() == 0
    again = Promise.objects.get(pk=promise.pk)
    assert (again.due_at, again.provisional) == (promise.due_at, promise.provisional)


def test_promises_follow_a_notice_that_was_loaded(scene):
    matter = report_case(scene).matter
    opened = datetime(2199, 1, 2, 1, 0, tzinfo=UTC)
    Promise.objects.filter(matter=matter).update(
        opened_at=opened, due_at=opened, provisional=True, limit="1wd"
    )
    days = {date(2199, 1, 3): DayKind.HOLIDAY, date(2199, 1, 5): DayKind.WORKDAY}
    load_notice(scene.community, year=2199, days=days, source="Notice", acting_user=None)
    run_periodic_tasks(now=timezone.now())
    promise = Promise.objects.get(matter=matter)
    matter.refresh_from_db()
    assert (promise.due_at, promise.provisional) == (datetime(2199, 1, 4, 10, 0, tzinfo=UTC), False)
    assert matter.due_at == promise.due_at
