"""Whether boundaries fit: no overlaps, nothing outside its parent, grids that tile without a gap.

- Places of one kind, and places with one parent, never overlap.
- Where a neighbourhood and any of its grids have boundaries, the grids cover it whole.
- A place that divides ground lies within its parent; a building counts as lying in the grid that
  holds a point of it, because grids are drawn along streets and walls with a broad pen.

What is smaller than a sliver (see `ground`) passes.  Only what a change touches is looked at.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from linli.ground.places.boundaries.ground import Piece, list_pieces
from linli.ground.places.boundaries.lattice import Point, to_shape
from linli.ground.places.boundaries.problems import Problem
from linli.ground.places.codes import CodeSystem
from linli.ground.places.states import PlaceState

MAX_MISFITS = 200
BLOCK = 200


class _Territory:
    """Live places with boundaries, in order of code, and their shapes near one origin."""

    def __init__(self, places: Mapping[str, PlaceState], touched: Collection[str]) -> None:
        live = sorted(code for code, place in places.items() if not place.retired)
        self.places = [places[code] for code in live if places[code].boundary is not None]
        self.touched = np.array([place.code in touched for place in self.places], dtype=bool)
        self.origin = _find_origin(self.places)
        self.shapes: npt.NDArray[Any] = np.array(
            [to_shape(place.boundary, self.origin) for place in self.places if place.boundary],
            dtype=object,
        )
        self.position = {place.code: number for number, place in enumerate(self.places)}
        self.children: dict[int, list[int]] = {}
        for number, place in enumerate(self.places):
            if place.parent in self.position:
                self.children.setdefault(self.position[place.parent], []).append(number)


def find_misfits(
    system: CodeSystem, places: Mapping[str, PlaceState], touched: Collection[str]
) -> list[Problem]:
    """Problems `overlap`, `outside_parent` and `gap`, one for each connected piece of ground;
    the search ends after MAX_MISFITS.

    `touched` holds the codes whose boundary or parent is new; others are only what those are
    held against.
    """
    territory = _Territory(places, touched)
    if not territory.touched.any():
        return []
    return list(islice(_search(system, territory), MAX_MISFITS))


def _search(system: CodeSystem, territory: _Territory) -> Iterator[Problem]:
    yield from _find_overlaps(territory)
    for parent, children in sorted(territory.children.items()):
        yield from _find_outside(system, territory, parent, children)
        if territory.places[parent].kind == system.neighbourhood:
            yield from _find_gaps(system, territory, parent, children)


def _find_origin(places: list[PlaceState]) -> Point:
    shells = [
        polygon[0] for place in places if place.boundary for polygon in place.boundary.polygons
    ]
    return min((ring[0] for ring in shells), default=(0, 0))


def _find_overlaps(territory: _Territory) -> Iterator[Problem]:
    places = territory.places
    for first, second in _find_rivals(territory):
        common = shapely.intersection(territory.shapes[first], territory.shapes[second])
        for piece in list_pieces(common, territory.origin):
            yield _describe("overlap", places[first], [places[second]], piece)


def _find_rivals(territory: _Territory) -> Iterator[tuple[int, int]]:
    """Pairs that may not share ground and whose bounding boxes meet, each once.

    In blocks, because where everything lies on one heap the pairs are too many to hold.
    """
    places, touched = territory.places, territory.touched
    tree = shapely.STRtree(territory.shapes)
    changed = np.flatnonzero(touched)
    for start in range(0, len(changed), BLOCK):
        block = changed[start : start + BLOCK]
        mine, theirs = tree.query(territory.shapes[block])
        for one, other in zip(block[mine].tolist(), theirs.tolist(), strict=True):
            # A pair of two that were touched comes twice.
            again = one >= other and touched[other]
            if not again and _are_rivals(places[one], places[other]):
                yield min(one, other), max(one, other)


def _are_rivals(first: PlaceState, second: PlaceState) -> bool:
    return first.kind == second.kind or first.parent == second.parent


def _find_outside(
    system: CodeSystem, territory: _Territory, parent: int, children: list[int]
) -> Iterator[Problem]:
    places, shapes = territory.places, territory.shapes
    shapely.prepare(shapes[parent])
    for child in children:
        if not (territory.touched[child] or territory.touched[parent]):
            continue
        if system.is_area(places[child].kind):
            outside = shapely.difference(shapes[child], shapes[parent])
        elif shapely.covers(shapes[parent], shapely.point_on_surface(shapes[child])):
            continue
        else:
            outside = shapes[child]
        for piece in list_pieces(outside, territory.origin):
            yield _describe("outside_parent", places[child], [places[parent]], piece)


def _find_gaps(
    system: CodeSystem, territory: _Territory, parent: int, children: list[int]
) -> Iterator[Problem]:
    """Named with the grids around the gap."""
    grids = [child for child in children if territory.places[child].kind == system.grid]
    if not grids or not (territory.touched[grids].any() or territory.touched[parent]):
        return
    covered = shapely.union_all(territory.shapes[grids])
    uncovered = shapely.difference(territory.shapes[parent], covered)
    for piece in list_pieces(uncovered, territory.origin):
        near = shapely.dwithin(territory.shapes[grids], piece.shape, 2)
        around = [territory.places[grids[number]] for number in np.flatnonzero(near)]
        yield _describe("gap", territory.places[parent], around, piece)


def _describe(code: str, place: PlaceState, others: list[PlaceState], piece: Piece) -> Problem:
    return Problem(
        code,
        place=place.label,
        others=tuple(other.label for other in others),
        area_m2=piece.area_m2,
        at=piece.at,
    )
