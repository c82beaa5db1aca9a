"""Runs the checks in the order in which they make sense."""

import sys
from collections.abc import Callable, Iterator

import click

from linli.cli.doctor.findings import Finding, Level
from linli.cli.framework import start_django

Check = Callable[[], Iterator[Finding]]


@click.command()
def doctor() -> None:
    """Say what is wrong and how to mend it.

    Exit status: 0 nothing, or advice alone; 1 there are faults.
    """
    start_django()
    sound = True
    for title, check in list_checks():
        findings = list(check())
        click.echo(f"{_mark(findings)} {title}")
        for finding in findings:
            click.echo(f"      {_name(finding.level)}: {finding.what}\n      → {finding.mend}")
        if any(finding.level is Level.FAULT for finding in findings):
            sound = False
            if check.__name__ in ENOUGH:
                break
    sys.exit(0 if sound else 1)


# After a fault in one of these nothing that follows could be asked.
ENOUGH = {"check_connection", "check_migrations"}


def list_checks() -> list[tuple[str, Check]]:
    """Every check with its title."""
    from django.utils.translation import gettext as _

    from linli.cli.doctor import communities, database, machine, photos, public_log

    return [
        (_("Data folder"), machine.check_folder),
        (_("Keys"), machine.check_keys),
        (_("Disk"), machine.check_disk),
        (_("Static files"), machine.check_static_files),
        (_("Carriers of messages"), machine.check_carriers),
        (_("Database"), database.check_connection),
        (_("Tables"), database.check_migrations),
        (_("Records"), database.check_records),
        (_("Photos"), photos.check_photos),
        (_("Jobs"), database.check_jobs),
        (_("Worker"), database.check_worker),
        (_("Public log"), public_log.check_log),
        (_("Communities"), communities.check_communities),
        (_("Calendars"), communities.check_calendars),
        (_("Duties"), communities.check_duties),
    ]


def _name(level: Level) -> str:
    from django.utils.translation import gettext as _

    return _("fault") if level is Level.FAULT else _("advice")


def _mark(findings: list[Finding]) -> str:
    levels = {finding.level for finding in findings}
    if Level.FAULT in levels:
        return "✘"
    return "!" if levels else "✔"
