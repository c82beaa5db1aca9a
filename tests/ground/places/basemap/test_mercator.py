"""Known corners of the world, and back again."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.basemap.mercator import FARTHEST_LATITUDE, project, tile_at


def test_corners_of_the_square():
    degrees = np.array([[-180, FARTHEST_LATITUDE], [0, 0], [180, -FARTHEST_LATITUDE], [0, 90]])
    expected = np.array([[0, 0], [0.5, 0.5], [1, 1], [0.5, 0]])
    assert np.abs(project(degrees.astype(float)) - expected).max() < 1e-12


@pytest.mark.parametrize(
    ("spot", "zoom", "tile"),
    [
        # Worked out by the formula that the OpenStreetMap wiki publishes.
        ((13.37771496361961, 52.51628011262304), 17, (70406, 42987)),
        ((116.3444, 40.0022), 14, (13486, 6202)),
        ((-180.0, 85.0511), 3, (0, 0)),
        ((180.0, -85.0511), 3, (7, 7)),
        ((180.0, -90.0), 0, (0, 0)),
    ],
)
def test_tiles_of_known_places(spot, zoom, tile):
    assert tile_at(*spot, zoom) == tile


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_points_come_back_by_the_inverse_formula(longitude, latitude):
    x, y = project(np.array([[longitude, latitude]]))[0]
    assert abs((x - 0.5) * 360 - longitude) < 1e-9
    assert abs(math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi))) - latitude) < 1e-9
