"""Shapes come into the tiles that they touch, whole, valid, and from their zoom on."""

import gzip

import pytest
import shapely

from linli.ground.places.basemap.cutting.tiles import Extent, count_tiles, cut_tiles
from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.layers import Look
from linli.ground.places.basemap.mercator import tile_at
from linli.ground.places.basemap.shapes import Shape
from tests.vector_tiles import read_tile

EXTENT = Extent(121.40, 31.20, 121.41, 31.21)


def at_tile(zoom: int, right: float, down: float) -> tuple[float, float]:
    """A spot on the square of the world, counted in tiles from the extent's north-west one."""
    column, row = tile_at(EXTENT.west, EXTENT.north, zoom)
    return (column + right) / 2**zoom, (row + down) / 2**zoom


def box(zoom: int, left: float, top: float, right: float, bottom: float):
    return shapely.box(*at_tile(zoom, left, top), *at_tile(zoom, right, bottom))


def cut(*shapes: Shape) -> dict:
    told = []
    tiles = dict(cut_tiles(shapes, EXTENT, lambda done, total: told.append((done, total))))
    assert told == [(done, 7) for done in range(8)]
    return {address: read_tile(data) for address, data in tiles.items()}


def test_tiles_of_the_area_are_counted():
    assert [tuple(map(len, EXTENT.tiles(zoom))) for zoom in (10, 15, 16)] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    assert count_tiles(EXTENT) == sum(
        len(columns) * len(rows) for columns, rows in map(EXTENT.tiles, range(10, 17))
    )


def test_area_is_cut_at_the_margins_of_each_tile():
    tiles = cut(Shape(Look("water", "area", 16), "", box(16, 0.5, 0.25, 1.5, 0.75)))
    column, row = tile_at(EXTENT.west, EXTENT.north, 16)
    drawn = {(x - column, y - row): tile["water"][0].paths for (_, x, y), tile in tiles.items()}
    corners = {where: {*paths[0]} for where, paths in drawn.items()}
    assert corners == {
        (0, 0): {(2048, 1024), (4224, 1024), (4224, 3072), (2048, 3072)},
        (1, 0): {(-128, 1024), (2048, 1024), (2048, 3072), (-128, 3072)},
    }


def test_nothing_is_drawn_before_its_zoom():
    tiles = cut(
        Shape(
            Look("streets", "yard", 14),
            "",
            shapely.LineString([at_tile(16, 0.1, 0.1), at_tile(16, 0.9, 0.9)]),
        )
    )
    assert {zoom for zoom, _, _ in tiles} == {14, 15, 16}


def test_areas_too_small_to_be_seen_are_left_out():
    tiles = cut(Shape(Look("green", "area", 10), "", box(16, 0.1, 0.1, 0.2, 0.2)))
    # 410 units wide at zoom 16, half of that at each zoom before; 8 is the least.
    assert {zoom for zoom, _, _ in tiles} == {11, 12, 13, 14, 15, 16}


def test_lines_are_simplified_but_at_the_last_zoom():
    wiggle = [at_tile(16, 0.1 + step / 1000, 0.5 + (step % 2) / 5000) for step in range(800)]
    tiles = cut(Shape(Look("streets", "main", 10), "x", shapely.LineString(wiggle)))
    corners = {zoom: len(tile["streets"][0].paths[0]) for (zoom, _, _), tile in tiles.items()}
    assert corners == {zoom: 800 if zoom == 16 else 2 for zoom in range(10, 17)}


def test_names_and_ranks_are_written_once_each_at_their_spot():
    spot = shapely.Point(at_tile(16, 0.5, 0.25))
    tiles = cut(Shape(Look("labels", "station", 16, rank=13), "二里庄", spot))
    (tile,) = tiles.values()
    (label,) = tile["labels"]
    assert label.properties == {"kind": "station", "name": "二里庄", "rank": 13}
    assert label.paths == [[(2048, 1024)]]


def test_areas_that_cross_themselves_become_valid():
    bow = shapely.Polygon([at_tile(16, *corner) for corner in [(0, 0), (1, 1), (1, 0), (0, 1)]])
    tiles = cut(Shape(Look("buildings", "building", 16), "", bow))
    for tile in tiles.values():
        for path in tile["buildings"][0].paths:
            assert shapely.Polygon(path).is_valid


def test_order_of_the_shapes_makes_no_difference():
    shapes = [
        Shape(Look("green", "area", 10), "", box(16, 0, 0, 1, 1)),
        Shape(Look("water", "area", 10), "", box(16, 0.5, 0.5, 2, 2)),
        Shape(Look("labels", "place", 10), "a", shapely.Point(at_tile(16, 0.5, 0.5))),
    ]
    one, other = (
        list(cut_tiles(listed, EXTENT, lambda _done, _total: None))
        for listed in (shapes, shapes[::-1])
    )
    assert one == other
    assert gzip.decompress(one[0][1]).index(b"water") < gzip.decompress(one[0][1]).index(b"green")


def test_area_of_too_many_tiles_is_refused():
    with pytest.raises(MapFileError) as caught:
        list(cut_tiles([], Extent(100, 20, 120, 40), lambda _done, _total: None))
    assert caught.value.code == "too_many_tiles"
