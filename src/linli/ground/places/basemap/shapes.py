"""What is drawn, as geometries on the square of the world, and facilities as points."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from linli.ground.places.basemap.layers import (
    Look,
    look_of_area,
    look_of_line,
    look_of_name,
    name_of,
)
from linli.ground.places.basemap.mercator import Floats, project
from linli.ground.places.basemap.openstreetmap.elements import STEPS_PER_DEGREE, Tags
from linli.ground.places.basemap.openstreetmap.extract import Extract, Relation, Way
from linli.ground.places.facilities import get_facility_kind, is_worth_listing

Known = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn: how, its name, and where on the square of the world."""

    look: Look
    name: str
    geometry: shapely.Geometry


@dataclass(frozen=True, slots=True)
class FoundFacility:
    """A facility of the file; `key` names its element, coordinates are steps of 1e-7 degree."""

    key: str
    kind: str
    name: str
    latitude: int
    longitude: int


class Drawing:
    """Everything drawn of an extract.  Elements whose points are not all there are drawn as far
    as they go (lines) or left out (areas), and counted in `incomplete`."""

    def __init__(self, extract: Extract, *, language: str) -> None:
        self._extract = extract
        self._language = language
        self.shapes: list[Shape] = []
        self.facilities: list[FoundFacility] = []
        self.incomplete = 0
        for point in extract.points:
            self._add_point(point.ref, point.x, point.y, point.tags)
        for way in extract.ways.values():
            if way.tags:
                self._add_way(way)
        for relation in extract.relations:
            self._add_relation(relation)

    def _add_point(self, ref: int, x: int, y: int, tags: Tags) -> None:
        at = shapely.Point(_to_world(np.array([[x, y]], dtype=np.float64))[0])
        self._add_name(tags, at, is_area=False)
        self._add_facility(f"node/{ref}", tags, x, y)

    def _add_way(self, way: Way) -> None:
        corners, known = self._extract.locate(way.nodes)
        if not known.all():
            self.incomplete += 1
        if (look := look_of_line(way.tags)) is not None:
            for run in _split(corners, known):
                line = shapely.LineString(_to_world(run))
                self._add(look, name_of(way.tags, language=self._language), line)
        if way.is_closed and known.all():
            self._add_area(f"way/{way.ref}", way.tags, shapely.Polygon(corners))

    def _add_relation(self, relation: Relation) -> None:
        area = self._assemble(relation)
        if area is None:
            self.incomplete += 1
        else:
            self._add_area(f"relation/{relation.ref}", relation.tags, area)

    def _assemble(self, relation: Relation) -> shapely.Geometry | None:
        """The area within the outer ways and outside the inner ones; None where no ring closes."""
        sides: dict[bool, list[shapely.Geometry]] = {True: [], False: []}
        for member in relation.members:
            way = self._extract.ways.get(member.ref) if member.kind == "way" else None
            if way is None:
                continue
            corners, known = self._extract.locate(way.nodes)
            if known.all() and len(corners) > 1:
                sides[member.role != "inner"].append(shapely.LineString(corners))
        outer, inner = (shapely.union_all(_rings(sides[side])) for side in (True, False))
        area = shapely.difference(outer, inner)
        return None if area.is_empty else area

    def _add_area(self, key: str, tags: Tags, steps: shapely.Geometry) -> None:
        area = shapely.make_valid(steps)
        if area.area <= 0:
            return
        inside = area.representative_point()
        world = shapely.transform(area, _to_world)
        if (look := look_of_area(tags)) is not None:
            self._add(look, "", world)
        self._add_name(tags, shapely.transform(inside, _to_world), is_area=True)
        self._add_facility(key, tags, round(inside.x), round(inside.y))

    def _add_name(self, tags: Tags, at: shapely.Geometry, *, is_area: bool) -> None:
        look = look_of_name(tags, is_area=is_area)
        name = name_of(tags, language=self._language)
        if look is not None and name:
            self._add(look, name, at)

    def _add_facility(self, key: str, tags: Tags, x: int, y: int) -> None:
        kind, name = get_facility_kind(tags), name_of(tags, language=self._language)
        if kind is not None and is_worth_listing(kind, name):
            self.facilities.append(FoundFacility(key, kind, name, latitude=y, longitude=x))

    def _add(self, look: Look, name: str, geometry: shapely.Geometry) -> None:
        self.shapes.append(Shape(look, name, geometry))


def _to_world(steps: Floats) -> Floats:
    return project(steps / STEPS_PER_DEGREE)


def _rings(lines: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Areas that the lines enclose."""
    return list(shapely.get_parts(shapely.polygonize(lines))) if lines else []


def _split(corners: Floats, known: Known) -> Iterator[Floats]:
    """The runs of a line between points that are missing."""
    for run in np.split(np.arange(len(known)), np.flatnonzero(np.diff(known)) + 1):
        if len(run) > 1 and known[run[0]]:
            yield corners[run]
