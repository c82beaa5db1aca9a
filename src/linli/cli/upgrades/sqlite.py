"""Copies of SQLite, by its own backup: whole whoever else reads, and its journals kept in step."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.utils.translation import gettext as _

from linli.core.records.models import WorkerLease

WAIT_SECONDS = 30


def write(target: Path) -> None:
    """Copies the database into that file.  Raises sqlite3.Error."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copied:
        connection.connection.backup(copied)
        # One file that is whole by itself, wherever it is carried.
        copied.execute("PRAGMA journal_mode=DELETE")
        with suppress(sqlite3.OperationalError), copied:
            # Put back by hand, it would keep the next worker waiting for this upgrade.
            copied.execute(f"DELETE FROM {WorkerLease._meta.db_table}")  # noqa: S608, SLF001 - a name of ours


def is_copy(copy: Path) -> bool:
    """Whether it is sound and another database of Linli.  Raises OSError or sqlite3.Error."""
    name = Path(connection.settings_dict["NAME"])
    if name.exists() and copy.samefile(name):
        return False
    with closing(_read(copy)) as kept:
        kept.execute("SELECT count(*) FROM django_migrations")
        return bool(kept.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def restore(copy: Path) -> None:
    """Writes the copy over the database in one transaction.

    A write-ahead log that a killed server left goes with the old state: SQLite takes it in before,
    and removes it at the end.  Raises sqlite3.Error.
    """
    name = connection.settings_dict["NAME"]
    with (
        closing(_read(copy)) as kept,
        closing(sqlite3.connect(name, timeout=WAIT_SECONDS)) as present,
    ):
        kept.backup(present)


def say_by_hand(copy: Path) -> str:
    """How to put it back without Linli."""
    return _(
        "By hand: move %(database)s away, together with the files of that name that end in -wal "
        "and -shm, and put %(copy)s in its place."
    ) % {"database": connection.settings_dict["NAME"], "copy": copy}


def _read(copy: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(copy))}?mode=ro", uri=True)
