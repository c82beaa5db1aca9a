"""Installations on both databases, and a later release of invented migrations to bring them to."""

import os
import resource
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.cli.running import LINLI, environment, run
from tests.services.postgresql import find_binaries

SETTINGS = """
from linli.config.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "later.apps.Later"]
"""
APP = """
from django.apps import AppConfig
class Later(AppConfig):
    name = "later"
    def ready(self):
{ready}
"""
MIGRATION = """
import os, time
from pathlib import Path
from django.db import connection, migrations, models
class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = {dependencies}
    operations = [{operation}]
"""
TABLE = """migrations.CreateModel("Invitation", [
    ("id", models.BigAutoField(primary_key=True)),
    ("place", models.ForeignKey("places.Place", models.PROTECT)),
])"""
FAILS = "migrations.RunPython(lambda apps, editor: 1 / 0)"
# It shows in a file that it has begun.
WAITS = """migrations.RunPython(lambda apps, editor: (
    Path(os.environ["LATER_MARK"]).touch(),
    connection.cursor().execute("SELECT pg_sleep(60)")
    if connection.vendor == "postgresql" else time.sleep(60),
))"""


def sql(statement: str) -> str:
    return f"migrations.RunSQL({statement!r})"


@dataclass(frozen=True, slots=True)
class Installation:
    """Its data folder, its database where that is PostgreSQL, and where the later release lies."""

    folder: Path
    url: str
    later: Path
    extra: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, LINLI_PROFILE="generic", **self.extra)

    @property
    def mark(self) -> Path:
        return self.later / "mark"

    @property
    def name(self) -> Path:
        return self.folder / "linli.sqlite3"

    @property
    def copies(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("*"))

    def release(self, *operations: str, atomic: bool = True, ready: str = "pass") -> None:
        """Writes the later release, of one migration for each operation."""
        app = self.later / "later"
        (app / "migrations").mkdir(parents=True)
        for empty in (app / "__init__.py", app / "migrations" / "__init__.py"):
            empty.touch()
        (self.later / "later_settings.py").write_text(SETTINGS)
        lines = "\n".join(f"        {line}" for line in ready.splitlines())
        (app / "apps.py").write_text(APP.format(ready=lines))
        before = ("places", "0002_facilities")
        for number, operation in enumerate(operations):
            name = f"{number:04}_change"
            text = MIGRATION.format(atomic=atomic, dependencies=[before], operation=operation)
            (app / "migrations" / f"{name}.py").write_text(text)
            before = ("later", name)

    def begin(self, *arguments: str, **limits: int) -> "subprocess.Popen[str]":
        """`linli upgrade` of the later release, on its way."""
        later = {"DJANGO_SETTINGS_MODULE": "later_settings", "PYTHONPATH": str(self.later)}
        return subprocess.Popen(
            [LINLI, "upgrade", *arguments],
            env=self.environment | later | {"LATER_MARK": str(self.mark)},
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: _prepare(limits),  # noqa: PLW1509 - there are no threads
        )

    def upgrade(self, *arguments: str, **limits: int) -> tuple[int, str, str]:
        """Its exit status, what it printed, and what it complained of."""
        return end(self.begin(*arguments, **limits))

    def wait_for_mark(self) -> None:
        deadline = time.monotonic() + 60
        while not self.mark.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def ask(self, statement: str) -> list[Any]:
        """What the database answers; changes are committed."""
        if not self.url:
            with closing(sqlite3.connect(self.name)) as database, database:
                return database.execute(statement).fetchall()
        with psycopg.connect(self.url) as connection:
            answer = connection.execute(statement.encode())
            return answer.fetchall() if answer.description else []

    def dump(self) -> list[str]:
        """Every statement that would make the database as it is: tables, rows, triggers, all."""
        if not self.url:
            with closing(sqlite3.connect(self.name)) as database:
                return list(database.iterdump())
        tool = shutil.which("pg_dump", path=self.environment["PATH"])
        command = [str(tool), f"--dbname={self.url}"]
        dumped = subprocess.run(command, capture_output=True, text=True, check=True)
        # Newer tools write a random word that closes the script to commands.
        return [line for line in dumped.stdout.splitlines() if not line.startswith("\\")]

    def run_django(self, code: str) -> None:
        """Runs it in the installation, without the later release."""
        start = "import django; django.setup()\n"
        settings = {"DJANGO_SETTINGS_MODULE": "linli.config.settings"}
        command = [sys.executable, "-c", start + code]
        subprocess.run(command, env=self.environment | settings, check=True, timeout=60)


def end(running: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = running.communicate(timeout=120)
    return running.returncode, out, err


def _prepare(limits: dict[str, int]) -> None:
    """Signals as a terminal has them, however the tests were started."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    for name, limit in limits.items():
        resource.setrlimit(getattr(resource, name), (limit, limit))


def installing(request: pytest.FixtureRequest, folder: Path) -> Any:
    """What makes installations on the database that the test is run for."""
    if request.param == "sqlite":
        return on_sqlite(folder)
    return on_postgresql(folder, request.getfixturevalue("postgresql_dsn"))


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Callable[[Path], Any]]:
    """What makes an installation in a folder, again and again, from one that is set up once."""
    made = folder / "sqlite"
    _set_up(made)

    @contextmanager
    def install(target: Path) -> Iterator[Installation]:
        data = Path(shutil.copytree(made, target / "data"))
        yield Installation(data, "", target / "later", {})

    yield install


@contextmanager
def on_postgresql(folder: Path, dsn: str) -> Iterator[Callable[[Path], Any]]:
    """The same, as a role that owns its database and nothing else."""
    role, word = f"linli_{secrets.token_hex(6)}", secrets.token_hex(12)
    _command(dsn, f"CREATE ROLE {role} LOGIN PASSWORD '{word}'")
    made = folder / "postgresql"

    def describe(name: str) -> dict[str, str]:
        host = urlsplit(dsn).netloc.rpartition("@")[2]
        return {"LINLI_DATABASE_URL": f"postgresql://{role}:{word}@{host}/{name}", **_find_tools()}

    @contextmanager
    def database(template: str) -> Iterator[str]:
        name = f"linli_{secrets.token_hex(6)}"
        _command(dsn, f"CREATE DATABASE {name} OWNER {role} TEMPLATE {template}")
        try:
            yield name
        finally:
            _command(dsn, f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def install(target: Path) -> Iterator[Installation]:
        data = Path(shutil.copytree(made, target / "data"))
        with database(first) as name:
            extra = describe(name)
            yield Installation(data, extra["LINLI_DATABASE_URL"], target / "later", extra)

    try:
        with database("template1") as first:
            _set_up(made, **describe(first))
            yield install
    finally:
        _command(dsn, f"DROP ROLE {role}")


def _set_up(folder: Path, **extra: str) -> None:
    folder.mkdir()
    done = run(folder, "setup", "--starting-community", "--quiet", LINLI_PROFILE="generic", **extra)
    assert done.returncode == 0, done.stderr


def _find_tools() -> dict[str, str]:
    """Those of the server, which may be newer than the machine's own."""
    binaries = find_binaries()
    if binaries is None or not (binaries / "psql").exists():
        pytest.skip("the client tools of PostgreSQL are not at hand")
    return {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}


def _command(dsn: str, statement: str) -> None:
    """Names are our own, so that nothing needs quoting."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())
