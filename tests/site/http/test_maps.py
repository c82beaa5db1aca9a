"""The map's page, data and tiles over HTTP."""

import gzip
import json
import re

import pytest
from django.test import Client

from linli.ground.places.selectors import find_basemap, get_outlines
from linli.ground.places.services import import_basemap
from tests.factories import (
    give_receipt,
    make_case_in_state,
    make_community,
    multiply,
    report_case,
)
from tests.maps import write_xml

SPOT = "31.2012345, 121.4056789"
TILE = "/map/tiles/14/13717/6695.mvt"


@pytest.fixture
def basemap(scene, settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    file = tmp_path / "hood.osm"
    file.write_bytes(write_xml())
    import_basemap(scene.community, file, acting_user=None)
    return find_basemap(scene.community)


@pytest.fixture(autouse=True)
def _empty_data_dir(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path


def get_json(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return json.loads(response.content)


# ── /map.geojson ──────────────────────────────────────────────────────────────
def test_matters_are_points_with_number_category_state_and_clock(scene, visitor):
    matter = make_case_in_state(scene, "accepted", coordinates=SPOT)
    response = visitor.get("/map.geojson")
    assert response["Content-Type"] == "application/geo+json"
    assert "no-store" in response["Cache-Control"]
    found = json.loads(response.content)
    assert found["counts"] == {
        "matching": 1,
        "is_counted": True,
        "shown": 1,
        "beyond_limit": 0,
        "without_point": 0,
    }
    (feature,) = found["features"]
    properties = feature.pop("properties")
    assert feature == {
        "type": "Feature",
        "id": matter.number,
        "geometry": {"type": "Point", "coordinates": [121.40565, 31.20125]},
    }
    clock = properties.pop("clock")
    assert "left" in clock or "Due soon" in clock
    assert properties.pop("clock_state") in {"running", "soon"}
    assert properties == {
        "number": matter.number,
        "title": matter.title,
        "category": "roads.lamp",
        "category_name": "路灯不亮",
        "state": "accepted",
        "state_name": "Accepted",
        "look": "wait",
        "is_late": False,
        "place": scene.places.grid.code,
        "place_name": scene.places.grid.name,
        "level": "spot",
        "opened_at": matter.opened_at.isoformat(),
        "url": f"/matters/{matter.number}",
    }


def test_hidden_matter_is_in_nobodys_data_but_its_reporters(scene, visitor):
    matter = report_case(scene, category="disputes.home", coordinates=SPOT).matter
    answer = visitor.get("/map.geojson").content.decode()
    assert matter.number not in answer
    assert json.loads(answer)["counts"]["matching"] == 0
    for query in (
        "state=reported",
        "category=disputes.home",
        f"place={matter.place_code}",
        "days=7",
    ):
        assert get_json(visitor, f"/map.geojson?{query}")["counts"]["matching"] == 0
    holder = Client(headers={"Accept-Language": "en"})
    code = {"number": matter.number, "secret": give_receipt(matter)}
    assert holder.post("/receipt", code).status_code == 302
    (feature,) = get_json(holder, "/map.geojson")["features"]
    outline = get_outlines(scene.community).by_code[scene.places.grid.code]
    assert feature["properties"]["level"] == "grid"
    assert feature["geometry"]["coordinates"] == [outline.longitude / 1e6, outline.latitude / 1e6]


def test_other_communities_matters_are_not_there(scene, visitor):
    other = make_community("oak", host="oak.example")
    report_case(scene)
    elsewhere = visitor.get("/map.geojson", headers={"Host": "oak.example"})
    assert other.slug == "oak"
    assert elsewhere.status_code == 400 or json.loads(elsewhere.content)["features"] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("bbox=1,2", "bbox"), ("days=x", "days"), ("place=x", "place"), ("since=x", "since")],
)
def test_filter_that_is_none_is_named(scene, visitor, query, name):
    response = visitor.get(f"/map.geojson?{query}")
    assert response.status_code == 400
    assert json.loads(response.content) == {"code": "invalid_filter", "filter": name}


# ── /map ──────────────────────────────────────────────────────────────────────
def test_page_lists_what_the_map_shows(scene, visitor):
    shown = make_case_in_state(scene, "closed")
    left_out = report_case(scene).matter
    hidden = report_case(scene, category="disputes.home").matter
    page = visitor.get("/map?state=closed").content.decode()
    assert f"/matters/{shown.number}" in page
    assert left_out.number not in page
    assert hidden.number not in visitor.get("/map").content.decode()
    assert 'data-matters="/map.geojson?state=closed"' in page
    assert re.search(r'<option value="closed" selected>', page)
    assert 'id="place"' in page


def test_page_without_matters_says_what_to_do(scene, visitor):
    page = visitor.get("/map").content.decode()
    assert "Nothing here fits. Choose “All” to see more." in page


def test_page_with_a_filter_that_is_none_does_not_exist(scene, visitor):
    assert visitor.get("/map?place=x").status_code == 404


def test_queries_of_the_page_do_not_grow(scene, visitor, django_assert_max_num_queries):
    matter = report_case(scene).matter
    visitor.get("/map")
    with django_assert_max_num_queries(12) as seen:
        visitor.get("/map")
    multiply(matter, 29)
    with django_assert_max_num_queries(len(seen)):
        visitor.get("/map")


def test_small_maps_are_on_the_pages_of_place_and_matter(scene, visitor):
    matter = report_case(scene).matter
    code = scene.places.grid.code
    for path in (f"/places/{code}", f"/matters/{matter.number}"):
        assert f'data-map data-place="{code}"' in visitor.get(path).content.decode()
    assert "data-map" not in visitor.get(f"/places/{scene.places.street.code}").content.decode()


def test_place_tells_its_facilities(scene, visitor, basemap):
    page = visitor.get(f"/places/{scene.places.grid.code}").content.decode()
    found = re.findall(r"<dt>([^<]+)</dt>\s*<dd>\s*([^<]+?)\s*</dd>", page)
    assert found == [
        ("Clinics", "柳岸卫生站"),
        ("Public toilets", "1 without a name"),
        ("Parks", "柳岸公园"),
    ]


def test_points_come_packed_to_who_unpacks_them(scene, visitor):
    report_case(scene)
    packed = visitor.get("/map.geojson", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    plain = visitor.get("/map.geojson").content
    assert len(packed.content) < len(plain)
    assert len(json.loads(gzip.decompress(packed.content))["features"]) == 1


# ── Set-up, outlines, tiles ───────────────────────────────────────────────────
def test_setup_without_ground_has_nothing_to_draw(db, visitor):
    make_community("bare")
    setup = get_json(visitor, "/map/setup.json")
    assert (setup["bounds"], setup["basemap"], setup["service"]) == (None, None, None)


def test_setup_names_basemap_marks_and_words(scene, visitor, basemap):
    setup = get_json(visitor, "/map/setup.json")
    assert setup["bounds"] == [121.40, 31.20, 121.42, 31.21]
    assert setup["basemap"] == {
        "tiles": f"/map/tiles/{{z}}/{{x}}/{{y}}.mvt?v={basemap.version}",
        "bounds": [121.40, 31.20, 121.41, 31.21],
    }
    assert "OpenStreetMap contributors" in setup["attribution"]
    assert sorted(setup["marks"]) == ["check", "doing", "done", "late", "other", "stop", "wait"]
    assert setup["texts"]["put_pin"] == "Put the pin here"


def test_service_of_the_operator_is_named(scene, visitor, settings):
    settings.LINLI_MAP_TILES_URL = "https://maps.example/{z}/{x}/{y}.png"
    settings.LINLI_MAP_TILES_DATUM = "gcj02"
    settings.LINLI_MAP_TILES_ATTRIBUTION = "Maps"
    assert get_json(visitor, "/map/setup.json")["service"] == {
        "tiles": "https://maps.example/{z}/{x}/{y}.png",
        "datum": "gcj02",
        "attribution": "Maps",
    }
    assert "sends nothing to third parties" not in visitor.get("/").content.decode()


def test_outlines_are_those_in_use(scene, visitor):
    response = visitor.get("/map/outlines.geojson")
    features = json.loads(response.content)["features"]
    assert [each["properties"] for each in features] == [
        {"code": grid.code, "name": grid.name, "is_grid": True}
        for grid in (scene.places.grid, scene.places.other_grid)
    ]
    again = visitor.get("/map/outlines.geojson", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_tile_comes_packed_with_its_etag(scene, visitor, basemap):
    response = visitor.get(TILE)
    assert response.status_code == 200
    assert (response["Content-Type"], response["Content-Encoding"]) == (
        "application/vnd.mapbox-vector-tile",
        "gzip",
    )
    assert b"streets" in gzip.decompress(response.content)
    assert (response["ETag"], response["Cache-Control"]) == (
        f'"{basemap.version}"',
        "public, max-age=3600",
    )
    assert "Cookie" not in response.get("Vary", "")


def test_tile_of_this_version_may_be_kept_for_ever(scene, visitor, basemap):
    kept = visitor.get(f"{TILE}?v={basemap.version}")
    assert kept["Cache-Control"] == "public, max-age=31536000, immutable"
    assert visitor.get(f"{TILE}?v=other")["Cache-Control"] == "public, max-age=3600"


def test_tile_that_is_known_is_not_sent_again(scene, visitor, basemap):
    response = visitor.get(TILE, headers={"If-None-Match": f'"{basemap.version}"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("path", ["14/0/0", "9/0/0", "17/1/1", "99999999999/1/1"])
def test_tile_where_nothing_is_drawn_is_empty(scene, visitor, basemap, path):
    response = visitor.get(f"/map/tiles/{path}.mvt")
    assert (response.status_code, response.content) == (204, b"")


def test_without_a_basemap_there_are_no_tiles(scene, visitor):
    assert visitor.get(TILE).status_code == 404


@pytest.mark.parametrize(
    "path", ["/map", "/map.geojson", "/map/setup.json", "/map/outlines.geojson", TILE]
)
def test_nothing_can_be_sent_to_the_map(scene, visitor, path):
    assert visitor.post(path).status_code == 405
