"""`linli upgrade`: a copy first, then the new tables, then a look; and back where anything fails."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from linli.cli.framework import start_django

if TYPE_CHECKING:
    from linli.cli.upgrades.orders import Orders

UNCHANGED = 1
FILES_FAILED = 3
HALFWAY = 4


@click.command()
@click.option(
    "--backups",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for copies; `backups` in the data folder if nothing is said.",
)
@click.option(
    "--back",
    metavar="COPY",
    type=click.Path(path_type=Path),
    help="Put this copy back instead, after a copy of what is there now.",
)
def upgrade(*, backups: Path | None, back: Path | None) -> None:
    """Bring database and files of the pages to this version of Linli, with a copy to go back to.

    Stop the server first.  Exit status: 0 done or nothing to do, 1 everything is as it was, 3 the
    database is of this version, but the files of the pages are not, 4 the database is between two
    versions, and what is said leads back.
    """
    start_django()
    from django.conf import settings

    from linli.cli.upgrades.orders import Orders

    folder = backups or settings.LINLI_DATA_DIR / "backups"
    with Orders() as orders:
        _change(folder, back, orders)
        if back is None:
            _collect(orders)


def _change(folder: Path, back: Path | None, orders: "Orders") -> None:
    from django.db import Error
    from django.utils.translation import gettext as _

    from linli.cli.upgrades import course
    from linli.cli.upgrades.errors import HalfwayError, UpgradeError
    from linli.cli.upgrades.orders import StoppedError

    try:
        if back is None:
            _tell(course.bring_up_to_date(folder, tell=_tell, orders=orders))
        else:
            _tell(course.go_back(back, folder, tell=_tell, orders=orders))
    except HalfwayError as error:
        _fail(str(error), HALFWAY)
    except (UpgradeError, OSError) as error:
        _fail(str(error), UNCHANGED)
    except StoppedError:
        _fail(_("Stopped before anything was changed."), UNCHANGED)
    except Error as error:
        _fail(f"{_('The database does not answer.')} {error}", UNCHANGED)


def _collect(orders: "Orders") -> None:
    from django.core.management import CommandError
    from django.utils.translation import gettext as _

    from linli.cli.static_files import collect_static_files
    from linli.cli.upgrades.orders import StoppedError

    try:
        with orders.obeyed():
            collected = collect_static_files()
    except (OSError, CommandError, StoppedError) as error:
        reason = str(error) or _("The upgrade was told to stop.")
        said = _("The files of the pages were not collected: %(reason)s") % {"reason": reason}
        _fail(said, FILES_FAILED)
    if collected:
        _tell(_("The files of the pages were collected."))


def _tell(what: str, *, is_error: bool = False) -> None:
    """A terminal that is gone keeps nothing from its course, least of all the way back."""
    with suppress(OSError):
        click.echo(what, err=is_error)


def _fail(said: str, status: int) -> NoReturn:
    _tell(f"Error: {said}", is_error=True)
    sys.exit(status)
