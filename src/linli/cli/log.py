"""`linli log …`: the key of the public log, and what it holds that the database lost."""

from collections.abc import Callable
from typing import TypeVar

import click

from linli.cli.framework import start_django

Result = TypeVar("Result")


@click.group()
def log() -> None:
    """The public log: its key, and entries that the database lost."""
    start_django()


@log.command()
def key() -> None:
    """Print the verifier keys, the oldest first."""
    from linli.apps.disclosure.public import load_signers

    for signer in _checked(load_signers):
        click.echo(signer.verifier.vkey)


@log.command()
def renew_key() -> None:
    """Make a new key, which signs together with the old one from now on."""
    from linli.apps.disclosure.public import renew_key as renew

    click.echo(_checked(renew).verifier.vkey)


@log.command()
@click.confirmation_option(prompt="Does everybody who checks the log have the new key?")
def retire_key() -> None:
    """Destroy the oldest key; from now on the new one alone signs."""
    from linli.apps.disclosure.public import retire_key as retire

    click.echo(f"retired {_checked(retire).verifier.vkey}")


@log.command()
@click.confirmation_option(prompt="Were the records of these entries lost for good?")
def adopt() -> None:
    """Note entries that the database does not know as lost, after it was put back to an older state."""
    from linli.apps.disclosure.public import adopt_entries

    click.echo(f"adopted={_checked(adopt_entries)}")


def _checked(act: Callable[[], Result]) -> Result:
    """What it gives; a refusal ends the command in one line."""
    from linli.apps.disclosure.public import DisclosureError
    from linli.engines.tile_log import LogError

    try:
        return act()
    except (DisclosureError, LogError) as error:
        raise click.ClickException(str(error)) from error
