"""Runs the checks, and says what they found."""

import sys

import click

from linli.cli.doctor.findings import Finding, Level
from linli.cli.framework import start_django


@click.command()
def doctor() -> None:
    """Say what is wrong and how to mend it.

    Exit status: 0 nothing, or advice alone; 1 there are faults.
    """
    start_django()
    from linli.cli.doctor.checks import run_checks

    sound = True
    for check, findings in run_checks():
        click.echo(f"{_mark(findings)} {check.title}")
        for finding in findings:
            what = f"{finding.what} {finding.detail}".strip()
            click.echo(f"      {_name(finding.level)}: {what}\n      → {finding.mend}")
        sound = sound and all(finding.level is not Level.FAULT for finding in findings)
    sys.exit(0 if sound else 1)


def _name(level: Level) -> str:
    from django.utils.translation import gettext as _

    return _("fault") if level is Level.FAULT else _("advice")


def _mark(findings: list[Finding]) -> str:
    levels = {finding.level for finding in findings}
    if Level.FAULT in levels:
        return "✘"
    return "!" if levels else "✔"
