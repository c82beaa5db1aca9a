"""A whole map file becomes a whole archive, the same from each form of the file."""

import gzip
import io
from pathlib import Path

import pytest

from linli.ground.places.basemap.archive.reader import open_archive
from linli.ground.places.basemap.building import build_basemap, drop_twins
from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.mercator import tile_at
from linli.ground.places.basemap.openstreetmap.elements import Box
from linli.ground.places.basemap.shapes import FoundFacility
from tests.maps import BOUNDS, NEIGHBOURHOOD, Thing, write_pbf, write_xml
from tests.vector_tiles import doubled_area, read_metadata, read_tile

DATA = Path(__file__).parents[5] / "shared" / "data" / "map"
CLINIC = FoundFacility("node/5", "clinic", "柳岸卫生站", 312060000, 1214060000)
TOILETS = FoundFacility("node/4", "toilets", "", 312048000, 1214040000)


def build(folder: Path, data: bytes, territory: Box | None = None, language: str = "zh-hans"):
    path, out, shares = folder / "map", io.BytesIO(), []
    path.write_bytes(data)
    built = build_basemap(
        path, out, territory=territory, language=language, on_progress=shares.append
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1
    archive = folder / "map.pmtiles"
    archive.write_bytes(out.getvalue())
    return built, open_archive(archive)


def test_everything_of_a_neighbourhood_is_on_its_map(tmp_path):
    built, archive = build(tmp_path, write_xml())
    assert built.header.box == BOUNDS
    assert [each for each in built.facilities if each.kind != "park"] == [TOILETS, CLINIC]
    assert [each.key for each in built.facilities if each.kind == "park"] == ["relation/1"]
    tile = read_tile(archive.get_tile(14, *tile_at(121.405, 31.205, 14)))
    named = {layer: [each.properties for each in tile[layer]] for layer in tile}
    assert named == {
        "water": [{"kind": "area"}],
        "green": [{"kind": "area"}],
        "buildings": [{"kind": "building"}],
        "streets": [{"kind": "street", "name": "柳岸路"}],
        "labels": [
            {"kind": "place", "name": "柳岸", "rank": 14},
            {"kind": "ground", "name": "柳湖", "rank": 15},
        ],
    }


def test_areas_of_several_ways_have_their_holes(tmp_path):
    _, archive = build(tmp_path, write_xml())
    tile = read_tile(archive.get_tile(15, *tile_at(121.407, 31.2025, 15)))
    (park,) = tile["green"]
    outer, hole = (doubled_area(path) for path in park.paths)
    assert outer > 0 > hole
    assert outer / -hole == pytest.approx(4, rel=0.02)


def test_each_form_of_the_file_makes_the_same_archive(tmp_path):
    build(tmp_path, write_xml())
    first = (tmp_path / "map.pmtiles").read_bytes()
    for data in (write_pbf(), write_pbf(dense=False), write_xml(NEIGHBOURHOOD[::-1])):
        build(tmp_path, data)
        assert (tmp_path / "map.pmtiles").read_bytes() == first


def test_archive_says_whose_data_it_is_and_what_is_in_it(tmp_path):
    _, archive = build(tmp_path, write_xml())
    metadata = read_metadata(archive)
    assert metadata["attribution"] == "© OpenStreetMap contributors"
    assert [layer["id"] for layer in metadata["vector_layers"]] == [
        "water",
        "green",
        "buildings",
        "streets",
        "labels",
    ]


def test_map_covers_what_file_and_territory_share(tmp_path):
    half = Box(1214050000, 312000000, 1215000000, 313000000)
    built, _ = build(tmp_path, write_xml(), half)
    assert built.header.box == (121.405, 31.2, 121.41, 31.21)
    assert built.meets_territory
    assert TOILETS not in built.facilities
    assert CLINIC in built.facilities


def test_file_of_another_area_is_taken_whole(tmp_path):
    elsewhere = Box(0, 0, 10, 10)
    built, _ = build(tmp_path, write_xml(), elsewhere)
    assert (built.header.box, built.meets_territory) == (BOUNDS, False)


def test_without_bounds_the_map_reaches_to_the_outermost_points(tmp_path):
    built, _ = build(tmp_path, write_xml(bounds=False))
    assert built.header.box == (121.4001, 31.2015, 121.4099, 31.2095)


def test_what_the_edge_of_the_file_cut_off_is_drawn_as_far_as_it_goes(tmp_path):
    things = [
        Thing("node", 1, spot=(31.2050, 121.4001)),
        Thing("node", 2, spot=(31.2050, 121.4050)),
        Thing("node", 4, spot=(31.2050, 121.4060)),
        Thing("node", 5, spot=(31.2050, 121.4070)),
        Thing("way", 1, {"highway": "primary"}, nodes=(1, 2, 3, 4, 5, 6)),
        Thing("way", 2, {"building": "yes"}, nodes=(1, 2, 3, 1)),
        Thing("relation", 1, {"type": "multipolygon", "natural": "water"}, members=((9, "outer"),)),
    ]
    built, archive = build(tmp_path, write_xml(things))
    assert built.incomplete == 3
    tile = read_tile(archive.get_tile(15, *tile_at(121.405, 31.205, 15)))
    assert {layer: len(drawn) for layer, drawn in tile.items()} == {"streets": 2}


def test_other_languages_get_other_names(tmp_path):
    things = [
        Thing(
            "node", 1, {"place": "suburb", "name": "Ripa", "name:zh": "岸"}, spot=(31.205, 121.405)
        )
    ]
    names = []
    for language in ("zh-hans", "en"):
        _, archive = build(tmp_path, write_xml(things), language=language)
        tile = read_tile(archive.get_tile(12, *tile_at(121.405, 31.205, 12)))
        names.append(tile["labels"][0].properties["name"])
    assert names == ["岸", "Ripa"]


@pytest.mark.parametrize("things", [[], [Thing("node", 1, spot=(31.2, 121.4))]])
def test_file_without_anything_to_draw_is_refused(tmp_path, things):
    with pytest.raises(MapFileError) as caught:
        build(tmp_path, write_xml(things))
    assert caught.value.code == "empty"


def test_facility_drawn_as_point_and_area_is_one():
    point = FoundFacility("node/1", "hospital", "校医院", 100, 100)
    area = FoundFacility("way/1", "hospital", "校医院", 5_000, 9_000)
    far = FoundFacility("way/2", "hospital", "校医院", 50_000, 9_000)
    other = FoundFacility("node/3", "clinic", "校医院", 100, 100)
    assert drop_twins([point, area, far, other]) == (other, area, far)
    assert drop_twins([TOILETS, FoundFacility("way/9", *("toilets", ""), 1, 1)])[0] == TOILETS


@pytest.mark.parametrize("name", ["beijing_cau.osm", "beijing_bupt.osm"])
def test_real_campus_becomes_a_map(tmp_path, name):
    path = DATA / name
    if not path.exists():
        pytest.skip("needs the shared maps of real places beside the project")
    built, archive = build(tmp_path, path.read_bytes())
    assert built.incomplete == 0
    assert {"library", "market", "kindergarten"} <= {each.kind for each in built.facilities}
    west, south, east, north = built.header.box
    spot = (west + east) / 2, (south + north) / 2
    packed = archive.get_tile(16, *tile_at(*spot, 16))
    assert len(gzip.decompress(packed)) < 40_000
    assert {"streets", "buildings", "labels"} <= set(read_tile(packed))
