"""What `linli upgrade` does once Django runs: copy, migrate, check, and back if need be."""

import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from django.core.management import call_command
from django.db import Error, connection, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cli.doctor import communities, database, public_log
from linli.cli.doctor.findings import Finding, Level
from linli.core.records.models import WorkerLease

Tell = Callable[[str], None]
CHECKS: Sequence[Callable[[], Iterator[Finding]]] = (
    database.check_connection,
    database.check_migrations,
    database.check_records,
    communities.check_communities,
    public_log.check_log,
)


class UpgradeError(Exception):
    """The upgrade did not come about, and the database is as it was."""


def bring_up_to_date(folder: Path, *, tell: Tell) -> str:
    """Copies the database, migrates it and looks whether it is sound; what to say at the end.

    Raises UpgradeError where the server still runs, no copy could be made, or migration or check
    failed; then the copy has been put back.
    """
    missing = database.list_missing_migrations()
    if not missing:
        return _("Nothing to do: the database is that of this version.")
    if _server_runs():
        raise UpgradeError(_("The server still runs. Stop it first, then run this again."))
    copy = _copy(folder)
    tell(_("Copied to %(copy)s.") % {"copy": copy})
    before = _list_faults()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        fresh = [fault for fault in _list_faults() if fault not in before]
    except Exception as error:  # whatever a migration raises, the copy goes back
        _restore(copy)
        raise UpgradeError(
            _("Migration failed, and the copy was put back: %(reason)s") % {"reason": error}
        ) from error
    if fresh:
        _restore(copy)
        raise UpgradeError(
            _("The new database is not sound, and the copy was put back: %(reason)s")
            % {"reason": "; ".join(fresh)}
        )
    return _("%(number)d changes were made. The copy stays at %(copy)s.") % {
        "number": len(missing),
        "copy": copy,
    }


def _server_runs() -> bool:
    """Whether a worker holds its lease: it would write while the tables change."""
    try:
        return WorkerLease.objects.filter(until__gt=timezone.now()).exists()
    except Error:
        return False


def _list_faults() -> list[str]:
    """What is wrong, as far as it can be asked; an old database may lack the tables for it."""
    found = []
    for check in CHECKS:
        try:
            found += [
                f"{each.what} {each.detail}".strip()
                for each in check()
                if each.level is Level.FAULT
            ]
        except Error as error:
            found.append(f"{check.__name__}: {error}")
    return found


def _copy(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = timezone.now().strftime("%Y%m%dT%H%M%SZ")
    if connection.vendor == "sqlite":
        return _copy_sqlite(folder / f"linli-{stamp}.sqlite3")
    return _copy_postgresql(folder / f"linli-{stamp}.dump")


def _copy_sqlite(target: Path) -> Path:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copied:
        connection.connection.backup(copied)
    target.chmod(0o600)
    return target


def _copy_postgresql(target: Path) -> Path:
    _run_tool("pg_dump", "--format=custom", f"--file={target}")
    target.chmod(0o600)
    return target


def _restore(copy: Path) -> None:
    """The database as it was when it was copied."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as kept:
            kept.backup(connection.connection)
    else:
        connections.close_all()
        _run_tool("pg_restore", "--clean", "--if-exists", "--single-transaction", str(copy))
    connections.close_all()


def _run_tool(name: str, *arguments: str) -> None:
    """A tool of PostgreSQL on the configured database; UpgradeError where it is not there or fails."""
    tool = shutil.which(name)
    if tool is None:
        raise UpgradeError(
            _(
                "%(tool)s is not installed; install the client tools of PostgreSQL (apt install "
                "postgresql-client)."
            )
            % {"tool": name}
        )
    with tempfile.NamedTemporaryFile("w", prefix="linli-") as passwords:
        # A file of the process alone: on the command line everybody on the machine could read it.
        passwords.write(f"*:*:*:*:{_escape(connection.settings_dict['PASSWORD'] or '', ':')}\n")
        passwords.flush()
        target = f"--dbname={_conninfo(passwords.name)}"
        done = subprocess.run(  # noqa: S603 - a tool of our own choice with our own settings
            [tool, target, *arguments], capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise UpgradeError(f"{name}: {done.stderr.strip()[-400:]}")


def _conninfo(passfile: str) -> str:
    settings = connection.settings_dict
    told = {
        "host": settings["HOST"],
        "port": str(settings["PORT"] or ""),
        "user": settings["USER"],
        "dbname": settings["NAME"],
        "passfile": passfile,
    }
    return " ".join(f"{key}='{_escape(str(value))}'" for key, value in told.items() if value)


def _escape(text: str, signs: str = "'") -> str:
    """With a backslash before it and before each of the signs, as libpq reads it."""
    for sign in f"\\{signs}":
        text = text.replace(sign, f"\\{sign}")
    return text
