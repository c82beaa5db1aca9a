"""linli import: files in, one line of figures out."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.utils.translation import override

from linli.cli import main
from linli.core.matters.models import Matter, Promise
from linli.ground.calendars.models import CalendarNotice
from linli.ground.places.models import Place
from tests.apps.cases.services.importing.sheets import MAPPING, make_row, write_sheet
from tests.factories import make_community, make_scene, report_case
from tests.maps import write_xml

SQUARE = [[120.0, 30.0], [120.1, 30.0], [120.1, 30.1], [120.0, 30.1], [120.0, 30.0]]
NOTICE = """
year = 2199
source = "Notice 1"
holidays = ["2199-01-03"]
workdays = ["2199-01-05"]
"""
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def call(*arguments):
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING)
    return path


@pytest.fixture
def sheet(tmp_path):
    return write_sheet(tmp_path / "sheet.csv", make_row(id="1"), make_row(id="2"))


def test_cases_are_imported_once(sheet, mapping):
    make_scene()
    first, again = (call("cases", sheet, "--mapping", mapping) for _ in range(2))
    assert first.stdout == "read=2 created=2 skipped=0 rejected=0\n"
    assert "sheet.csv" in first.stderr
    assert again.stdout == "read=2 created=0 skipped=2 rejected=0\n"
    assert (first.exit_code, again.exit_code) == (0, 0)


def test_dry_run_says_so(sheet, mapping):
    make_scene()
    result = call("cases", sheet, "--mapping", mapping, "--dry-run")
    assert result.stdout == "read=2 created=2 skipped=0 rejected=0\n"
    assert result.stderr.endswith("This was a trial; nothing was written.\n")
    assert Matter.objects.count() == 0


def test_rejected_rows_are_pointed_at(tmp_path, mapping):
    make_scene()
    sheet = write_sheet(tmp_path / "s.csv", make_row(opened=""))
    result = call("cases", sheet, "--mapping", mapping)
    assert result.stdout == "read=1 created=0 skipped=0 rejected=1\n"
    assert result.stderr.endswith(f"Rejected rows are listed in {sheet}.rejected.csv.\n")
    elsewhere = tmp_path / "elsewhere.csv"
    call("cases", sheet, "--mapping", mapping, "--rejected", elsewhere)
    assert elsewhere.read_text(encoding="utf-8-sig") == "row,column,reason\n2,opened,required\n"


def test_cases_go_to_the_community_that_is_named(sheet, mapping):
    make_scene()
    other = make_scene("poplar", host="poplar.example")
    assert call("cases", sheet, "--mapping", mapping).exit_code == 2
    assert call("cases", sheet, "--mapping", mapping, "--community", "poplar").exit_code == 0
    assert set(Matter.objects.values_list("community", flat=True)) == {other.community.pk}


def test_whole_file_is_refused_in_one_line(tmp_path, sheet, mapping):
    result = call("cases", sheet, "--mapping", mapping)
    assert result.exit_code == 2
    make_community()
    other = tmp_path / "other.csv"
    other.write_text("a,b\n")
    refusals = {
        "The community has no places yet": call("cases", sheet, "--mapping", mapping),
        "The file lacks the columns": call("cases", other, "--mapping", mapping),
        "Expected '='": call("cases", sheet, "--mapping", other),
    }
    for sentence, result in refusals.items():
        assert result.exit_code == 1
        assert sentence in result.stderr.splitlines()[-1]


def test_rejected_rows_that_cannot_be_written_down(tmp_path, mapping):
    make_scene()
    sheet = write_sheet(tmp_path / "s.csv", make_row(opened=""))
    result = call("cases", sheet, "--mapping", mapping, "--rejected", tmp_path / "no" / "r.csv")
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr.splitlines()[-1]


def feature(code, kind, parent, ring):
    return {
        "type": "Feature",
        "properties": {"code": code, "kind": kind, "name": f"Place {code}", "parent": parent},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_places_are_imported_or_refused_with_the_reason(tmp_path):
    make_community()
    path = tmp_path / "places.geojson"
    places = [feature("829999001", "street", None, SQUARE)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": places}))
    assert call("places", path).output == "created=1 changed=0 unchanged=0\n"
    assert call("places", path).output == "created=0 changed=0 unchanged=1\n"
    path.write_text("{}")
    result = call("places", path)
    assert result.exit_code == 1
    assert result.output == "Error: The file is not a GeoJSON FeatureCollection.\n"
    assert Place.objects.count() == 1


def test_calendar_is_loaded_and_promises_are_counted_again(tmp_path):
    scene = make_scene()
    matter = report_case(scene).matter
    opened = datetime(2199, 1, 2, 1, 0, tzinfo=UTC)
    Promise.objects.filter(matter=matter).update(
        opened_at=opened, due_at=opened, provisional=True, limit="1wd"
    )
    path = tmp_path / "notice.toml"
    path.write_text(NOTICE)
    assert call("calendar", path).output == "year=2199 promises=1\n"
    assert Promise.objects.get().due_at == datetime(2199, 1, 4, 10, 0, tzinfo=UTC)
    assert call("calendar", path).output == "year=2199 promises=0\n"
    path.write_text(NOTICE.replace("2199-01-05", "2198-01-05"))
    result = call("calendar", path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert CalendarNotice.objects.count() == 1


@pytest.fixture
def map_folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    return tmp_path / "maps"


def test_map_is_imported_once(map_folder, tmp_path):
    make_community()
    path = tmp_path / "hood.osm"
    path.write_bytes(write_xml())
    first, again = call("map", path), call("map", path)
    size = (map_folder / "willow.pmtiles").stat().st_size
    tiles = first.stdout.split()[0]
    assert first.stdout == (
        f"{tiles} bytes={size} incomplete=0 created=3 changed=0 removed=0 unchanged=0\n"
    )
    assert again.stdout == (
        f"{tiles} bytes={size} incomplete=0 created=0 changed=0 removed=0 unchanged=3\n"
    )
    assert (first.exit_code, again.exit_code) == (0, 0)


def test_bad_map_ends_with_its_line_and_status_2(map_folder, tmp_path):
    make_community()
    path = tmp_path / "bad.osm"
    path.write_text('<osm version="0.6">\n<node id="1" lat="x" lon="1"/></osm>')
    result = call("map", path)
    assert result.exit_code == 2
    assert f"Error: {path}: line 2: lat=x is no coordinate on Earth.\n" in result.stderr
    assert list(map_folder.iterdir()) == []


def test_map_of_another_area_is_said(map_folder, tmp_path):
    scene = make_scene()
    path = tmp_path / "far.osm"
    path.write_text(
        '<osm version="0.6"><node id="1" lat="10" lon="10">'
        '<tag k="amenity" v="school"/><tag k="name" v="A"/></node></osm>'
    )
    result = call("map", path)
    assert result.exit_code == 0
    said = f"The file shows another area than the places of {scene.community.name}.\n"
    assert said in result.stderr
