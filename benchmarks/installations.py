"""A Linli of a benchmark's own: data folder, database, static files, all gone at the end.

Call `installed` before anything of Django is imported: settings are read once a process.
"""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import psycopg

from tests.services.postgresql import running_server

DATABASES = ("sqlite", "postgresql")


@contextmanager
def installed(database: str) -> Iterator[Path]:
    """Django, set up on an empty database of that kind; gives the data folder.

    PostgreSQL is the server that LINLI_TEST_PG_DSN names, else one started for the occasion;
    raises NoServerError where there is none.
    """
    with ExitStack() as until_the_end:
        folder = until_the_end.enter_context(data_folder())
        url = f"sqlite:///{folder / 'linli.sqlite3'}"
        if database == "postgresql":
            url = until_the_end.enter_context(fresh_postgresql())
        os.environ.update(environment(folder, url))
        prepare()
        until_the_end.callback(_close_connections)
        yield folder


@contextmanager
def data_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="linli-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_postgresql() -> Iterator[str]:
    """The address of an empty database, dropped at the end."""
    with ExitStack() as until_the_end:
        dsn = os.environ.get("LINLI_TEST_PG_DSN")
        if not dsn:
            dsn = until_the_end.enter_context(running_server()).dsn
        name = f"linli_{secrets.token_hex(6)}"
        _run(dsn, f'CREATE DATABASE "{name}"')
        until_the_end.callback(_run, dsn, f'DROP DATABASE "{name}" WITH (FORCE)')
        yield urlsplit(dsn)._replace(path=f"/{name}").geturl()


def environment(folder: Path, url: str) -> dict[str, str]:
    """What a process needs to be of this installation."""
    return {
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATA_DIR": str(folder),
        "LINLI_DATABASE_URL": url,
        "LINLI_PROFILE": "cn",
        "LINLI_DEMO": "1",
    }


def prepare() -> None:
    """Tables and static files as a server finds them."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()


def _run(dsn: str, statement: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement)
