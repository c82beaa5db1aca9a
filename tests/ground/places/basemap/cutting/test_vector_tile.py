"""Commands of the specification's examples, and every shape back as it was."""

import gzip

import shapely
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.basemap.cutting.vector_tile import Layer, encode_geometry, encode_tile
from tests.vector_tiles import Drawn, doubled_area, read_tile


def test_commands_of_the_specification():
    """Its examples, 4.3.5, in the order in which they stand there."""
    assert encode_geometry(shapely.Point(25, 17)) == (1, [9, 50, 34])
    assert encode_geometry(shapely.MultiPoint([(5, 7), (3, 2)])) == (1, [17, 10, 14, 3, 9])
    line = shapely.LineString([(2, 2), (2, 10), (10, 10)])
    assert encode_geometry(line) == (2, [9, 4, 4, 18, 0, 16, 16, 0])
    lines = shapely.MultiLineString([line, [(1, 1), (3, 5)]])
    assert encode_geometry(lines) == (2, [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8])
    area = shapely.Polygon([(3, 6), (8, 12), (20, 34), (3, 6)])
    assert encode_geometry(area) == (3, [9, 6, 12, 18, 10, 12, 24, 44, 15])


def test_nothing_is_drawn_of_nothing():
    assert encode_geometry(shapely.Polygon()) == (1, [])
    layer = Layer("water")
    layer.add(shapely.MultiPolygon(), {"kind": "area"})
    assert encode_tile([layer]) == b""


def read_back(geometry, properties=None) -> Drawn:
    layer = Layer("any")
    layer.add(geometry, properties or {})
    (drawn,) = read_tile(gzip.compress(encode_tile([layer])))["any"]
    return drawn


def test_rings_turn_as_a_screen_wants_them_however_they_were_drawn():
    shell = [(0, 0), (100, 0), (100, 100), (0, 100)]
    hole = [(10, 10), (20, 10), (20, 20), (10, 20)]
    for outer in (shell, shell[::-1]):
        for inner in (hole, hole[::-1]):
            paths = read_back(shapely.Polygon(outer, [inner])).paths
            assert [doubled_area(path) for path in paths] == [20_000, -200]


def test_layers_share_keys_and_values():
    layer = Layer("labels")
    for name in ("柳岸", "柳岸", "x"):
        layer.add(shapely.Point(1, 2), {"name": name, "rank": 300})
    assert (layer.keys, layer.values) == ({"name": 0, "rank": 1}, {"柳岸": 0, 300: 1, "x": 2})
    drawn = read_tile(gzip.compress(encode_tile([layer])))["labels"]
    assert [each.properties for each in drawn] == [
        {"name": "柳岸", "rank": 300},
        {"name": "柳岸", "rank": 300},
        {"name": "x", "rank": 300},
    ]


corner = st.tuples(st.integers(-200, 4300), st.integers(-200, 4300))


@given(st.lists(corner, min_size=2, max_size=30))
def test_lines_come_back(corners):
    drawn = read_back(shapely.LineString(corners))
    assert (drawn.kind, drawn.paths) == (2, [corners])


@given(st.lists(corner, min_size=1, max_size=30))
def test_points_come_back(corners):
    drawn = read_back(shapely.MultiPoint(corners))
    assert (drawn.kind, drawn.paths) == (1, [[each] for each in corners])


@given(corner, st.integers(1, 500), st.integers(1, 500))
def test_areas_come_back(start, width, height):
    x, y = start
    area = shapely.box(x, y, x + width, y + height)
    drawn = read_back(area)
    assert drawn.kind == 3
    assert shapely.Polygon(drawn.paths[0]).equals(area)
    assert doubled_area(drawn.paths[0]) == 2 * width * height
