"""linli work: one worker and one sequencer at a time, through a database that comes and goes."""

import signal
import sqlite3
import subprocess
import time
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.utils import timezone

from linli.cli.worker import NAME, Worker
from linli.core.notices.models import Notice
from linli.core.records.models import Job, Schedule, WorkerLease
from linli.core.records.queue import take_lease
from tests.cli.running import LINLI, environment, run
from tests.factories import make_scene, report_case, take

PATIENCE_SECONDS = 40


@contextmanager
def working(folder: Path):
    worker = subprocess.Popen(
        [LINLI, "work"], env=environment(folder), cwd=folder, stderr=subprocess.PIPE, text=True
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()
        worker.stderr.close()


def ask(folder: Path, query: str):
    """The rows of a query; none while the tables are not there yet."""
    with closing(sqlite3.connect(folder / "linli.sqlite3", timeout=10)) as database:
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def holder(folder: Path) -> str:
    rows = ask(folder, "SELECT holder, until FROM records_workerlease")
    return rows[0][0] if rows else ""


def test_worker_outlives_a_missing_database_and_gives_way_to_the_next(tmp_path):
    (tmp_path / "linli.sqlite3").touch()
    with working(tmp_path) as first:
        said = first.stderr.readline() + first.stderr.readline()
        for part in ("linli.work", "linli.log"):
            assert f"WARNING {part} the database does not answer: no such table" in said
        assert run(tmp_path, "setup", "--starting-community", "--quiet").returncode == 0
        wait_for(lambda: ask(tmp_path, "SELECT 1 FROM notices_notice"))
        held_by = holder(tmp_path)
        with working(tmp_path) as second:
            time.sleep(3)
            assert holder(tmp_path) == held_by
            first.send_signal(signal.SIGTERM)
            assert first.wait(10) == 0
            wait_for(lambda: holder(tmp_path) not in {"", held_by})
            second.send_signal(signal.SIGINT)
            assert second.wait(10) == 0


@pytest.mark.django_db
def test_turn_does_jobs_and_regular_tasks_under_the_lease(settings, tmp_path):
    settings.LINLI_DATA_DIR, settings.LINLI_SMS_URL = tmp_path, "file:"
    scene = make_scene()
    matter = report_case(scene, contact_phone="13812345678").matter
    take(scene, matter, "accept")
    take(scene, matter, "dispatch")
    worker = Worker()
    assert worker._work() is False
    assert WorkerLease.objects.get().holder == worker.holder
    assert set(Schedule.objects.values_list("task", flat=True)) >= {"follow_steps"}
    assert Notice.objects.filter(sent_at__isnull=False).count() == 0
    worker._work()
    assert Notice.objects.filter(sent_at__isnull=False).count() == 1
    assert set(Job.objects.values_list("task", flat=True)) == {"learn_routing", "find_topics"}
    assert Job.objects.filter(run_at__lte=timezone.now()).count() == 0
    assert len(list((tmp_path / "outbox").iterdir())) == 1


@pytest.mark.django_db
def test_worker_without_the_lease_does_nothing():
    take_lease(NAME, holder=uuid.uuid4(), now=timezone.now())
    assert Worker()._work() is False
    assert Schedule.objects.count() == 0


@pytest.mark.django_db
def test_worker_that_is_told_to_stop_begins_nothing():
    worker = Worker()
    worker.stop()
    worker._work()
    assert (Schedule.objects.count(), WorkerLease.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_lease_is_given_up_at_the_end():
    worker = Worker()
    worker._work()
    worker._give_up_lease()
    assert WorkerLease.objects.get().until <= timezone.now()
    assert take_lease(NAME, holder=uuid.uuid4(), now=timezone.now()) is True
