"""linli log, fsck and erase, on an installation of their own."""

import json

import pytest
from click.testing import CliRunner

from linli.apps.disclosure.services import get_log_folder, load_signers, seal_now
from linli.cli import main
from linli.core.records.models import RecordPart
from linli.engines.tile_log import parse_note
from tests.factories import make_scene, report_case, take, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path


@pytest.fixture
def log():
    scene = make_scene()
    for _ in range(2):
        report_case(scene, contact_phone="13812345678")
    assert seal_now()
    return scene


def run(*words):
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def test_fsck_finds_that_all_agree(log):
    assert run("fsck") == (
        0,
        "Log         2 entries published, 0 wait for the next checkpoint\nAGREE\n",
    )


def test_fsck_rebuilds_the_log_and_finds_it_equal(log, tmp_path):
    status, said = run("fsck", "--rebuild", str(tmp_path / "again"), "--json")
    assert (status, json.loads(said)) == (0, {"entries": 2, "waiting": 0, "differences": []})
    notes = [
        (folder / "checkpoint").read_bytes() for folder in (get_log_folder(), tmp_path / "again")
    ]
    assert notes[0] == notes[1]


def test_fsck_names_what_differs(log):
    part = RecordPart.objects.order_by("record__sequence").first()
    RecordPart.objects.filter(pk=part.pk).update(text="Nothing is out")
    tile = get_log_folder() / "tile/0/000.p/2"
    tile.write_bytes(bytes(64))
    status, said = run("fsck")
    assert status == 1
    assert said.splitlines() == [
        "Log         2 entries published, 0 wait for the next checkpoint",
        "Difference  entries-mismatch: tile/entries/000.p/2: the entries do not hash to their tile",
        f"Difference  text_differs: {part.record}: words",
        "DIFFERENT: see docs/log.md for what to do",
    ]


def test_fsck_without_a_log_compares_nothing():
    make_scene()
    status, said = run("fsck")
    assert status == 2
    assert said.startswith("Not compared: checkpoint is not in")


def test_key_is_shown_renewed_and_retired(log):
    status, old = run("log", "key")
    assert (status, old) == (0, f"{load_signers()[0].verifier.vkey}\n")
    status, new = run("log", "renew-key")
    assert status == 0
    assert run("log", "key") == (0, old + new)
    assert seal_now()
    assert len(parse_note((get_log_folder() / "checkpoint").read_bytes()).signatures) == 2
    assert run("log", "renew-key") == (
        1,
        "Error: two keys sign already: retire the old one first\n",
    )
    assert run("log", "retire-key", "--yes") == (0, f"retired {old}")
    assert run("log", "key") == (0, new)


def test_matters_with_published_words_are_listed_when_their_reporter_is_erased(log):
    matter = report_case(log, contact_phone="13912345678").matter
    walk(log, matter, "accepted")
    take(log, matter, "publish", public_title="Noise", public_words="A neighbour is loud")
    status, said = run("erase", matter.number, "--yes")
    assert (status, said.splitlines()) == (
        0,
        [
            "records=3",
            f"published={matter.number}",
            "What was published of these matters is still there: take it down.",
        ],
    )


def test_reporter_is_erased_by_the_number_of_a_matter(log):
    matter = report_case(log, contact_phone="13912345678").matter
    assert run("erase", matter.number, "--yes") == (0, "records=1\n")
    assert RecordPart.objects.count() == 2
    matter.refresh_from_db()
    assert matter.reporter.phone == ""
    assert run("erase", report_case(log, contact_phone="").matter.number, "--yes")[0] == 1
    assert run("erase", "BS-2026-0000", "--yes")[0] == 2
