"""`linli upgrade`: a copy first, then the new tables, then a look; and back where anything fails."""

import sys
from pathlib import Path

import click

from linli.cli.framework import start_django

FILES_FAILED = 3


@click.command()
@click.option(
    "--backups",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for copies; `backups` in the data folder if nothing is said.",
)
def upgrade(*, backups: Path | None) -> None:
    """Bring database and files of the pages to this version of Linli, with a copy to go back to.

    Stop the server first.  Exit status: 0 done or nothing to do, 1 everything is as it was, 3 the
    database is of this version, but the files of the pages are not.
    """
    start_django()
    from django.conf import settings
    from django.core.management import CommandError
    from django.utils.translation import gettext as _

    from linli.cli import upgrading
    from linli.cli.static_files import collect_static_files

    folder = backups or settings.LINLI_DATA_DIR / "backups"
    try:
        done = upgrading.bring_up_to_date(folder, tell=click.echo)
    except upgrading.UpgradeError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    click.echo(done)
    try:
        collected = collect_static_files()
    except (OSError, CommandError) as error:
        said = _("The files of the pages were not collected: %(reason)s") % {"reason": error}
        click.echo(f"Error: {said}", err=True)
        sys.exit(FILES_FAILED)
    if collected:
        click.echo(_("The files of the pages were collected."))
