"""linli upgrade --back: a copy in the place of the database, after an upgrade that succeeded."""

import sqlite3
import subprocess
import sys

import pytest

from tests.cli.upgraded import TABLE, installing, sql

RENAMED = sql("UPDATE communities_community SET name = 'Poplar Street'")
SERVER_RUNS = """
import uuid
from datetime import timedelta
from django.utils import timezone
from linli.cli.worker import NAME
from linli.core.records.queue import take_lease
assert take_lease(NAME, holder=uuid.uuid4(), now=timezone.now() + timedelta(hours=1))
"""
# Ends as a killed server does: what it wrote is in the write-ahead log alone.
KILLED = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA wal_autocheckpoint=0")
database.execute("UPDATE communities_community SET name = 'Killed Street'")
database.commit()
os._exit(0)
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def install(request, tmp_path_factory):
    with installing(request, tmp_path_factory.mktemp("made")) as made:
        yield made


@pytest.fixture
def installed(install, tmp_path):
    with install(tmp_path) as made:
        made.release(TABLE, RENAMED)
        yield made


@pytest.fixture
def upgraded(installed):
    """It, of the later release, with its state before."""
    before = installed.dump()
    status, _out, err = installed.upgrade()
    assert (status, err) == (0, "")
    return installed, before


def test_upgrade_and_back_leaves_tables_and_rows_as_they_were(upgraded):
    installed, before = upgraded
    after = installed.dump()
    (copy,) = installed.copies
    status, out, err = installed.upgrade("--back", str(copy))
    assert (status, err) == (0, "")
    assert installed.dump() == before != after
    assert f"{copy} was put back." in out
    assert "install those that ran when it was made" in out
    assert "linli log adopt" in out
    assert not list(installed.folder.glob("linli.sqlite3-*"))
    (present,) = set(installed.copies) - {copy}
    status, out, err = installed.upgrade("--back", str(present))
    assert (status, err) == (0, "")
    assert installed.dump() == after
    assert "install those" not in out


def test_running_server_keeps_its_database(upgraded):
    installed, _before = upgraded
    installed.run_django(SERVER_RUNS)
    after = installed.dump()
    (copy,) = installed.copies
    status, _out, err = installed.upgrade("--back", str(copy))
    assert (status, "The server still runs" in err) == (1, True)
    assert (installed.dump(), installed.copies) == (after, [copy])


def test_path_that_is_no_copy_is_refused(upgraded, tmp_path):
    installed, _before = upgraded
    after, copies = installed.dump(), installed.copies
    text = tmp_path / "text"
    text.write_text("no copy at all\n" * 1000)
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE other (id INTEGER)")
    database.close()
    for path in (tmp_path / "missing", tmp_path, text, other, installed.name):
        status, _out, err = installed.upgrade("--back", str(path))
        assert (status, "is no copy" in err) == (1, True), err
    assert (installed.dump(), installed.copies) == (after, copies)


def test_copy_that_is_cut_off_changes_nothing(upgraded):
    installed, _before = upgraded
    after = installed.dump()
    (copy,) = installed.copies
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    status, _out, err = installed.upgrade("--back", str(copy))
    assert (status, str(copy) in err) == (1, True)
    assert installed.dump() == after


@pytest.mark.parametrize("is_there", [True, False])
def test_write_ahead_log_of_a_killed_server_is_not_played_over_the_copy(upgraded, is_there):
    installed, before = upgraded
    if installed.url:
        pytest.skip("PostgreSQL has its own")
    (copy,) = installed.copies
    subprocess.run([sys.executable, "-c", KILLED, str(installed.name)], check=True, timeout=60)
    assert installed.name.with_name("linli.sqlite3-wal").stat().st_size
    if not is_there:
        installed.name.unlink()
    status, _out, err = installed.upgrade("--back", str(copy))
    assert (status, err) == (0, "")
    assert installed.dump() == before
    assert not list(installed.folder.glob("linli.sqlite3-*"))
