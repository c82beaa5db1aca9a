"""What stands in the tables of an installation."""

import sqlite3
from pathlib import Path

COUNT = "SELECT (SELECT count(*) FROM matters_matter), (SELECT count(*) FROM records_record)"


def counts(folder: Path) -> tuple[int, int]:
    with sqlite3.connect(folder / "linli.sqlite3") as database:
        return database.execute(COUNT).fetchone()


def applied(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "linli.sqlite3") as database:
        return {
            f"{app}.{name}"
            for app, name in database.execute("SELECT app, name FROM django_migrations")
        }
