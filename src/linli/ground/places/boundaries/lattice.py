"""Exact boundaries: coordinates as whole steps of 1e-7 degree, about a centimetre.

A boundary has one form only, however a program wrote it: shells run counter-clockwise and holes
clockwise (RFC 7946, 3.1.6), each ring begins at its smallest point, rings and polygons are sorted.
So two equal areas with the same corners compare equal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely

STEPS_PER_DEGREE = 10_000_000

Point = tuple[int, int]
Ring = tuple[Point, ...]
"""Closed: the last point repeats the first; (x, y) is (longitude, latitude)."""
Polygon = tuple[Ring, ...]
"""The shell, then its holes."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """An area in lattice steps, in the one form that this module describes."""

    polygons: tuple[Polygon, ...]


def snap(degrees: float) -> int:
    """The nearest lattice step."""
    return round(degrees * STEPS_PER_DEGREE)


def normalise_boundary(polygons: Iterable[Sequence[Ring]]) -> Boundary:
    """The one form of an area given as closed rings, each polygon's shell first."""
    normal = []
    for shell, *holes in polygons:
        turned = sorted(_normalise_ring(hole, clockwise=True) for hole in holes)
        normal.append((_normalise_ring(shell, clockwise=False), *turned))
    return Boundary(tuple(sorted(normal)))


def drop_repeats(ring: Sequence[Point]) -> Ring:
    """The ring without points that repeat the one before them."""
    return tuple(
        point for position, point in enumerate(ring) if position == 0 or point != ring[position - 1]
    )


def to_geojson(boundary: Boundary) -> dict[str, Any]:
    """A GeoJSON geometry, in degrees with at most seven decimals."""
    polygons = [
        [[[x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE] for x, y in ring] for ring in polygon]
        for polygon in boundary.polygons
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def from_geojson(geometry: Mapping[str, Any]) -> Boundary:
    """The boundary that `to_geojson` wrote."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return Boundary(
        tuple(
            tuple(tuple((snap(x), snap(y)) for x, y in ring) for ring in polygon)
            for polygon in polygons
        )
    )


def to_shape(boundary: Boundary, origin: Point = (0, 0)) -> shapely.Polygon | shapely.MultiPolygon:
    """The shapely geometry in lattice steps from `origin`; near it floats are most exact."""
    left, bottom = origin
    polygons = [
        shapely.Polygon(shell, holes)
        for shell, *holes in (
            [[(x - left, y - bottom) for x, y in ring] for ring in polygon]
            for polygon in boundary.polygons
        )
    ]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _normalise_ring(ring: Ring, *, clockwise: bool) -> Ring:
    points = ring[:-1]
    if (_doubled_area(ring) < 0) is not clockwise:
        points = points[::-1]
    first = points.index(min(points))
    turned = points[first:] + points[:first]
    return (*turned, turned[0])


def _doubled_area(ring: Ring) -> int:
    """Positive when the ring runs counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
