"""A Linli of a benchmark's own: data folder, database, static files, all gone at the end.

Call `installed` before anything of Django is imported: settings are read once a process.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.crash.installation import fresh_postgresql
from tests.services.postgresql import running_server

DATABASES = ("sqlite", "postgresql")


@contextmanager
def installed(database: str) -> Iterator[Path]:
    """Django, set up on an empty database of that kind; gives the data folder.

    Raises NoServerError where there is no PostgreSQL and one is asked for.
    """
    with ExitStack() as until_the_end:
        folder = until_the_end.enter_context(data_folder())
        url = f"sqlite:///{folder / 'linli.sqlite3'}"
        if database == "postgresql":
            dsn = until_the_end.enter_context(postgresql_dsn())
            url = until_the_end.enter_context(fresh_postgresql(dsn))
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
def postgresql_dsn() -> Iterator[str]:
    """A superuser's address on the server that LINLI_TEST_PG_DSN names, else on one of our own."""
    if given := os.environ.get("LINLI_TEST_PG_DSN"):
        yield given
        return
    with running_server() as server:
        yield server.dsn


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
