"""Web Mercator and its tiles (EPSG:3857, https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames).

The world is a square whose side is 1: x runs east from 180° W, y runs south from about 85.05° N.
"""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
FARTHEST_LATITUDE = math.degrees(math.atan(math.sinh(math.pi)))
"""Where the square ends, 85.0511°."""


def project(degrees: Floats) -> Floats:
    """Rows of longitude and latitude in degrees as x and y; latitudes are cut off at the ends."""
    latitude = np.radians(np.clip(degrees[:, 1], -FARTHEST_LATITUDE, FARTHEST_LATITUDE))
    x = degrees[:, 0] / 360 + 0.5
    y = 0.5 - np.arcsinh(np.tan(latitude)) / (2 * math.pi)
    return np.column_stack((x, y))


def tile_at(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile that holds the point; the ends of the world belong to the last."""
    (x, y), last = project(np.array([[longitude, latitude]]))[0], 2**zoom - 1
    column, row = (min(max(int(side * 2**zoom), 0), last) for side in (x, y))
    return column, row
