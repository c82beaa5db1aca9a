"""linli upgrade: from the last release, on both databases."""

import io
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

from tests.cli.running import LINLI, environment
from tests.cli.upgraded import Installation
from tests.crash.installation import fresh_postgresql
from tests.services.postgresql import find_binaries

ROOT = Path(__file__).parents[2]
START = "from linli.cli import main; main(['setup', '--starting-community', '--quiet'])"
COUNTS = {
    "matters": "SELECT count(*) FROM matters_matter",
    "records": "SELECT count(*) FROM records_record",
    "promises": "SELECT count(*) FROM matters_promise",
}
NEW = "administration_invitation"


def git(*arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


def version_at(commit: str) -> str:
    found = re.search(rb'^version = "(.+)"$', git("show", f"{commit}:pyproject.toml"), re.MULTILINE)
    return found[1].decode() if found else ""


def last_release() -> str:
    """Its tag; in a clone without tags, the last commit whose version is that of a release."""
    tag = git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD").decode().strip()
    if tag:
        return tag
    changed = git("log", "--format=%H", "-G^version = ", "--", "pyproject.toml").decode().split()
    before = (f"{commit}^" for commit in changed)
    releases = (commit for commit in before if re.fullmatch(r"[\d.]+", version_at(commit)))
    return next(releases, "")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the last release before this commit."""
    commit = last_release()
    if not commit:
        pytest.skip("this clone holds no release to upgrade from: its history was cut")
    folder = tmp_path_factory.mktemp("release")
    with tarfile.open(fileobj=io.BytesIO(git("archive", commit, "src"))) as sources:
        sources.extractall(folder, filter="data")
    return folder / "src"


def begin(release: Path, folder: Path, **extra: str) -> dict[str, str]:
    """An installation that the release made, and the environment that it runs in."""
    folder.mkdir()
    settings = environment(folder, LINLI_PROFILE="generic", **extra)
    made = subprocess.run(
        [sys.executable, "-c", START],
        env={**settings, "PYTHONPATH": str(release)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return settings


def upgrade(
    folder: Path, settings: dict[str, str], *arguments: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [LINLI, "upgrade", *arguments],
        env=settings,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_release_on_sqlite_becomes_this_version_and_goes_back(release, tmp_path):
    folder = tmp_path / "data"
    settings = begin(release, folder)

    def count() -> dict[str, int]:
        with sqlite3.connect(folder / "linli.sqlite3") as database:
            return {name: database.execute(sql).fetchone()[0] for name, sql in COUNTS.items()}

    before, left = count(), Installation(folder, "", folder, {})
    whole = left.dump()
    assert min(before.values()) > 10
    done = upgrade(folder, settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert count() == before
    with sqlite3.connect(folder / "linli.sqlite3") as database:
        assert database.execute(f"SELECT count(*) FROM {NEW}").fetchone() == (0,)
    (copy,) = (folder / "backups").iterdir()
    back = upgrade(folder, settings, "--back", str(copy))
    assert (back.returncode, back.stderr) == (0, "")
    assert left.dump() == whole


@pytest.fixture
def url(postgresql_dsn: str):
    """An empty database, and the tools of its server on the PATH."""
    with fresh_postgresql(postgresql_dsn) as address:
        yield address


def on_postgresql(url: str, sql: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(sql.encode()).fetchone()
    assert row is not None
    return int(row[0])


def tools() -> dict[str, str]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("the server is not of this machine, so its tools are not at hand")
    return {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}


def test_release_on_postgresql_becomes_this_version_and_goes_back(release, tmp_path, url):
    folder = tmp_path / "data"
    settings = begin(release, folder, LINLI_DATABASE_URL=url, **tools())
    whole = Installation(folder, url, folder, tools()).dump()
    before = {name: on_postgresql(url, sql) for name, sql in COUNTS.items()}
    assert min(before.values()) > 10
    done = upgrade(folder, settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert {name: on_postgresql(url, sql) for name, sql in COUNTS.items()} == before
    assert on_postgresql(url, f"SELECT count(*) FROM {NEW}") == 0
    (copy,) = (folder / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    back = upgrade(folder, settings, "--back", str(copy))
    assert (back.returncode, back.stderr) == (0, "")
    assert Installation(folder, url, folder, tools()).dump() == whole


def test_failing_migration_on_postgresql_leaves_the_release_as_it_was(release, tmp_path, url):
    folder = tmp_path / "data"
    settings = begin(release, folder, LINLI_DATABASE_URL=url, **tools())
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE {NEW} (other integer)".encode())
    before = {name: on_postgresql(url, sql) for name, sql in COUNTS.items()}
    applied = on_postgresql(url, "SELECT count(*) FROM django_migrations")
    done = upgrade(folder, settings)
    assert done.returncode == 1
    assert "The copy was put back" in done.stderr
    assert {name: on_postgresql(url, sql) for name, sql in COUNTS.items()} == before
    assert on_postgresql(url, "SELECT count(*) FROM django_migrations") == applied
