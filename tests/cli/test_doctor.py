"""linli doctor: one test for each thing that may be wrong."""

import shutil
import uuid
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import override

from linli.apps.disclosure.services import seal_now
from linli.cli import main, static_files
from linli.cli.doctor import communities, database, machine
from linli.cli.doctor.findings import Finding, Level, advice, fault
from linli.core.records.models import Job, Stream
from linli.core.records.queue import take_lease
from linli.ground.calendars.public import DayKind, load_notice
from linli.ground.parties.models import Duty
from linli.ground.places.models import Place
from tests.factories import make_community, make_scene, make_territory, report_case

MEBIBYTE = 1 << 20


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    with override("en"):
        yield


def collect_static_files(folder, *, version=None):
    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_text("{}")
    (folder / "static" / static_files.STAMP).write_text(version or static_files._digest())


@pytest.mark.django_db
def test_sound_installation_has_no_fault(tmp_path):
    scene = make_scene()
    report_case(scene)
    collect_static_files(tmp_path)
    take_lease("worker", holder=uuid.uuid4(), now=timezone.now())
    seal_now()
    load_coming_notices(scene.community)
    Duty.objects.filter(kind="steward").update(place=scene.places.street)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.output.splitlines() == [
        f"✔ {title}"
        for title in (
            "Data folder",
            "Keys",
            "Disk",
            "Static files",
            "Carriers of messages",
            "Database",
            "Tables",
            "Records",
            "Photos",
            "Jobs",
            "Worker",
            "Public log",
            "Communities",
            "Calendars",
            "Duties",
        )
    ]
    assert result.exit_code == 0


def load_coming_notices(community):
    for year in (timezone.localdate().year, timezone.localdate().year + 1):
        days = {date(year, 1, 1): DayKind.HOLIDAY}
        load_notice(community, year=year, days=days, source="Notice", acting_user=None)


@pytest.mark.django_db
def test_fault_is_shown_with_its_mend_and_in_the_exit_status(tmp_path):
    collect_static_files(tmp_path)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert (
        "✘ Communities\n"
        "      fault: There is no community, so every page is missing.\n"
        "      → linli setup\n"
    ) in result.output


@pytest.mark.django_db
def test_advice_alone_is_no_fault(tmp_path):
    scene = make_scene(profile="generic")
    collect_static_files(tmp_path)
    take_lease("worker", holder=uuid.uuid4(), now=timezone.now())
    seal_now()
    result = CliRunner().invoke(main, ["doctor"])
    assert "! Duties\n      advice: Willow: no Grid steward for 1 of 2 grids" in result.output
    assert result.exit_code == 0
    assert Duty.objects.filter(kind="steward").get().place == scene.places.grid


def test_data_folder_that_cannot_be_written_to(settings, tmp_path):
    assert list(machine.check_folder()) == []
    assert list(tmp_path.iterdir()) == []
    settings.LINLI_DATA_DIR = tmp_path / "file"
    settings.LINLI_DATA_DIR.write_text("")
    assert list(machine.check_folder()) == [
        fault(
            f"The data folder {tmp_path / 'file'} cannot be written to: Not a directory.",
            "Give the user that runs Linli the right to write there, or set LINLI_DATA_DIR.",
        )
    ]


def test_keys_that_others_can_read(tmp_path):
    assert list(machine.check_keys()) == []
    folder, key = tmp_path / "keys", tmp_path / "keys" / "linli_field_key"
    folder.mkdir(mode=0o700)
    key.touch(mode=0o600)
    assert list(machine.check_keys()) == []
    folder.chmod(0o755)
    key.chmod(0o640)
    assert list(machine.check_keys()) == [
        fault(f"Others on this machine can read {folder}.", f"chmod 0700 {folder}"),
        fault(f"Others on this machine can read {key}.", f"chmod 0600 {key}"),
    ]


def test_static_files_that_were_not_collected(tmp_path):
    (found,) = machine.check_static_files()
    assert found.what == "The static files were not collected; no page can be shown."
    collect_static_files(tmp_path)
    assert list(machine.check_static_files()) == []


def test_static_files_of_another_version(tmp_path):
    collect_static_files(tmp_path, version="of yesterday")
    (found,) = machine.check_static_files()
    what = "The static files are those of another version; pages may look wrong or fail."
    assert found == fault(what, "script/build-frontend && linli upgrade")


@pytest.mark.parametrize(
    ("free", "levels"),
    [(4096, []), (4095, [Level.ADVICE]), (512, [Level.ADVICE]), (511, [Level.FAULT])],
)
def test_disk_that_fills_up(monkeypatch, tmp_path, free, levels):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * MEBIBYTE))
    found = list(machine.check_disk())
    assert [finding.level for finding in found] == levels
    assert all(f"{free} MiB are free where {tmp_path} lies." == f.what for f in found)


def test_production_without_carriers(settings):
    settings.LINLI_MAIL_URL, settings.LINLI_SMS_URL = "smtps://mail.example", "file:"
    assert list(machine.check_carriers()) == []
    settings.LINLI_PRODUCTION = True
    assert [finding.what for finding in machine.check_carriers()] == [
        "LINLI_SMS_URL names no carrier, so no code and no notice goes that way."
    ]


@pytest.mark.django_db
def test_database_that_lacks_a_migration():
    assert list(database.check_connection()) == list(database.check_migrations()) == []
    MigrationRecorder(connection).record_unapplied("notices", "0002_told_on_duty")
    assert list(database.check_migrations()) == [
        fault(
            "The database lacks 1 changes, the first of them notices.0002_told_on_duty.",
            "linli upgrade",
        )
    ]


@pytest.mark.django_db
def test_records_that_are_missing():
    scene = make_scene()
    assert list(database.check_records()) == []
    report_case(scene)
    assert list(database.check_records()) == []
    Stream.objects.update(last=3)
    assert list(database.check_records()) == [
        fault(
            "Willow: of 3 records 1 are there.",
            "Stop the server and restore the database from the last good copy.",
        )
    ]


@pytest.mark.django_db
def test_jobs_that_gave_up_or_wait_for_long():
    now = timezone.now()
    Job.objects.create(task="a", run_at=now - timedelta(minutes=9))
    Job.objects.create(task="b", run_at=now + timedelta(days=1))
    assert list(database.check_jobs()) == []
    Job.objects.create(task="c", run_at=now - timedelta(minutes=11))
    Job.objects.create(task="d", run_at=now, failed_at=now, last_error="DeliveryError: no")
    assert list(database.check_jobs()) == [
        fault("1 job gave up.", "linli retry-jobs", detail="d: DeliveryError: no"),
        fault(
            "1 job has been due for ten minutes and longer.",
            "Look whether the worker runs and what it writes: linli work",
        ),
    ]
    assert CliRunner().invoke(main, ["retry-jobs"]).output == "retried=1\n"
    assert next(database.check_jobs()).mend.startswith("Look whether")


@pytest.mark.django_db
def test_worker_that_does_not_run():
    (found,) = database.check_worker()
    assert found.what == "No worker is running: nothing is sent and no clock is followed."
    take_lease("worker", holder=uuid.uuid4(), now=timezone.now() - timedelta(seconds=31))
    assert list(database.check_worker()) == [found]
    take_lease("worker", holder=uuid.uuid4(), now=timezone.now())
    assert list(database.check_worker()) == []


@pytest.mark.django_db
def test_community_without_places():
    make_community()
    assert list(communities.check_communities()) == [
        fault(
            "Willow has no places, so nobody can report anything.",
            "linli import places FILE.geojson",
        )
    ]
    assert list(communities.check_duties()) == []


@pytest.mark.django_db
def test_notices_of_this_year_and_the_next(monkeypatch):
    community = make_community()
    make_community("generic", profile="generic", host="generic.example")
    sentence = "Willow has no notice of holidays for {}, so its due times are provisional."
    mend = "Enter it under Administration, Calendar; or linli import calendar FILE"
    monkeypatch.setattr(timezone, "now", lambda: datetime(2198, 6, 1, tzinfo=UTC))
    assert list(communities.check_calendars()) == [
        fault(sentence.format(2198), mend),
        advice(sentence.format(2199), mend),
    ]
    days = {date(2198, 1, 1): DayKind.HOLIDAY}
    load_notice(community, year=2198, days=days, source="Notice", acting_user=None)
    assert list(communities.check_calendars()) == [advice(sentence.format(2199), mend)]


@pytest.mark.django_db
def test_grids_that_nobody_looks_after():
    scene = make_scene()
    yesterday = timezone.localdate() - timedelta(days=1)
    Duty.objects.filter(kind="dispatcher").update(ends_on=yesterday)
    Duty.objects.filter(kind="reviewer").update(place=scene.places.grid)
    mend = "Give somebody the duty, for the grid or a place above it: linli add duty"
    assert list(communities.check_duties()) == [
        Finding(Level.FAULT, "Willow: no Dispatcher for 2 of 2 grids: grid 001, grid 002", mend),
        Finding(Level.FAULT, "Willow: no Reviewer for 1 of 2 grids: grid 002", mend),
        Finding(Level.ADVICE, "Willow: no Grid steward for 1 of 2 grids: grid 002", mend),
    ]


@pytest.mark.django_db
def test_community_without_grids_is_asked_for_its_top():
    make_territory(make_community())
    Place.objects.filter(kind="grid").update(retired_on=date(2020, 1, 1))
    assert [finding.what for finding in communities.check_duties()][1:] == [
        f"Willow: no {duty} for 1 of 1 grids: district 101"
        for duty in ("Dispatcher", "Reviewer", "Grid steward")
    ]


@pytest.mark.parametrize(
    ("secret", "field_key", "weak"),
    [
        ("short", bytes(range(32)), ["LINLI_SECRET_KEY"]),
        ("a" * 60, bytes(range(32)), ["LINLI_SECRET_KEY"]),
        ("abcdefghijklmnopqrstuvwxyz0123456789", bytes(32), ["LINLI_FIELD_KEY"]),
        ("abcdefghijklmnopqrstuvwxyz0123456789", bytes(range(32)), []),
    ],
)
def test_keys_that_can_be_guessed(settings, tmp_path, secret, field_key, weak):
    settings.SECRET_KEY, settings.LINLI_FIELD_KEY = secret, field_key
    tmp_path.chmod(0o700)
    found = [finding.what.split()[0] for finding in machine.check_keys()]
    assert found == weak


@pytest.mark.django_db
def test_nobody_who_handles():
    make_scene()
    Duty.objects.filter(kind="handler").delete()
    found = [finding.what for finding in communities.check_duties()]
    assert "has no organisation with a handler, so nothing can be dispatched." in found[0]
