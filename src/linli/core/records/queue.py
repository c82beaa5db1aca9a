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
from linli.core.records.tasks import get_task, list_periodic_tasks

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)


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
    try:
        with transaction.atomic():
            job = _lock_next(now)
            if job is None:
                return False
            get_task(job.task).run(job.payload)
            job.delete()
    except Exception as error:
        if job is None:
            raise
        _postpone(job, error=error, now=now)
    return True


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
    ran = []
    for task in list_periodic_tasks():
        with transaction.atomic():
            Schedule.objects.get_or_create(
                task=task.name, defaults={"ran_at": datetime.min.replace(tzinfo=now.tzinfo)}
            )
            row = Schedule.objects.select_for_update().get(task=task.name)
            if task.every is None or row.ran_at + task.every > now:
                continue
            task.run({})
            Schedule.objects.filter(pk=row.pk).update(ran_at=now)
        ran.append(task.name)
    return ran


@transaction.atomic
def retry_failed_jobs(*, now: datetime) -> int:
    """Puts jobs that had given up back into the queue; their number."""
    return Job.objects.filter(failed_at__isnull=False).update(
        failed_at=None, attempts=0, run_at=now
    )
