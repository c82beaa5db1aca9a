import math

import pytest

from linli.ground.places.boundaries.geometry import MAX_POINTS, GeometryError, read_geometry
from linli.ground.places.boundaries.lattice import Boundary

RING = [[116.0, 39.0], [116.1, 39.0], [116.1, 39.1], [116.0, 39.0]]
STEPS = (
    (1_160_000_000, 390_000_000),
    (1_161_000_000, 390_000_000),
    (1_161_000_000, 391_000_000),
    (1_160_000_000, 390_000_000),
)
BOWTIE = [[116.0, 39.0], [116.1, 39.1], [116.1, 39.0], [116.0, 39.1], [116.0, 39.0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_polygon_becomes_a_boundary():
    assert read_geometry(polygon(RING)) == Boundary(((STEPS,),))


def test_multipolygon_becomes_a_boundary():
    multi = {"type": "MultiPolygon", "coordinates": [[RING]]}
    assert read_geometry(multi) == Boundary(((STEPS,),))


def test_null_is_no_boundary():
    assert read_geometry(None) is None


def test_corners_that_fall_together_are_one():
    doubled = [RING[0], [116.00000001, 39.00000001], *RING[1:]]
    assert read_geometry(polygon(doubled)) == Boundary(((STEPS,),))


@pytest.mark.parametrize(
    ("geometry", "code", "detail"),
    [
        ([], "geometry_type", "None"),
        ({"type": "Point", "coordinates": [116, 39]}, "geometry_type", "Point"),
        ({"type": "Polygon"}, "geometry_shape", ""),
        (polygon(), "geometry_shape", ""),
        (polygon([]), "geometry_shape", ""),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "geometry_shape", ""),
        (polygon([[116, 39, 4], *RING[1:]]), "position", "[116, 39, 4]"),
        (polygon([["116", 39], *RING[1:]]), "position", "['116', 39]"),
        (polygon([[True, 39], *RING[1:]]), "position", "[True, 39]"),
        (polygon([116, 39, 116, 39]), "position", "116"),
        (polygon([[39.0, 116.0], *RING[1:]]), "coordinates_out_of_range", "39.0, 116.0"),
        (polygon([[math.nan, 39], *RING[1:]]), "coordinates_out_of_range", "nan, 39"),
        (polygon([[180.1, 39], *RING[1:]]), "coordinates_out_of_range", "180.1, 39"),
        (polygon(RING[:2] + RING[:1]), "ring_too_short", "[116.0, 39.0]"),
        (polygon([RING[0], RING[1], RING[1], RING[0]]), "ring_too_short", "[116.0, 39.0]"),
        (polygon([*RING[:3], [116.0, 39.2]]), "ring_open", "[116.0, 39.0]"),
        (polygon(RING * (MAX_POINTS // 3 + 1)), "too_many_points", "50000"),
        (polygon([[0, 0], [10.1, 0], [0, 1], [0, 0]]), "extent_too_large", "10"),
        (polygon([[0, 0], [1, 0], [0, 10.1], [0, 0]]), "extent_too_large", "10"),
        (polygon(BOWTIE), "polygon_invalid", "Self-intersection, [116.05, 39.05]"),
        (
            polygon(RING, [[117.0, 39.0], [117.1, 39.0], [117.1, 39.1], [117.0, 39.0]]),
            "polygon_invalid",
            "Hole lies outside shell, [117.0, 39.0]",
        ),
        (
            {"type": "MultiPolygon", "coordinates": [[RING], [RING]]},
            "polygon_invalid",
            "Self-intersection, [116.1, 39.0]",
        ),
    ],
)
def test_geometry_that_is_no_boundary_is_refused(geometry, code, detail):
    with pytest.raises(GeometryError) as caught:
        read_geometry(geometry)
    assert (caught.value.code, caught.value.detail) == (code, detail)
