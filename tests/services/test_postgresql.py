"""The tests' own server keeps what was committed, and leaves nothing behind."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.services.postgresql import PostgresqlServer, running_server
from tests.services.postgresql_binaries import OLDEST, find_binaries, version_of

WAIT_FOR_EVER = """
import time
from tests.services.postgresql import running_server
with running_server() as server:
    print(server.folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def server():
    if find_binaries() is None and not os.environ.get("CI"):
        pytest.skip("No PostgreSQL was found on this machine.")
    with running_server() as running:
        yield running


def test_server_is_durable_and_speaks_utf8(server: PostgresqlServer):
    with psycopg.connect(server.dsn) as connection:
        settings = "SELECT current_setting('fsync'), current_setting('server_encoding')"
        assert connection.execute(settings).fetchone() == ("on", "UTF8")


def test_server_refuses_a_wrong_password(server: PostgresqlServer):
    wrong = server.dsn.replace("linli:", "linli:x")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_committed_row_survives_a_crash(server: PostgresqlServer):
    with psycopg.connect(server.dsn) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('路灯')")
    with closing(psycopg.connect(server.dsn)) as open_connection:
        open_connection.execute("INSERT INTO kept VALUES ('never committed')")
        server.crash()
        server.start()
        with psycopg.connect(server.dsn) as connection:
            assert connection.execute("SELECT word FROM kept").fetchall() == [("路灯",)]


def test_server_that_was_crashed_at_work_starts_again_at_once(server: PostgresqlServer):
    with closing(psycopg.connect(server.dsn)) as busy:
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        server.crash()
        server.start()
    with psycopg.connect(server.dsn) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_stopped_server_leaves_neither_port_nor_folder():
    with running_server() as server:
        dsn, folder = server.dsn, server.folder
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError, match="Connection refused"):
        psycopg.connect(dsn)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's end")
def test_server_ends_when_its_starter_is_killed():
    command = [sys.executable, "-c", WAIT_FOR_EVER]
    root = Path(__file__).resolve().parents[2]
    starter = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    folder = Path(starter.stdout.readline().strip())
    running = folder / "data" / "postmaster.pid"
    assert running.exists()
    starter.kill()
    starter.communicate()
    deadline = time.monotonic() + 30
    while running.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not running.exists()
    shutil.rmtree(folder)


def test_found_binaries_are_new_enough():
    folder = find_binaries()
    assert folder is None or version_of(folder) >= OLDEST


def test_version_of_a_folder_without_server_is_zero(tmp_path):
    assert version_of(tmp_path) == 0


def test_version_of_a_program_that_fails_is_zero(tmp_path):
    for name in ("initdb", "postgres", "pg_isready"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    assert version_of(tmp_path) == 0
