"""linli upgrade: whatever ends it, the database is as it was, or somebody is told how it is not."""

import os
import shutil
import signal
import time

import pytest

from linli.engines.tile_log.lock import WriterLock
from tests.cli.upgraded import (
    FAILS,
    TABLE,
    WAITS,
    end,
    installing,
    sql,
)

HOLDER = "SELECT CAST(holder AS varchar(40)) FROM records_workerlease"
STREAM_TOO_LONG = "UPDATE records_stream SET last = last + 1"
SPOILS_COPY = """migrations.RunPython(lambda apps, editor: [
    copy.write_text("spoiled") for copy in Path("backups").iterdir()
])"""
# A record that is not sealed yet, and overdue a few seconds from now.
RECORD_OF_LATELY = """
from datetime import timedelta
from django.utils import timezone
from linli.core.records.models import Record, Stream
last = Record.objects.order_by("-sequence").first()
last.pk, last._state.adding = None, True
last.sequence, last.recorded_at = last.sequence + 1, timezone.now() - timedelta(seconds=55)
last.save(force_insert=True)
Stream.objects.filter(community=last.community).update(last=last.sequence)
"""
WORKER_WAITS = """
import uuid
from django.utils import timezone
from linli.apps.disclosure.public import Sequencer
from linli.cli.worker import NAME
from linli.core.records.queue import take_lease
from linli.engines.tile_log import LockedError
assert not take_lease(NAME, holder=uuid.uuid4(), now=timezone.now())
try:
    Sequencer().take_turn()
except LockedError:
    pass
else:
    raise AssertionError
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def install(request, tmp_path_factory):
    with installing(request, tmp_path_factory.mktemp("made")) as made:
        yield made


@pytest.fixture
def installed(install, tmp_path):
    with install(tmp_path) as made:
        yield made


def test_table_made_before_the_failing_migration_is_gone_after(installed):
    installed.release(TABLE, FAILS)
    before = installed.dump()
    status, _out, err = installed.upgrade()
    assert "Migration failed: division by zero\nThe copy was put back: everything" in err
    assert status == 1
    assert installed.dump() == before


def test_fault_that_a_migration_brings_leads_back(installed):
    installed.release(sql(STREAM_TOO_LONG))
    before = installed.dump()
    status, _out, err = installed.upgrade()
    assert "The new database is not sound" in err
    assert "records" in err
    assert status == 1
    assert installed.dump() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_order_to_stop_leads_back(installed, number):
    installed.release(TABLE, WAITS)
    before = installed.dump()
    running = installed.begin()
    installed.wait_for_mark()
    running.send_signal(number)
    status, _out, err = end(running)
    assert "The upgrade was told to stop.\nThe copy was put back" in err
    assert status == 1
    assert installed.dump() == before


def test_way_back_that_fails_is_told_with_all_that_is_known(installed):
    installed.release(TABLE, SPOILS_COPY, FAILS)
    status, _out, err = installed.upgrade()
    assert status == 4
    (copy,) = installed.copies
    assert "Migration failed: division by zero" in err
    assert "The copy could not be put back: " in err
    assert f"linli upgrade --back {copy}" in err
    assert "By hand: " in err
    assert installed.ask("SELECT count(*) FROM later_invitation") == [(0,)]
    # Nobody works on with what is half done.
    assert len(installed.ask(HOLDER)) == 1


def test_what_other_schemas_hold_is_not_lost_with_the_tables(installed):
    if not installed.url:
        pytest.skip("SQLite has no schemas")
    installed.ask("CREATE SCHEMA reports")
    installed.ask("CREATE VIEW reports.places AS SELECT id FROM places_place")
    installed.release(TABLE, FAILS)
    places = installed.ask("SELECT count(*) FROM reports.places")
    status, _out, err = installed.upgrade()
    assert (status, "Objects of other schemas depend" in err) == (4, True)
    assert installed.ask("SELECT count(*) FROM reports.places") == places


def test_newer_tools_than_the_server_lead_back_as_well(installed, tmp_path):
    if not installed.url:
        pytest.skip("SQLite has no tools")
    real = shutil.which("pg_restore", path=installed.environment["PATH"])
    newer = tmp_path / "newer" / "pg_restore"
    newer.parent.mkdir()
    newer.write_text(f'#!/bin/sh\necho "SET transaction_timeout = 0;"\nexec {real} "$@"\n')
    newer.chmod(0o755)
    installed.extra["PATH"] = f"{newer.parent}{os.pathsep}{installed.extra['PATH']}"
    installed.release(TABLE, FAILS)
    before = installed.dump()
    assert installed.upgrade()[0] == 1
    assert installed.dump() == before


def test_second_upgrade_is_refused_and_no_worker_begins(installed):
    installed.release(TABLE, WAITS, atomic=False)
    before = installed.dump()
    running = installed.begin()
    installed.wait_for_mark()
    status, _out, err = installed.upgrade()
    assert (status, "Another upgrade is under way" in err) == (1, True)
    installed.run_django(WORKER_WAITS)
    running.terminate()
    assert end(running)[0] == 1
    assert installed.dump() == before


def test_database_that_another_machine_upgrades_is_left_alone(installed, tmp_path):
    if not installed.url:
        pytest.skip("SQLite is of one machine")
    installed.release(WAITS)
    running = installed.begin()
    installed.wait_for_mark()
    other = tmp_path / "other"
    other.mkdir()
    installed.extra["LINLI_DATA_DIR"] = str(other)
    status, _out, err = installed.upgrade()
    assert (status, "Another upgrade is under way" in err) == (1, True)
    running.terminate()
    assert end(running)[0] == 1


def test_upgrade_after_one_that_was_killed_says_so_and_goes_on(installed):
    installed.release(TABLE, WAITS)
    running = installed.begin()
    installed.wait_for_mark()
    running.kill()
    end(running)
    (waiting,) = installed.later.glob("later/migrations/0001*")
    waiting.write_text(waiting.read_text().replace("60", "0"))
    time.sleep(1)
    status, out, err = installed.upgrade()
    assert (status, err) == (0, "")
    assert "An earlier upgrade was cut off" in out
    assert installed.ask(HOLDER) == []


def test_running_sequencer_is_a_running_server(installed):
    installed.release(TABLE)
    lock = WriterLock(installed.folder / "log")
    try:
        status, _out, err = installed.upgrade()
    finally:
        lock.release()
    assert (status, "The server still runs" in err, installed.copies) == (1, True, [])


def test_full_disk_is_a_sentence_and_leaves_no_half_copy(installed):
    installed.release(TABLE)
    before = installed.dump()
    status, _out, err = installed.upgrade(RLIMIT_FSIZE=1 << 16 if installed.url else 1 << 18)
    assert status == 1
    assert "Error: No copy could be made" in err
    assert installed.copies == []
    assert installed.dump() == before


def test_time_that_passes_during_a_migration_is_no_fault(installed):
    installed.run_django(RECORD_OF_LATELY)
    installed.release("migrations.RunPython(lambda apps, editor: time.sleep(10))")
    status, _out, err = installed.upgrade()
    assert (status, err) == (0, "")


def test_fault_that_could_not_be_asked_for_before_is_advice(installed):
    installed.ask("UPDATE places_place SET retired_on = '2020-01-01'")
    installed.release(
        sql("ALTER TABLE communities_community ADD COLUMN colour varchar(9) DEFAULT ''"),
        ready="from django.db.models import CharField\n"
        "from linli.ground.communities.models import Community\n"
        "Community.add_to_class('colour', CharField(max_length=9, default=''))",
    )
    status, out, err = installed.upgrade()
    assert (status, err) == (0, "")
    assert "has no places, so nobody can report anything. Before the upgrade" in out
