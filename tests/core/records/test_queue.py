"""The job queue: once in effect, retried, one worker."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from linli.core.records import tasks
from linli.core.records.errors import UnknownTaskError
from linli.core.records.models import Cursor, Job
from linli.core.records.queue import (
    enqueue,
    retry_failed_jobs,
    run_due_jobs,
    run_periodic_tasks,
    take_lease,
)
from linli.core.records.tasks import Task, register_task
from tests.factories import make_community

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_tasks(monkeypatch) -> None:
    """Tasks of a test are forgotten after it."""
    monkeypatch.setattr(tasks, "_TASKS", {})


def write_cursor(payload) -> None:
    community = make_community(payload["slug"])
    Cursor.objects.create(community=community, consumer=payload["slug"])


def write_and_fail(payload) -> None:
    write_cursor(payload)
    raise RuntimeError("the gateway is down")


def test_enqueue_refuses_a_task_that_nobody_registered():
    with pytest.raises(UnknownTaskError):
        enqueue("nobody", payload={}, run_at=NOW)


def test_register_task_refuses_two_functions_of_one_name():
    register_task(Task("write", write_cursor))
    with pytest.raises(ValueError, match="two tasks are named write"):
        register_task(Task("write", write_and_fail))


def test_run_due_jobs_runs_in_order_and_deletes_with_the_effect():
    register_task(Task("write", write_cursor))
    for offset, slug in ((2, "late"), (0, "first"), (1, "second"), (90, "future")):
        enqueue("write", payload={"slug": slug}, run_at=NOW + timedelta(seconds=offset))
    assert run_due_jobs(now=NOW + timedelta(seconds=10)) == 3
    assert list(Cursor.objects.order_by("id").values_list("consumer", flat=True)) == [
        "first",
        "second",
        "late",
    ]
    assert list(Job.objects.values_list("payload", flat=True)) == [{"slug": "future"}]


def test_failed_job_undoes_its_writes_and_waits_longer_each_time():
    register_task(Task("fail", write_and_fail, attempts=3))
    enqueue("fail", payload={"slug": "one"}, run_at=NOW)
    waits = []
    moment = NOW
    for _ in range(2):
        assert run_due_jobs(now=moment) == 1
        job = Job.objects.get()
        waits.append(job.run_at - moment)
        moment = job.run_at
    assert waits == [timedelta(seconds=5), timedelta(seconds=10)]
    assert not Cursor.objects.exists()


def test_job_that_failed_to_the_end_is_kept_with_its_error_until_retried():
    register_task(Task("fail", write_and_fail, attempts=1))
    enqueue("fail", payload={"slug": "one"}, run_at=NOW)
    run_due_jobs(now=NOW)
    job = Job.objects.get()
    assert (job.failed_at, job.last_error) == (NOW, "RuntimeError: the gateway is down")
    assert run_due_jobs(now=NOW + timedelta(days=9)) == 0
    assert retry_failed_jobs(now=NOW) == 1
    assert run_due_jobs(now=NOW) == 1


def test_failing_job_does_not_hold_up_the_next():
    register_task(Task("fail", write_and_fail))
    register_task(Task("write", write_cursor))
    enqueue("fail", payload={"slug": "one"}, run_at=NOW)
    enqueue("write", payload={"slug": "two"}, run_at=NOW)
    assert run_due_jobs(now=NOW) == 2
    assert list(Cursor.objects.values_list("consumer", flat=True)) == ["two"]


def test_lease_has_one_holder_until_it_runs_out():
    anna, boris = uuid.uuid4(), uuid.uuid4()
    assert take_lease("worker", holder=anna, now=NOW)
    assert not take_lease("worker", holder=boris, now=NOW + timedelta(seconds=29))
    assert take_lease("worker", holder=anna, now=NOW + timedelta(seconds=29))
    assert not take_lease("worker", holder=boris, now=NOW + timedelta(seconds=58))
    assert take_lease("worker", holder=boris, now=NOW + timedelta(seconds=60))


def test_periodic_task_runs_at_once_and_then_once_a_period():
    ran = []
    register_task(Task("tick", lambda _payload: ran.append(1), every=timedelta(minutes=5)))
    for minute in (0, 4, 5, 6):
        run_periodic_tasks(now=NOW + timedelta(minutes=minute))
    assert len(ran) == 2


def test_run_due_jobs_hides_a_job_outside_while_it_is_at_work():
    """A process that is killed meanwhile leaves the job to whoever comes five minutes later."""

    def die(_payload) -> None:
        raise KeyboardInterrupt

    register_task(Task("send", die, outside=True))
    enqueue("send", payload={}, run_at=NOW)
    with pytest.raises(KeyboardInterrupt):
        run_due_jobs(now=NOW)
    assert run_due_jobs(now=NOW + timedelta(minutes=4)) == 0
    register_task_again("send", write_cursor_of_nobody)
    assert run_due_jobs(now=NOW + timedelta(minutes=5)) == 1
    assert not Job.objects.exists()


def test_run_due_jobs_tries_a_job_outside_again_when_it_fails():
    register_task(Task("send", write_and_fail, outside=True))
    enqueue("send", payload={"slug": "kept"}, run_at=NOW)
    assert run_due_jobs(now=NOW) == 1
    (job,) = Job.objects.all()
    assert (job.attempts, job.run_at, job.failed_at) == (1, NOW + timedelta(seconds=5), None)


def test_run_periodic_tasks_goes_on_after_one_that_fails():
    register_task(Task("a", lambda _payload: 1 / 0, every=timedelta(seconds=2)))
    register_task(Task("b", write_cursor_of_nobody, every=timedelta(seconds=2)))
    assert run_periodic_tasks(now=NOW) == ["a", "b"]
    assert run_periodic_tasks(now=NOW + timedelta(seconds=1)) == []
    assert run_periodic_tasks(now=NOW + timedelta(seconds=2)) == ["a", "b"]


def test_run_due_jobs_raises_the_trouble_of_the_database_itself():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_job RENAME TO elsewhere")
    with pytest.raises(DatabaseError, match="records_job"):
        run_due_jobs(now=NOW)


def write_cursor_of_nobody(_payload) -> None:
    """Nothing is left to do."""


def register_task_again(name, run) -> None:
    """As after a start with newer code."""
    tasks._TASKS.pop(name)
    register_task(Task(name, run, outside=True))
