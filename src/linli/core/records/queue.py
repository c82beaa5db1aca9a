"""The job queue: jobs are committed with what they follow and deleted with what they do.

One worker process holds the lease at a time.  A worker killed in the middle of a job rolls its
transaction back, so the job is simply there again.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from linli.core.records.models import Job, Schedule, WorkerLease
from linli.core.records.tasks import Task, get_task, list_periodic_tasks

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
RETURN = timedelta(minutes=5)


def enqueue(task: str, *, payload: dict[str, Any], run_at: datetime) -> Job:
    """Queues work in the caller's transaction; UnknownTaskError where nobody could do it."""
    get_task(task)
    return Job.objects.create(task=task, payload=payload, run_at=run_at)


@transaction.atomic
def take_lease(name: str, *, holder: UUID, now: datetime) -> bool:
    """Whether this holder is the one worker from now on for LEASE; renews his own."""
    WorkerLease.objects.get_or_create(name=name, defaults={"holder": holder, "until": now})
    lease = WorkerLease.objects.select_for_update().get(name=name)
    if lease.holder != holder and lease.until > now:
        return False
    WorkerLease.objects.filter(name=name).update(holder=holder, until=now + LEASE)
    return True


def run_due_jobs(*, now: datetime, limit: int = 100) -> int:
    """Runs jobs that are due, oldest first; the number that ran or failed."""
    done = 0
    while done < limit and run_next_job(now=now):
        done += 1
    return done


def run_next_job(*, now: datetime) -> bool:
    """Runs one due job; False where none is due."""
    job: Job | None = None
    try:
        with transaction.atomic():
            job = _lock_next(now)
            if job is None:
                return False
            is_outside = get_task(job.task).outside
            if is_outside:
                _hide(job, until=now + RETURN)
            else:
                _finish(job)
        if is_outside:
            _finish(job)
    except Exception as error:
        if job is None:
            raise
        _postpone(job, error=error, now=now)
    return True


def _finish(job: Job) -> None:
    get_task(job.task).run(job.payload)
    Job.objects.filter(pk=job.pk).delete()


def _hide(job: Job, *, until: datetime) -> None:
    """Nobody else takes the job before then; if this worker dies, somebody does after."""
    Job.objects.filter(pk=job.pk).update(run_at=until)


def _lock_next(now: datetime) -> Job | None:
    skip = connection.features.has_select_for_update_skip_locked
    due = Job.objects.filter(failed_at__isnull=True, run_at__lte=now).order_by("run_at", "id")
    return due.select_for_update(skip_locked=skip).first()


@transaction.atomic
def _postpone(job: Job, *, error: Exception, now: datetime) -> None:
    attempts = job.attempts + 1
    logger.warning("job %s (%s) failed, attempt %s: %r", job.id, job.task, attempts, error)
    wait = min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)
    exhausted = attempts >= _allowed_attempts(job)
    Job.objects.filter(pk=job.pk).update(
        attempts=F("attempts") + 1,
        last_error=f"{type(error).__name__}: {error}"[:2000],
        run_at=now + wait,
        failed_at=now if exhausted else None,
    )


def _allowed_attempts(job: Job) -> int:
    try:
        return get_task(job.task).attempts
    except LookupError:
        return 1


def run_periodic_tasks(*, now: datetime) -> list[str]:
    """Runs the periodic tasks whose time has come; their names."""
    return [task.name for task in list_periodic_tasks() if _run_periodic(task, now=now)]


def _run_periodic(task: Task, *, now: datetime) -> bool:
    """Whether it ran; one that fails is written down and tried again at its next time, and keeps
    no other from running."""
    try:
        with transaction.atomic():
            Schedule.objects.get_or_create(
                task=task.name, defaults={"ran_at": datetime.min.replace(tzinfo=now.tzinfo)}
            )
            row = Schedule.objects.select_for_update().get(task=task.name)
            if task.every is None or row.ran_at + task.every > now:
                return False
            task.run({})
            Schedule.objects.filter(pk=row.pk).update(ran_at=now)
    except Exception:
        logger.exception("task %s failed", task.name)
        Schedule.objects.update_or_create(task=task.name, defaults={"ran_at": now})
    return True


@transaction.atomic
def retry_failed_jobs(*, now: datetime) -> int:
    """Puts jobs that had given up back into the queue; their number."""
    return Job.objects.filter(failed_at__isnull=False).update(
        failed_at=None, attempts=0, run_at=now
    )
