"""import_cases: what comes of a file, again and again."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from linli.apps.cases.models import Case, Category
from linli.apps.cases.services.importing import ImportReport, import_cases, running
from linli.apps.cases.services.importing.sheet import SheetError
from linli.core.matters.acting import acting_anonymously, acting_as_system
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter, Promise
from linli.core.matters.selectors import list_matters, list_timeline
from linli.core.records.models import Record, RecordAuthor
from linli.ground.parties.models import Organisation
from tests.apps.cases.services.importing.sheets import (
    make_row,
    read_small_mapping,
    write_sheet,
)
from tests.factories import make_scene

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OPENED = datetime(2019, 4, 25, 1, 32, tzinfo=UTC)
CLOSED = datetime(2019, 4, 26, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def run(scene, tmp_path):
    def run_import(*rows, mapping=None, user=None, **options):
        return import_cases(
            write_sheet(tmp_path / "sheet.csv", *rows),
            mapping=mapping or read_small_mapping(),
            acting_user=user or acting_as_system(scene.community),
            now=NOW,
            **options,
        )

    return run_import


def rejected(tmp_path):
    path = tmp_path / "sheet.csv.rejected.csv"
    return path.read_text(encoding="utf-8-sig").splitlines()[1:] if path.exists() else []


def test_case_comes_with_its_whole_history(run, scene):
    assert run(make_row()) == ImportReport(read=1, created=1)
    case = Case.objects.select_related("matter", "category").get()
    matter = case.matter
    assert (matter.source, matter.source_id, matter.state) == ("old-system", "7", "closed")
    assert (matter.title, matter.place, matter.subject) == (
        "Lamp out",
        scene.places.grid,
        "old.street_lamps",
    )
    assert (matter.opened_at, matter.closed_at, matter.due_at) == (OPENED, CLOSED, None)
    assert matter.number.startswith("BS-2019-")
    assert matter.holder == Organisation.objects.get(name="Works Office")
    assert (case.category.name, case.latitude, case.longitude) == (
        "Street lamps",
        31_205_000,
        121_405_000,
    )
    promise = Promise.objects.get(matter=matter)
    assert (promise.name, promise.limit, promise.party) == ("handle", "48nh", matter.holder)
    assert (promise.opened_at, promise.due_at, promise.met_at) == (
        OPENED,
        datetime(2019, 4, 27, 1, 32, tzinfo=UTC),
        CLOSED,
    )


def test_records_tell_the_steps_as_our_own_would(run, scene):
    run(make_row())
    records = list(Record.objects.order_by("sequence"))
    assert [
        (r.sequence, r.step, r.from_state, r.to_state, r.at, r.recorded_at, r.role) for r in records
    ] == [
        (1, "report", "", "reported", OPENED, NOW, "anyone"),
        (2, "handle", "reported", "handled", CLOSED, NOW, "handler"),
        (3, "close", "handled", "closed", CLOSED, NOW, "dispatcher"),
    ]
    assert records[0].facts == {"category": "old.street_lamps", "place": scene.places.grid.code}
    assert [r.organisation and r.organisation.name for r in records] == [
        None,
        "Works Office",
        None,
    ]
    assert set(RecordAuthor.objects.values_list("channel", "account")) == {("import", None)}


def test_published_words_are_read_by_everybody(run, scene):
    run(make_row())
    everybody = acting_anonymously(scene.community)
    (matter,) = list_matters(everybody)
    texts = [[part.text for part in entry.parts] for entry in list_timeline(matter, user=everybody)]
    assert texts == [["It is dark."], ["Replaced."], []]


def test_states_end_their_promises(run):
    run(
        make_row(id="1", state="open", closed=""),
        make_row(id="2", state="double", due=""),
        make_row(id="3", closed="2019-04-29 10:00"),
    )
    found = {
        promise.matter.source_id: (
            promise.matter.state,
            promise.limit,
            promise.met_at,
            promise.cancelled_at,
            promise.matter.due_at == promise.due_at,
        )
        for promise in Promise.objects.select_related("matter")
    }
    assert found == {
        "1": ("dispatched", "48nh", None, None, True),
        "2": ("merged", "5wd", None, CLOSED, False),
        "3": ("closed", "48nh", datetime(2019, 4, 29, 2, 0, tzinfo=UTC), None, False),
    }
    merged = Record.objects.get(step="merge")
    assert merged.facts == {"original": "unknown"}
    dispatched = Record.objects.get(step="dispatch")
    assert dispatched.facts == {"organisation": "works-office"}


def test_title_of_our_own_where_the_source_has_none(run, scene):
    run(make_row(), mapping=read_small_mapping(without='[title]\ncolumn = "title"'))
    assert Matter.objects.get().title == f"Street lamps · {scene.places.grid.name}"


def test_again_nothing_is_created_and_new_rows_are(run):
    run(make_row(id="1"), make_row(id="2"))
    before = list(Record.objects.values_list("pk", flat=True))
    assert run(make_row(id="1"), make_row(id="2")) == ImportReport(read=2, skipped=2)
    assert list(Record.objects.values_list("pk", flat=True)) == before
    assert run(make_row(id="2"), make_row(id="3")) == ImportReport(read=2, created=1, skipped=1)


def test_rejected_rows_are_listed_and_the_others_taken(run, tmp_path):
    report = run(
        make_row(id="1"),
        make_row(id="2", opened="soon"),
        make_row(id="1"),
        make_row(id="3", state="lost"),
        make_row(id="4"),
    )
    assert report == ImportReport(read=5, created=2, rejected=3)
    assert str(report) == "read=5 created=2 skipped=0 rejected=3"
    assert rejected(tmp_path) == [
        "3,opened,not_a_time",
        "4,id,duplicate_id",
        "5,state,unknown_state",
    ]
    assert run(make_row(id="2")) == ImportReport(read=1, created=1)
    assert rejected(tmp_path) == []


def test_rejected_rows_go_where_they_are_asked_to(run, tmp_path):
    path = tmp_path / "elsewhere.csv"
    run(make_row(opened=""), rejected=path)
    assert path.read_text(encoding="utf-8-sig") == "row,column,reason\n2,opened,required\n"
    assert rejected(tmp_path) == []


def test_dry_run_says_what_would_come_and_writes_nothing(run, tmp_path):
    run(make_row(id="1"))
    rows = [make_row(id="1"), make_row(id="2", kind="New kind"), make_row(id="3", opened="")]
    assert run(*rows, dry_run=True) == ImportReport(read=3, created=1, skipped=1, rejected=1)
    assert Matter.objects.count() == 1
    assert not Category.objects.filter(name="New kind").exists()
    assert rejected(tmp_path) == ["4,opened,required"]


def test_progress_counts_every_batch(run, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    seen = []
    run(
        *(make_row(id=str(number)) for number in range(5)),
        on_progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_crash_between_batches_is_mended_by_running_again(run, monkeypatch, tmp_path):
    monkeypatch.setattr(running, "BATCH", 2)
    rows = [make_row(id=str(number)) for number in range(5)]

    def crash(done, _total):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(*rows, on_progress=crash)
    assert Case.objects.count() == Matter.objects.count() == 4
    assert run(*rows) == ImportReport(read=5, created=1, skipped=4)
    assert Matter.objects.count() == 5
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_batch_that_fails_leaves_nothing_of_itself(run, scene):
    """Both slugs that the organisation could have are taken, so the database refuses it."""
    Organisation.objects.create(
        community=scene.community, slug="works-office", name="Another", sector="company"
    )
    Organisation.objects.create(
        community=scene.community, slug="works-office-71b3d79c", name="Third", sector="company"
    )
    run(make_row(id="1", office=""))
    with pytest.raises(IntegrityError):
        run(make_row(id="2", office="", kind="Fresh"), make_row(id="3"))
    assert Matter.objects.count() == 1
    assert not Category.objects.filter(name="Fresh").exists()


def test_file_that_is_no_table_changes_nothing(run, scene, tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text('id,title\n1,"never closed')
    with pytest.raises(SheetError):
        import_cases(
            path,
            mapping=read_small_mapping(),
            acting_user=acting_as_system(scene.community),
            now=NOW,
        )
    assert Matter.objects.count() == 0


def test_only_administrators_and_the_system_may_import(run, scene):
    run(make_row(id="1"), user=scene.acting("administrator"))
    with pytest.raises(StepRefusedError) as caught:
        run(make_row(id="2"), user=scene.acting("dispatcher"))
    assert caught.value.code == "not_your_duty"
    assert Matter.objects.count() == 1
