"""Strict reading of a GeoJSON geometry (RFC 7946) into a boundary."""

from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from linli.ground.places.boundaries.lattice import (
    STEPS_PER_DEGREE,
    Boundary,
    Ring,
    drop_repeats,
    normalise_boundary,
    snap,
    to_shape,
)
from linli.ground.places.refusals import RefusedError

MAX_POINTS = 50_000
MAX_EXTENT_DEGREES = 10
CLOSED_TRIANGLE = 4


class GeometryError(RefusedError):
    """A geometry that cannot be a place's boundary."""


def read_geometry(geometry: object) -> Boundary | None:
    """The boundary of a Polygon or MultiPolygon, None for null.

    Raises GeometryError: `geometry_type`, `geometry_shape`, `position`, `coordinates_out_of_range`,
    `ring_too_short`, `ring_open`, `too_many_points`, `extent_too_large`, `polygon_invalid`.
    """
    if geometry is None:
        return None
    polygons = [[_read_ring(ring) for ring in _members(polygon)] for polygon in _polygons(geometry)]
    _check_size([ring for polygon in polygons for ring in polygon])
    boundary = normalise_boundary(polygons)
    _check_validity(boundary)
    return boundary


def _polygons(geometry: object) -> Iterator[Any]:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if not isinstance(geometry, Mapping) or kind not in {"Polygon", "MultiPolygon"}:
        raise GeometryError("geometry_type", str(kind))
    coordinates = geometry.get("coordinates")
    yield from [coordinates] if kind == "Polygon" else _members(coordinates)


def _members(value: object) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise GeometryError("geometry_shape")
    return value


def _read_ring(ring: object) -> Ring:
    points = [_read_position(position) for position in _members(ring)]
    if len(points) < CLOSED_TRIANGLE:
        raise GeometryError("ring_too_short", _in_degrees(points[0]))
    if points[0] != points[-1]:
        raise GeometryError("ring_open", _in_degrees(points[0]))
    distinct = drop_repeats(points)
    if len(distinct) < CLOSED_TRIANGLE:
        raise GeometryError("ring_too_short", _in_degrees(points[0]))
    return distinct


def _read_position(position: object) -> tuple[int, int]:
    # type(), not isinstance(): a bool is an int, and no coordinate.
    if (
        not isinstance(position, list | tuple)
        or len(position) != 2  # noqa: PLR2004 - longitude and latitude
        or type(position[0]) not in {int, float}
        or type(position[1]) not in {int, float}
    ):
        raise GeometryError("position", str(position)[:80])
    longitude, latitude = position
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):  # noqa: PLR2004 - whole degrees
        raise GeometryError("coordinates_out_of_range", f"{longitude}, {latitude}")
    return snap(longitude), snap(latitude)


def _check_size(rings: list[Ring]) -> None:
    if sum(map(len, rings)) > MAX_POINTS:
        raise GeometryError("too_many_points", str(MAX_POINTS))
    for axis in (0, 1):
        values = [point[axis] for ring in rings for point in ring]
        if max(values) - min(values) > MAX_EXTENT_DEGREES * STEPS_PER_DEGREE:
            raise GeometryError("extent_too_large", str(MAX_EXTENT_DEGREES))


def _check_validity(boundary: Boundary) -> None:
    """Crossing or touching rings, holes outside their shell, polygons of one area that overlap."""
    origin = boundary.polygons[0][0][0]
    shape = to_shape(boundary, origin)
    if not shape.is_valid:
        reason, _, where = shapely.is_valid_reason(shape).partition("[")
        x, y = (round(float(value)) for value in where.rstrip("]").split())
        raise GeometryError("polygon_invalid", f"{reason}, {_in_degrees((x, y), origin)}")


def _in_degrees(point: tuple[int, int], origin: tuple[int, int] = (0, 0)) -> str:
    """As in the file: longitude, latitude."""
    x, y = (step + start for step, start in zip(point, origin, strict=True))
    return f"[{x / STEPS_PER_DEGREE}, {y / STEPS_PER_DEGREE}]"
