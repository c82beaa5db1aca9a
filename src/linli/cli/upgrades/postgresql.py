"""Copies of PostgreSQL, by its own tools."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from itertools import islice
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from linli.cli.upgrades.clearing import CLEAR, OUTSIDE
from linli.cli.upgrades.tools import describe_failure, reaching_database, run_tool, start_tool
from linli.core.records.models import WorkerLease

# Where pg_restore sets up the session, before the first object.
HEAD_LINES = 40
# Clients from 17 on set this on every server; an older one does not know it and refuses.
NEW_SETTING = b"SET transaction_timeout = 0;\n"
FIRST_TO_KNOW_IT = 170000


def write(target: Path) -> None:
    """Copies the database into that file.  Raises UpgradeError.

    Without the lease: put back by hand, it would keep the next worker waiting for this upgrade.
    """
    lease = WorkerLease._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    what = ("--format=custom", f"--exclude-table-data=*.{lease}", f"--file={target}")
    with reaching_database() as address:
        done = run_tool("pg_dump", *address, *what)
    if done.returncode:
        raise describe_failure("pg_dump", done.stderr, done.returncode)


def is_copy(copy: Path) -> bool:
    """Whether pg_restore can read it, and it holds tables of Linli in the schema in use.

    Raises UpgradeError where pg_restore is not installed.
    """
    listed = run_tool("pg_restore", "--list", str(copy))
    wanted = f" TABLE {_get_schema()} django_migrations "
    return listed.returncode == 0 and wanted in listed.stdout.decode(errors="replace")


def restore(copy: Path) -> None:
    """Puts the copy in the place of all that the schema in use holds, in one transaction.

    `pg_restore --clean` alone would leave what was made since, and fail where that holds on to
    something old.  Raises UpgradeError.
    """
    schema, clear, skipped = _get_schema(), _write_clear(), _list_skipped()
    connection.close()
    script = ("--clean", "--if-exists", f"--schema={schema}", "--file=-", str(copy))
    taking = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
    with reaching_database() as address, tempfile.TemporaryFile() as said:
        with (
            start_tool("pg_restore", *script, stdout=subprocess.PIPE, stderr=said) as source,
            start_tool(
                "psql", *address, *taking, stdin=subprocess.PIPE, stdout=said, stderr=said
            ) as target,
        ):
            _pour(source, target, clear=clear, skipped=skipped)
        if status := source.returncode or target.returncode:
            said.seek(0)
            raise describe_failure("pg_restore", said.read(), status)


def say_by_hand(copy: Path) -> str:
    """How to put it back without Linli."""
    return _(
        "By hand: make an empty database, run pg_restore --dbname=THAT_DATABASE %(copy)s, and name "
        "it in LINLI_DATABASE_URL."
    ) % {"copy": copy}


def _pour(
    source: "subprocess.Popen[bytes]",
    target: "subprocess.Popen[bytes]",
    *,
    clear: str,
    skipped: set[bytes],
) -> None:
    """Commits what the source wrote to its end alone: a script that is cut off is rolled back."""
    assert source.stdout
    assert target.stdin
    with suppress(BrokenPipeError):  # it gave up, and says why
        target.stdin.write(clear.encode())
        head = islice(source.stdout, HEAD_LINES)
        target.stdin.writelines(line for line in head if line not in skipped)
        shutil.copyfileobj(source.stdout, target.stdin)
        if source.wait() == 0:
            target.stdin.write(b"COMMIT;\n")
    with suppress(BrokenPipeError):
        target.stdin.close()


def _get_schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def _write_clear() -> str:
    refusal = _("Objects of other schemas depend on the tables of Linli.")
    parts = {"schema": sql.Literal(_get_schema()), "refusal": sql.Literal(refusal)}
    return sql.SQL(CLEAR).format(outside=sql.SQL(OUTSIDE), **parts).as_string(None)


def _list_skipped() -> set[bytes]:
    connection.ensure_connection()
    return set() if connection.connection.info.server_version >= FIRST_TO_KNOW_IT else {NEW_SETTING}
