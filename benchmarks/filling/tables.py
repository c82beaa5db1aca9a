"""Rows on their way into tables, by the quickest way that each database has."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from django.db import connection, models, transaction

Value = str | int | bytes | None
Row = tuple[Value, ...]


class Table(NamedTuple):
    """A model's table and the columns that are written, in order."""

    name: str
    columns: tuple[str, ...]


def table_of(model: type[models.Model], *columns: str) -> Table:
    """The model's table; ValueError where these are not all its columns in the order of its
    fields, so that a changed model changes what is filled in."""
    meta = model._meta  # noqa: SLF001 - Django's public name
    known = tuple(field.column for field in meta.concrete_fields)
    if columns != known:
        raise ValueError(f"{meta.db_table} has the columns {known}")
    return Table(meta.db_table, columns)


@contextmanager
def loading() -> Iterator[None]:
    """A transaction without look-ups of what rows refer to, which is written with them, and
    without waiting for the disk; the connection is afterwards as it was."""
    with ExitStack() as until_the_end:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _set_pragmas(foreign_keys="OFF", synchronous="OFF")
            until_the_end.callback(_set_pragmas, foreign_keys="ON", synchronous="FULL")
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL session_replication_role = replica")
                    cursor.execute("SET LOCAL synchronous_commit = off")
            yield


def _set_pragmas(**pragmas: str) -> None:
    with connection.cursor() as cursor:
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name} = {value}")


def write(table: Table, rows: Iterable[Row]) -> None:
    """Inserts rows whose keys are in hexadecimal and whose times are naive UTC as text."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        _copy(connection.connection, table, rows)
    else:
        _insert(connection.connection, table, rows)


def analyse() -> None:
    """Tells the planner what is in the tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            cursor.execute("VACUUM")  # also for the map of pages that need no second look
        cursor.execute("ANALYZE")


def _copy(raw: Any, table: Table, rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write("".join("\t".join(map(_as_copied, row)) + "\n" for row in rows))


def _as_copied(value: Value) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return str(value)


def _insert(raw: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    raw.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', rows)
