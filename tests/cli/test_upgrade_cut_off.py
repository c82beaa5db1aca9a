"""Upgrades after one that was killed, and sources that are older than the database."""

import sqlite3
from pathlib import Path

import click
import pytest

from linli.cli import setting_up
from linli.cli.doctor.machine import check_disk
from linli.cli.upgrades import mark
from linli.cli.upgrades.lock import upgrading
from tests.cli.running import run
from tests.cli.tables import applied, counts

GENERIC = {"LINLI_PROFILE": "generic"}


@pytest.fixture
def copy(older: Path) -> Path:
    """Of the upgrade that was killed after it had begun to change tables."""
    copy = older / "backups" / "first.sqlite3"
    copy.parent.mkdir()
    copy.write_bytes((older / "linli.sqlite3").read_bytes())
    (older / "upgrade-copy").write_text(str(copy))
    return copy


def break_migration(folder: Path) -> None:
    with sqlite3.connect(folder / "linli.sqlite3") as database:
        database.execute("CREATE TABLE cases_claim (other INTEGER)")


def test_second_upgrade_that_fails_says_that_the_database_is_between_two_versions(older, copy):
    break_migration(older)
    done = run(older, "upgrade", **GENERIC)
    assert done.returncode == 4
    assert "do not start the server" in done.stderr
    assert f"linli upgrade --back {copy}" in done.stderr
    assert "everything is as it was" not in done.stderr
    assert (older / "upgrade-copy").read_text() == str(copy)
    back = run(older, "upgrade", "--back", str(copy), **GENERIC)
    assert (back.returncode, (older / "upgrade-copy").exists()) == (0, False)


def test_second_upgrade_that_succeeds_has_nothing_to_go_back_from(older, copy):
    done = run(older, "upgrade", **GENERIC)
    assert (done.returncode, str(copy) in done.stdout) == (0, True)
    assert not (older / "upgrade-copy").exists()


def test_upgrade_that_failed_and_went_back_was_not_cut_off(older):
    break_migration(older)
    assert run(older, "upgrade", **GENERIC).returncode == 1
    assert not (older / "upgrade-copy").exists()


def test_upgrade_killed_after_its_last_change_is_looked_at_all_the_same(older):
    assert run(older, "upgrade", **GENERIC).returncode == 0
    (older / "upgrade-copy").write_text(str(older / "backups" / "first.sqlite3"))
    with sqlite3.connect(older / "linli.sqlite3") as database:
        database.execute("UPDATE records_stream SET last = last + 5")
    done = run(older, "upgrade", **GENERIC)
    assert done.returncode == 0
    assert "cut off" in done.stdout
    assert "records" in done.stdout.partition("Advice: ")[2]
    assert not (older / "upgrade-copy").exists()
    assert "Nothing to do" in run(older, "upgrade", **GENERIC).stdout


def test_mark_of_an_upgrade_that_changed_nothing_means_nothing(older):
    (older / "backups").mkdir()
    names = sorted(applied(older))
    (older / "upgrade-copy").write_text("\n".join(["/old/copy.sqlite3", *names]))
    break_migration(older)
    done = run(older, "upgrade", **GENERIC)
    assert (done.returncode, "/old/copy" in done.stdout + done.stderr) == (1, False)


@pytest.mark.django_db
def test_worker_that_finds_everything_as_it_should_be_forgets_what_was_cut_off(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    mark.note_copy(tmp_path / "first.sqlite3")
    assert mark.read_copy() is None
    (tmp_path / "upgrade-copy").write_text("/old/copy.sqlite3\nrecords.0001_initial")
    assert mark.read_copy() == Path("/old/copy.sqlite3")
    with upgrading(tmp_path):
        mark.settle()
    assert (tmp_path / "upgrade-copy").exists()
    mark.settle()
    assert not (tmp_path / "upgrade-copy").exists()


def test_sources_older_than_the_database_change_nothing_and_say_so(older):
    assert run(older, "upgrade", **GENERIC).returncode == 0
    with sqlite3.connect(older / "linli.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('records', '9999_future', '2999-01-01')"
        )
    before = (counts(older), applied(older))
    done = run(older, "upgrade", **GENERIC)
    assert (done.returncode, "records.9999_future" in done.stderr) == (1, True)
    assert "of a later version" in run(older, "doctor", **GENERIC).stdout
    assert (counts(older), applied(older)) == before


@pytest.mark.django_db
@pytest.mark.parametrize("production", [True, False])
def test_production_is_not_set_up_over_tables_of_an_earlier_version(
    settings, tmp_path, monkeypatch, production
):
    settings.LINLI_DATA_DIR, settings.LINLI_PRODUCTION = tmp_path, production
    migrated = []
    monkeypatch.setattr(setting_up, "list_missing_migrations", lambda: ["records.9999_future"])
    monkeypatch.setattr(setting_up, "call_command", lambda *_args, **_more: migrated.append(1))
    if production:
        with pytest.raises(click.ClickException, match="linli upgrade"):
            setting_up.migrate()
    else:
        setting_up.migrate()
    assert bool(migrated) is not production


@pytest.mark.parametrize("below", ["", "x", "x/y/z"])
def test_disk_of_a_folder_that_is_not_there_yet_is_that_above(settings, tmp_path, below):
    settings.LINLI_DATA_DIR = tmp_path / below
    assert isinstance(list(check_disk()), list)
