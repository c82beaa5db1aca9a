"""`linli erase`: forgets the reporter of a matter."""

import click

from linli.cli.framework import find_community, start_django


@click.command()
@click.argument("number")
@click.option("--community", "slug", default="", help="Which community, where there are several.")
@click.confirmation_option(prompt="This cannot be undone. Erase?")
def erase(*, number: str, slug: str) -> None:
    """Delete the words and contact data of the reporter of matter NUMBER, in all that he reported.

    The public log stays valid; what is deleted can be recovered from nothing.  Words and photos
    that were published stay until somebody takes them down: their matters are listed.
    """
    start_django()
    from linli.apps.disclosure.public import erase_resident
    from linli.core.matters.acting import acting_as_system
    from linli.core.matters.errors import MatterNotFoundError
    from linli.core.matters.selectors import get_matter

    try:
        matter = get_matter(number, user=acting_as_system(find_community(slug)))
    except MatterNotFoundError as error:
        raise click.UsageError(f"There is no matter {number}.") from error
    if matter.reporter is None:
        raise click.ClickException(f"Nobody is known as the reporter of {matter.number}.")
    erased = erase_resident(matter.reporter)
    click.echo(f"records={erased.records}")
    for published in erased.published:
        click.echo(f"published={published}")
    if erased.published:
        click.echo("What was published of these matters is still there: take it down.", err=True)
