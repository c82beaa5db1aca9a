"""Copies of the database: made, looked at, and put back, whichever database it is."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import Error, connection, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cli.upgrades import postgresql, sqlite
from linli.cli.upgrades.errors import UpgradeError


@dataclass(frozen=True, slots=True)
class Ways:
    """How one kind of database is copied.

    `write` fills a file that is there and empty, `is_copy` looks, `restore` changes the database
    wholly or not at all; each may raise UpgradeError, OSError or the database's own error.
    """

    ending: str
    write: Callable[[Path], None]
    is_copy: Callable[[Path], bool]
    restore: Callable[[Path], None]
    say_by_hand: Callable[[Path], str]


WAYS = {
    "sqlite": Ways("sqlite3", sqlite.write, sqlite.is_copy, sqlite.restore, sqlite.say_by_hand),
    "postgresql": Ways(
        "dump",
        postgresql.write,
        postgresql.is_copy,
        postgresql.restore,
        postgresql.say_by_hand,
    ),
}


def make_copy(folder: Path) -> Path:
    """The database as it is now, in a new file that its owner alone may read.

    Raises UpgradeError where that fails; then nothing is left of it.
    """
    ways = WAYS[connection.vendor]
    target = folder / f"linli-{timezone.now().strftime('%Y%m%dT%H%M%SZ')}.{ways.ending}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600, exist_ok=False)
        _fill(target, ways)
    except (OSError, sqlite3.Error, Error, UpgradeError) as error:
        raise UpgradeError(
            _("No copy could be made in %(folder)s: %(reason)s")
            % {"folder": folder, "reason": error}
        ) from error
    return target


def _fill(target: Path, ways: Ways) -> None:
    try:
        ways.write(target)
    except BaseException:
        for leftover in target.parent.glob(f"{target.name}*"):
            leftover.unlink()
        raise


def check_copy(copy: Path) -> None:
    """UpgradeError where that is no whole copy of a database of Linli, of the kind in use."""
    try:
        is_copy = WAYS[connection.vendor].is_copy(copy)
    except (OSError, sqlite3.Error):
        is_copy = False
    if not is_copy:
        raise UpgradeError(
            _("%(copy)s is no copy of this kind of database, or is damaged.") % {"copy": copy}
        )


def put_back(copy: Path) -> None:
    """The database as it was when it was copied.  Raises UpgradeError, and changes nothing then."""
    connections.close_all()
    try:
        WAYS[connection.vendor].restore(copy)
    except (OSError, sqlite3.Error, Error) as error:
        raise UpgradeError(str(error)) from error
    finally:
        connections.close_all()


def say_by_hand(copy: Path) -> str:
    """How to put it back without Linli."""
    return WAYS[connection.vendor].say_by_hand(copy)
