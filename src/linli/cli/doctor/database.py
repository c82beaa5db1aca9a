"""The database: whether it answers, is up to date, holds every record, and has a worker."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.cli.doctor.findings import Finding, fault
from linli.core.records.models import Job, Record, Stream, WorkerLease
from linli.ground.communities.models import Community

STUCK_AFTER = timedelta(minutes=10)


def check_connection() -> Iterator[Finding]:
    """The database answers; without it nothing else can be asked."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        yield fault(
            _("The database does not answer."),
            _("Start it, or set LINLI_DATABASE_URL to the one that runs."),
            detail=str(error).strip(),
        )


def list_missing_migrations() -> list[str]:
    """Migrations of the code that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def list_unknown_migrations() -> list[str]:
    """Migrations of the database that the code does not know: those of a later version."""
    loader = MigrationExecutor(connection).loader
    unknown = set(loader.applied_migrations or ()) - set(loader.disk_migrations or ())
    ours = {app for app, _name in loader.disk_migrations or ()}
    return [f"{app}.{name}" for app, name in sorted(unknown) if app in ours]


def say_later(unknown: str) -> str:
    """That the database is of a later version than the sources, and what to do."""
    return (
        _("The database is of a later version than these sources: they do not know %(name)s.")
        % {"name": unknown}
        + " "
        + _("Install the later sources again, or go back: linli upgrade --back COPY")
    )


def list_applied() -> list[str]:
    """Every migration that the database has."""
    applied = MigrationExecutor(connection).loader.applied_migrations or ()
    return sorted(f"{app}.{name}" for app, name in applied)


def has_tables() -> bool:
    """Whether any migration was ever applied."""
    return bool(MigrationExecutor(connection).loader.applied_migrations)


def check_migrations() -> Iterator[Finding]:
    """The tables are those of this version."""
    if missing := list_missing_migrations():
        yield fault(
            _("The database lacks %(number)d changes, the first of them %(first)s.")
            % {"number": len(missing), "first": missing[0]},
            "linli upgrade" if has_tables() else "linli setup",
        )
    if unknown := list_unknown_migrations():
        yield fault(
            _("The database is of a later version than these sources: they do not know %(name)s.")
            % {"name": unknown[0]},
            _("Install the later sources again, or go back: linli upgrade --back COPY"),
        )


def check_records(only: Community | None = None) -> Iterator[Finding]:
    """The numbers of each community's records run from 1 to the last without a gap.

    Records that are written while this looks lie above the last that was read first.
    """
    last = dict(Stream.objects.values_list("community_id", "last"))
    for community in [only] if only else Community.objects.order_by("slug"):
        expected = last.get(community.pk, 0)
        found = Record.objects.filter(community=community, sequence__lte=expected).aggregate(
            number=Count("pk"), first=Min("sequence"), last=Max("sequence")
        )
        whole = {"number": expected, "first": 1 if expected else None, "last": expected or None}
        if found != whole:
            yield fault(
                _("%(name)s: of %(expected)d records %(found)d are there.")
                % {"name": community.name, "expected": expected, "found": found["number"]},
                _("Stop the server and restore the database from the last good copy."),
            )


def check_jobs() -> Iterator[Finding]:
    """No job has given up, none waits for long."""
    now = timezone.now()
    failed = Job.objects.filter(failed_at__isnull=False).order_by("-failed_at")
    if number := failed.count():
        latest = failed[0]
        yield fault(
            ngettext("%(number)d job gave up.", "%(number)d jobs gave up.", number)
            % {"number": number},
            "linli retry-jobs",
            detail=f"{latest.task}: {latest.last_error}",
        )
    stuck = Job.objects.filter(failed_at__isnull=True, run_at__lt=now - STUCK_AFTER).count()
    if stuck:
        yield fault(
            ngettext(
                "%(number)d job has been due for ten minutes and longer.",
                "%(number)d jobs have been due for ten minutes and longer.",
                stuck,
            )
            % {"number": stuck},
            _("Look whether the worker runs and what it writes: linli work"),
        )


def check_worker() -> Iterator[Finding]:
    """Somebody holds the lease."""
    if not WorkerLease.objects.filter(until__gt=timezone.now()).exists():
        yield fault(
            _("No worker is running: nothing is sent and no clock is followed."),
            _("Start the server (linli serve), or a worker alone (linli work)."),
        )
