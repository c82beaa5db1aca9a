"""Lets tests with real transactions empty tables that guard themselves.

Tables of records carry triggers, all named `records_…`, that refuse UPDATE and DELETE.  After a
test with real transactions Django empties every table; on SQLite it does so by DELETE.  So the
guards are taken down around that one act, and stand in every test.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

SQLITE_GUARDS = (
    "SELECT name, sql FROM sqlite_master "
    r"WHERE type = 'trigger' AND name LIKE 'records\_%' ESCAPE '\'"
)
POSTGRESQL_GUARDS = (
    "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
    r"WHERE NOT tgisinternal AND tgname LIKE 'records\_%'"
)


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The database without the guards of its records, for as long as the block runs."""
    lift, restore = _statements(connection)
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in restore:
                cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(SQLITE_GUARDS)
            guards = cursor.fetchall()
            return [f"DROP TRIGGER {quote(name)}" for name, _ in guards], [sql for _, sql in guards]
        cursor.execute(POSTGRESQL_GUARDS)
        guards = cursor.fetchall()
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER {quote(name)}" for name, table in guards],
        [f"ALTER TABLE {table} ENABLE TRIGGER {quote(name)}" for name, table in guards],
    )


def lift_guards_when_flushing(patch: pytest.MonkeyPatch) -> None:
    """Makes Django's own emptying of the test database work, here and nowhere else."""
    original: Callable[..., Any] = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(operations: BaseDatabaseOperations, sql_list: Sequence[str]) -> None:
        with guards_lifted(operations.connection):
            original(operations, sql_list)

    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
