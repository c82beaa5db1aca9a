"""`linli upgrade`: a copy first, then the new tables, then a look; and back where anything fails."""

import sys
from pathlib import Path

import click

from linli.cli.framework import start_django


@click.command()
@click.option(
    "--backups",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for copies; `backups` in the data folder if nothing is said.",
)
def upgrade(*, backups: Path | None) -> None:
    """Bring database and files of the pages to this version of Linli, with a copy to go back to.

    Stop the server first.  Exit status: 0 done or nothing to do, 1 everything is as it was.
    """
    start_django()
    from django.conf import settings

    from linli.cli import upgrading
    from linli.cli.static_files import collect_static_files

    folder = backups or settings.LINLI_DATA_DIR / "backups"
    try:
        done = upgrading.bring_up_to_date(folder, tell=click.echo)
    except upgrading.UpgradeError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    collect_static_files()
    click.echo(done)
