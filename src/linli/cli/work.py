"""`linli work` and `linli retry-jobs`."""

from contextlib import suppress

import click

from linli.cli.framework import start_django


@click.command()
def work() -> None:
    """Work off jobs and regular tasks and seal the public log, until stopped; of several workers
    one works at a time."""
    start_django()
    from django.db import Error

    from linli.cli.sealing import sealing
    from linli.cli.upgrades.mark import settle
    from linli.cli.worker import Worker

    with suppress(Error, OSError):
        settle()
    with sealing():
        Worker().run()


@click.command()
def retry_jobs() -> None:
    """Put jobs that had given up back into the queue."""
    start_django()
    from django.utils import timezone

    from linli.core.records.queue import retry_failed_jobs

    click.echo(f"retried={retry_failed_jobs(now=timezone.now())}")
