"""An installation of the product in a folder of its own, and programs that run in it."""

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Installation:
    """Its data folder and the address of its database."""

    folder: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of what the caller has set for Linli."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("LINLI_")}
        return kept | {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "DJANGO_SETTINGS_MODULE": "tests.crash.settings",
            "LINLI_DATA_DIR": str(self.folder),
            "LINLI_DATABASE_URL": self.database_url,
            "LINLI_SECRET_KEY": "a secret key for servers that are killed, long enough for Django",
            "LINLI_FIELD_KEY": base64.urlsafe_b64encode(bytes(range(32))).decode(),
        }

    def run(self, module: str, *arguments: str, given: str = "") -> str:
        """What the module prints; CalledProcessError where it fails."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


def on_sqlite(folder: Path) -> Installation:
    return Installation(folder, f"sqlite:///{folder / 'linli.sqlite3'}")


@contextmanager
def fresh_postgresql(dsn: str) -> Iterator[str]:
    """The address of an empty database on that server, dropped at the end."""
    name = f"linli_{secrets.token_hex(6)}"
    _run(dsn, f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(dsn)._replace(path=f"/{name}").geturl()
    finally:
        _run(dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(dsn: str, statement: str) -> None:
    """Names are our own, so that nothing needs quoting."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())
