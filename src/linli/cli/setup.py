"""`linli setup`: from an empty folder to an installation that somebody can work with."""

import base64
import secrets
import sys

import click

from linli.cli.framework import start_django

SECRETS = ("LINLI_SECRET_KEY", "LINLI_FIELD_KEY")


@click.command()
@click.option("--starting-community", is_flag=True, help="A fictional street, to try it all out.")
@click.option(
    "--demonstration-street", is_flag=True, help="A fictional street with a year of affairs."
)
@click.option(
    "--empty", is_flag=True, help="Tables and keys alone; the first visitor founds the community."
)
@click.option("--name", help="Name of the community.")
@click.option("--place-code", help="Code of its top place; docs/places.md says how it is made.")
@click.option("--admin-name", help="Name of the first administrator.")
@click.option("--contact", help="The administrator's mobile number or mail address.")
@click.option("--quiet", is_flag=True, help="Say nothing but what goes wrong.")
def setup(
    *,
    starting_community: bool,
    demonstration_street: bool,
    empty: bool,
    name: str | None,
    place_code: str | None,
    admin_name: str | None,
    contact: str | None,
    quiet: bool,
) -> None:
    """Prepare database, keys, files of the pages, the first community and its administrator.

    Asks for what no option says.  Run again, it changes nothing but what is missing.
    """
    _start()
    from linli.cli import setting_up
    from linli.cli.static_files import collect_static_files

    setting_up.migrate()
    collect_static_files()
    community = setting_up.find_any_community()
    if community is not None:
        said = setting_up.say_there(community)
    elif demonstration_street:
        said = setting_up.load_demonstration(_tell)
    elif starting_community:
        said = setting_up.load_fiction()
    elif empty:
        said = setting_up.say_empty()
    else:
        proposed = setting_up.propose(name, place_code, admin_name, contact)
        said = setting_up.found({key: _ask(*question) for key, question in proposed.items()})
    setting_up.open_log()
    if not quiet or empty:
        click.echo(said, err=empty)


def _start() -> None:
    """Django, or what to set so that it can start; the keys themselves are never made up twice."""
    try:
        start_django()
    except click.ClickException as error:
        if any(secret in error.message for secret in SECRETS):
            proposals = "".join(f"\n  {secret}={_fresh_key()}" for secret in SECRETS)
            raise click.ClickException(error.message + proposals) from error
        raise


def _tell(what: str) -> None:
    click.echo(f"\n  {what}", nl=False, err=True)


def _fresh_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def _ask(question: str, given: str | None, proposal: str | None) -> str:
    """The option's value, or what somebody types."""
    if given is not None:
        return given
    try:
        return str(click.prompt(question, default=proposal))
    except click.Abort as error:
        if sys.stdin.isatty():
            raise
        sentence = "Give --name, --admin-name and --contact where nobody can be asked."
        raise click.UsageError(sentence) from error
