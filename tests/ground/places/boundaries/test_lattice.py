import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.boundaries.lattice import (
    Boundary,
    drop_repeats,
    from_geojson,
    normalise_boundary,
    snap,
    to_geojson,
    to_shape,
)

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
HOLES = (((2, 2), (2, 4), (4, 4), (4, 2), (2, 2)), ((6, 6), (6, 8), (8, 8), (8, 6), (6, 6)))
ISLAND = ((-20, 0), (-15, 0), (-15, 5), (-20, 0))


@pytest.mark.parametrize(
    ("degrees", "step"), [(116.39, 1_163_900_000), (-0.00000004, 0), (39.12345678, 391_234_568)]
)
def test_snap_gives_the_nearest_step(degrees, step):
    assert snap(degrees) == step


@given(st.integers(0, 3), st.booleans())
def test_boundary_is_the_same_wherever_its_ring_begins(start, backwards):
    points = SQUARE[start:-1] + SQUARE[:start]
    ring = (*points, points[0])
    written = ring[::-1] if backwards else ring
    assert normalise_boundary([(written,)]) == Boundary(((SQUARE,),))


def test_boundary_is_the_same_in_whatever_order_its_parts_come():
    expected = Boundary(((ISLAND,), (SQUARE, *HOLES)))
    for holes in itertools.permutations([*HOLES]):
        turned = [hole[::-1] for hole in holes]
        assert normalise_boundary([(SQUARE, *turned), (ISLAND[::-1],)]) == expected


def test_drop_repeats_leaves_one_of_each_run():
    assert drop_repeats([(0, 0), (0, 0), (1, 0), (1, 0), (0, 0)]) == ((0, 0), (1, 0), (0, 0))


def test_geojson_of_one_polygon_has_degrees():
    boundary = normalise_boundary([([(0, 0), (1_163_900_001, 0), (0, 399_000_000), (0, 0)],)])
    assert to_geojson(boundary) == {
        "type": "Polygon",
        "coordinates": [[[0.0, 0.0], [116.3900001, 0.0], [0.0, 39.9], [0.0, 0.0]]],
    }


def test_geojson_of_several_polygons_keeps_all():
    boundary = normalise_boundary([(SQUARE, *HOLES), (ISLAND,)])
    written = to_geojson(boundary)
    assert written["type"] == "MultiPolygon"
    assert [len(polygon) for polygon in written["coordinates"]] == [1, 3]
    assert from_geojson(written) == boundary


@given(
    st.lists(
        st.tuples(
            st.integers(-1_800_000_000, 1_800_000_000), st.integers(-900_000_000, 900_000_000)
        ),
        min_size=3,
        unique=True,
    )
)
def test_geojson_comes_back_exactly(points):
    boundary = Boundary(((((*points, points[0])),),))
    assert from_geojson(to_geojson(boundary)) == boundary


def test_shape_keeps_holes_and_moves_to_the_origin():
    shape = to_shape(normalise_boundary([(SQUARE, *HOLES)]), origin=(100, 200))
    assert shape.bounds == (-100.0, -200.0, -90.0, -190.0)
    assert shape.area == 100 - 4 - 4
    assert to_shape(normalise_boundary([(SQUARE,), (ISLAND,)])).area == 112.5
