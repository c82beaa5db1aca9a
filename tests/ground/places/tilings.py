"""Territories for tests: neighbourhoods whose grids tile them, with wiggly shared borders."""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from linli.ground.places.boundaries.lattice import STEPS_PER_DEGREE

Point = tuple[int, int]
Rings = dict[tuple[int, int], list[Point]]

ORIGIN = (1_163_900_000, 399_000_000)
"""Longitude and latitude in lattice steps: a street in Beijing."""
SIDE = 20_000
"""Lattice steps, about 170 m by 220 m there."""


def tile_rings(
    columns: int, rows: int, *, bends: int = 4, seed: int = 1, origin: Point = ORIGIN
) -> Rings:
    """Closed rings by (column, row) that share each border point for point and leave no gap.

    Corners are moved and borders bent by less than half a side, each border drawn once.
    """
    chance = random.Random(seed)
    corners = {
        (i, j): (
            origin[0] + i * SIDE + chance.randrange(-SIDE // 8, SIDE // 8),
            origin[1] + j * SIDE + chance.randrange(-SIDE // 8, SIDE // 8),
        )
        for i in range(columns + 1)
        for j in range(rows + 1)
    }
    bent: dict[tuple[Point, Point], list[Point]] = {}

    def border(start: tuple[int, int], end: tuple[int, int]) -> list[Point]:
        if (end, start) in bent:
            return bent[end, start][::-1]
        if (start, end) not in bent:
            bent[start, end] = _bend(corners[start], corners[end], bends, chance)
        return bent[start, end]

    rings = {}
    for i in range(columns):
        for j in range(rows):
            around = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1), (i, j)]
            ring = [point for a, b in pairwise(around) for point in border(a, b)[:-1]]
            rings[i, j] = [*ring, ring[0]]
    return rings


def outline(rings: Rings) -> list[Point]:
    """The ring around a whole tiling: the borders that only one of its rings has."""
    follows = {edge for ring in rings.values() for edge in pairwise(ring)}
    outer = {start: end for start, end in follows if (end, start) not in follows}
    start = min(outer)
    ring = [start]
    while (point := outer[ring[-1]]) != start:
        ring.append(point)
    return [*ring, start]


def geometry(*rings: list[Point]) -> dict[str, Any]:
    """A GeoJSON Polygon, its shell first."""
    return {
        "type": "Polygon",
        "coordinates": [
            [[x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE] for x, y in ring] for ring in rings
        ],
    }


def feature(
    code: str, kind: str, *, name: str = "", parent: str | None = None, shape: Any = None
) -> dict[str, Any]:
    properties = {"code": code, "name": name or f"Place {code}", "kind": kind, "parent": parent}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def neighbourhood_with_grids(
    code: str, rings: Rings, *, parent: str | None = None
) -> Iterator[dict[str, Any]]:
    """The features of a neighbourhood under the cn profile, grids numbered row by row."""
    yield feature(code, "neighbourhood", parent=parent, shape=geometry(outline(rings)))
    ordered = sorted(rings.items(), key=lambda item: (item[0][1], item[0][0]))
    for serial, (_, ring) in enumerate(ordered, start=1):
        yield feature(f"{code}{serial:03}", "grid", parent=code, shape=geometry(ring))


def _bend(start: Point, end: Point, bends: int, chance: random.Random) -> list[Point]:
    between = [
        (
            start[0] + (end[0] - start[0]) * k // (bends + 1) + chance.randrange(-400, 400),
            start[1] + (end[1] - start[1]) * k // (bends + 1) + chance.randrange(-400, 400),
        )
        for k in range(1, bends + 1)
    ]
    return [start, *between, end]
