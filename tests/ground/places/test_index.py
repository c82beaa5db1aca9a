import random
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.ground.places.boundaries.lattice import (
    STEPS_PER_DEGREE,
    normalise_boundary,
    to_shape,
)
from linli.ground.places.index import build_index
from tests.ground.places.tilings import tile_rings

SOUTH_WEST = (-701_234_567, -331_234_567)


def find_slowly(grids, x, y):
    """The smallest code of all closed areas that hold the point, edge by edge."""
    for code in sorted(grids):
        rings = [ring for polygon in grids[code].polygons for ring in polygon]
        sides = [edge for ring in rings for edge in pairwise(ring)]
        if any(is_on(edge, x, y) for edge in sides):
            return code
        if sum(crosses_ray(edge, x, y) for edge in sides) % 2:
            return code
    return None


def turn(edge, x, y):
    (x1, y1), (x2, y2) = edge
    return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)


def is_on(edge, x, y):
    (x1, y1), (x2, y2) = edge
    within = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
    return within and turn(edge, x, y) == 0


def crosses_ray(edge, x, y):
    (_, y1), (_, y2) = edge
    return (y1 <= y < y2 and turn(edge, x, y) > 0) or (y2 <= y < y1 and turn(edge, x, y) < 0)


def tiling(columns, rows, **options):
    rings = tile_rings(columns, rows, **options)
    return {
        f"g{column:02}{row:02}": normalise_boundary([(tuple(ring),)])
        for (column, row), ring in rings.items()
    }


def corners(grids):
    return [
        point
        for boundary in grids.values()
        for polygon in boundary.polygons
        for ring in polygon
        for point in ring
    ]


def find(index, x, y):
    return index.find(y / STEPS_PER_DEGREE, x / STEPS_PER_DEGREE)


@pytest.mark.parametrize("options", [{}, {"origin": SOUTH_WEST}, {"origin": (-50_000, -50_000)}])
@pytest.mark.parametrize("bends", [0, 7])
def test_every_kind_of_point_is_found_as_edge_by_edge(bends, options):
    grids = tiling(3, 3, bends=bends, **options)
    index = build_index(grids)
    chance = random.Random(7)
    ends = corners(grids)
    middles = [((x1 + x2) // 2, (y1 + y2) // 2) for (x1, y1), (x2, y2) in pairwise(ends)]
    beside = [(x + chance.randint(-2, 2), y + chance.randint(-2, 2)) for x, y in ends]
    low = [min(point[axis] for point in ends) - 5_000 for axis in (0, 1)]
    high = [max(point[axis] for point in ends) + 5_000 for axis in (0, 1)]
    anywhere = [
        (chance.randint(low[0], high[0]), chance.randint(low[1], high[1])) for _ in range(500)
    ]
    points = [*ends, *middles, *beside, *anywhere]
    assert [find(index, *point) for point in points] == [
        find_slowly(grids, *point) for point in points
    ]


def test_found_grids_are_those_that_shapely_finds():
    grids = tiling(12, 9)
    index = build_index(grids)
    codes = sorted(grids)
    tree = shapely.STRtree([to_shape(grids[code]) for code in codes])
    chance = random.Random(3)
    ends = corners(grids)
    points = [
        (
            chance.randint(*sorted(chance.sample(xs, 2))),
            chance.randint(*sorted(chance.sample(ys, 2))),
        )
        for xs, ys in [tuple(zip(*ends, strict=True))]
        for _ in range(2_000)
    ]
    found = tree.query(shapely.points(points), predicate="intersects")
    expected = [None] * len(points)
    for point, grid in sorted(zip(*found.tolist(), strict=True), reverse=True):
        expected[point] = codes[grid]
    assert [find(index, *point) for point in points] == expected


SMALL = st.tuples(st.integers(0, 300), st.integers(0, 300))


@st.composite
def polygons(draw):
    """Any simple polygon with corners on a small lattice, so that points hit corners and sides."""
    points = draw(st.lists(SMALL, min_size=3, max_size=9, unique=True))
    shape = shapely.Polygon(points)
    if not shape.is_valid or not shape.area:
        shape = shapely.MultiPoint(points).convex_hull
    if shape.geom_type != "Polygon":
        shape = shapely.box(0, 0, 7, 7)
    return [(round(x), round(y)) for x, y in shape.exterior.coords]


@settings(max_examples=150)
@given(st.lists(polygons(), min_size=1, max_size=4), st.lists(SMALL, min_size=1, max_size=20))
def test_areas_that_overlap_or_leave_gaps_answer_exactly_too(rings, points):
    grids = {f"g{number}": normalise_boundary([(ring,)]) for number, ring in enumerate(rings)}
    index = build_index(grids)
    asked = [*points, *corners(grids)]
    assert [find(index, *point) for point in asked] == [
        find_slowly(grids, *point) for point in asked
    ]


def square(x, y, side):
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def test_hole_belongs_to_whoever_fills_it():
    outer, hole = square(0, 0, 100_000), square(40_000, 40_000, 20_000)
    grids = {"a": normalise_boundary([(outer, hole)]), "b": normalise_boundary([(hole,)])}
    index = build_index(grids)
    asked = [(10_000, 10_000), (50_000, 50_000), (40_000, 50_000), (60_000, 60_000)]
    assert [find(index, *point) for point in asked] == ["a", "b", "a", "a"]
    alone = build_index({"a": grids["a"]})
    assert [find(alone, *point) for point in asked] == ["a", None, "a", "a"]


def test_area_in_two_parts_is_found_in_both():
    parts = [(square(0, 0, 1_000),), (square(50_000, 0, 1_000),)]
    index = build_index({"a": normalise_boundary(parts)})
    assert [find(index, x, 500) for x in (500, 50_500, 25_000)] == ["a", "a", None]


def test_shared_corner_belongs_to_the_smallest_code():
    grids = {
        code: normalise_boundary([(square(x, y, 1_000),)])
        for code, x, y in [("d", 0, 0), ("c", 1_000, 0), ("b", 0, 1_000), ("a", 1_000, 1_000)]
    }
    index = build_index(grids)
    asked = [(1_000, 1_000), (1_000, 500), (500, 1_000), (999, 999)]
    assert [find(index, *point) for point in asked] == ["a", "c", "b", "d"]


def test_finer_coordinates_are_rounded_to_the_nearest_step():
    index = build_index({"a": normalise_boundary([(square(0, 0, 1_000),)])})
    assert index.find(-0.00000004, 0.00010004) == "a"
    assert index.find(-0.00000006, 0.0001) is None


def test_areas_of_very_different_sizes_keep_the_index_small():
    grids = {
        f"s{number}": normalise_boundary([(square(number * 2_000, 0, 1_000),)])
        for number in range(200)
    }
    grids["wide"] = normalise_boundary([(square(0, 5_000_000, 50_000_000),)])
    index = build_index(grids)
    assert len(index._cells) < 64 * len(grids) * 2
    assert [find(index, 2_500, 500), find(index, 25_000_000, 30_000_000)] == ["s1", "wide"]


def test_index_of_nothing_finds_nothing():
    assert build_index({}).find(39.9, 116.39) is None
