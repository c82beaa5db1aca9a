"""linli upgrade: from an older database to this one, and back where it fails."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment, run

OLDER = {"cases": "0003", "accounts": "0001", "contributions": "0001", "administration": "zero"}
COUNT = "SELECT (SELECT count(*) FROM matters_matter), (SELECT count(*) FROM records_record)"


def django(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    settings = {"DJANGO_SETTINGS_MODULE": "linli.config.settings", "LINLI_PROFILE": "generic"}
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with data, as an earlier version left it."""
    folder = tmp_path_factory.mktemp("left")
    made = run(folder, "setup", "--starting-community", "--quiet", LINLI_PROFILE="generic")
    assert made.returncode == 0, made.stderr
    for app, name in OLDER.items():
        done = django(folder, "migrate", app, name, "--verbosity=0")
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def older(left: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(left, tmp_path / "data"))


def counts(folder: Path) -> tuple[int, int]:
    with sqlite3.connect(folder / "linli.sqlite3") as database:
        return database.execute(COUNT).fetchone()


def applied(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "linli.sqlite3") as database:
        return {
            f"{app}.{name}"
            for app, name in database.execute("SELECT app, name FROM django_migrations")
        }


def test_older_database_becomes_that_of_this_version_and_keeps_everything(older):
    before = counts(older)
    assert before[0] > 10
    assert "cases.0004_claims_and_catalogue" not in applied(older)
    done = run(older, "upgrade", LINLI_PROFILE="generic")
    assert (done.returncode, done.stderr) == (0, "")
    assert "cases.0004_claims_and_catalogue" in applied(older)
    assert counts(older) == before
    (copy,) = (older / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    again = run(older, "upgrade", LINLI_PROFILE="generic")
    assert (again.returncode, "Nothing to do" in again.stdout) == (0, True)
    assert len(list((older / "backups").iterdir())) == 1


def test_migration_that_fails_leaves_everything_as_it_was(older):
    with sqlite3.connect(older / "linli.sqlite3") as database:
        database.execute("CREATE TABLE cases_claim (other INTEGER)")
    before, tables = counts(older), applied(older)
    done = run(older, "upgrade", LINLI_PROFILE="generic")
    assert done.returncode == 1
    assert "Migration failed: " in done.stderr
    assert "The copy was put back" in done.stderr
    assert (counts(older), applied(older)) == (before, tables)


def test_running_server_is_not_upgraded_under_its_feet(older):
    with sqlite3.connect(older / "linli.sqlite3") as database:
        database.execute("UPDATE records_workerlease SET until = '2999-01-01 00:00:00'")
        if not database.execute("SELECT count(*) FROM records_workerlease").fetchone()[0]:
            columns = [row[1] for row in database.execute("PRAGMA table_info(records_workerlease)")]
            assert {"name", "holder", "until"} <= set(columns)
            database.execute(
                "INSERT INTO records_workerlease (name, holder, until) VALUES (?, ?, ?)",
                ["worker", "0" * 32, "2999-01-01 00:00:00"],
            )
    done = run(older, "upgrade", LINLI_PROFILE="generic")
    assert (done.returncode, "The server still runs" in done.stderr) == (1, True)
    assert not (older / "backups").exists()
