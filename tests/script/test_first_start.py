"""What was prepared is known by what is there, not by when it was made."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from script._lib import first_start


@pytest.fixture
def database(tmp_path) -> Path:
    path = tmp_path / "linli.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE django_migrations (name text)")
        connection.execute("INSERT INTO django_migrations VALUES ('0001_initial')")
    return path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, Path("/data/linli.sqlite3")),
        ("sqlite:////srv/linli.sqlite3", Path("/srv/linli.sqlite3")),
        ("sqlite:///srv/linli.sqlite3", Path("/srv/linli.sqlite3")),
        ("postgresql://linli@localhost/linli", None),
    ],
)
def test_file_of_the_database_follows_from_the_url(url, expected):
    env = {"LINLI_DATABASE_URL": url} if url else {}
    assert first_start._sqlite_file(Path("/data"), env) == expected


def test_applied_migrations_are_counted(database):
    assert first_start._applied_migrations(database) == 1


def test_nothing_is_applied_where_there_is_no_database(tmp_path):
    (tmp_path / "empty.sqlite3").touch()
    counts = [first_start._applied_migrations(tmp_path / name) for name in ("no", "empty.sqlite3")]
    assert counts == [0, 0]


def test_older_copy_of_the_database_is_not_taken_for_prepared(database):
    prepared = first_start._database_digest(database, {})
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM django_migrations")
    assert first_start._database_digest(database, {}) != prepared


def test_demonstration_asked_for_later_is_prepared_anew(database):
    with_demo = first_start._database_digest(database, {})
    assert first_start._database_digest(database, {"LINLI_DEMO": "0"}) != with_demo
    assert first_start._database_digest(database, {"LINLI_DEMO": "1"}) == with_demo


@pytest.fixture
def collected(tmp_path, monkeypatch) -> list[str]:
    """Each time that static files were collected into the folder."""
    times: list[str] = []

    def run(_command, **_) -> None:
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static" / ".collected").write_text("this version")
        times.append("collected")

    monkeypatch.setattr(first_start, "run", run)
    return times


def test_static_files_are_collected_once(tmp_path, collected):
    for _ in range(2):
        first_start._prepare_static_files(tmp_path, {})
    assert collected == ["collected"]


def test_static_files_that_are_lost_or_of_another_version_are_collected_anew(tmp_path, collected):
    first_start._prepare_static_files(tmp_path, {})
    (tmp_path / "static" / ".collected").write_text("another version")
    first_start._prepare_static_files(tmp_path, {})
    shutil.rmtree(tmp_path / "static")
    first_start._prepare_static_files(tmp_path, {})
    assert collected == ["collected"] * 3


def test_until_a_community_is_founded_every_start_prepares_the_database(database, monkeypatch):
    runs = []
    monkeypatch.setattr(first_start, "run", lambda command, **_: runs.append(command[-1]))
    env = {"LINLI_DEMO": "0"}
    for _ in range(2):
        first_start._prepare_database(database.parent, env)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE communities_community (name text)")
        connection.execute("INSERT INTO communities_community VALUES ('Poplar')")
    for _ in range(2):
        first_start._prepare_database(database.parent, env)
    assert runs == ["--quiet", "--quiet"]
