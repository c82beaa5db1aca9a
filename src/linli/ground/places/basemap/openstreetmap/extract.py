"""All of a map file that is drawn, with the coordinates that ways refer to.

Points are kept as three columns of numbers, 16 bytes each, because a file names most of them long
before it says which it needs.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.layers import is_drawn
from linli.ground.places.basemap.openstreetmap.elements import Box, Member, Numbers, Tags

MAX_NODES = 30_000_000
BATCH = 65_536
Steps = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Point:
    """A point with tags, in steps."""

    ref: int
    x: int
    y: int
    tags: Tags


@dataclass(frozen=True, slots=True)
class Way:
    """A way by the ids of its points."""

    ref: int
    nodes: Numbers
    tags: Tags

    @property
    def is_closed(self) -> bool:
        return len(self.nodes) > 3 and bool(self.nodes[0] == self.nodes[-1])  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Relation:
    """An area made of several ways."""

    ref: int
    members: tuple[Member, ...]
    tags: Tags


class Extract:
    """A sink that keeps what is drawn; `finish` makes it ready to be asked."""

    def __init__(self) -> None:
        self.bounds: Box | None = None
        self.points: list[Point] = []
        self.ways: dict[int, Way] = {}
        self.relations: list[Relation] = []
        self._count = 0
        self._waiting: tuple[list[int], list[int], list[int]] = ([], [], [])
        self._columns: list[tuple[Numbers, Steps, Steps]] = []
        self._ids: Numbers = np.zeros(0, dtype=np.int64)
        self._x: Steps = np.zeros(0, dtype=np.int32)
        self._y: Steps = np.zeros(0, dtype=np.int32)

    def add_bounds(self, box: Box) -> None:
        self.bounds = box if self.bounds is None else self.bounds.join(box)

    def add_nodes(self, ids: Any, x: Any, y: Any) -> None:
        self._count += len(ids)
        if self._count > MAX_NODES:
            raise MapFileError("too_many_nodes", f"{MAX_NODES:,}")
        if isinstance(ids, np.ndarray):
            self._columns.append((ids, x.astype(np.int32), y.astype(np.int32)))
            return
        for column, values in zip(self._waiting, (ids, x, y), strict=True):
            column.extend(values)
        if len(self._waiting[0]) >= BATCH:
            self._pack()

    def add_point(self, ref: int, x: int, y: int, tags: Tags) -> None:
        if is_drawn(tags):
            self.points.append(Point(ref, x, y, dict(tags)))

    def add_way(self, ref: int, nodes: Numbers, tags: Tags) -> None:
        """Ways without tags of interest are kept too: areas may be made of them."""
        kept = dict(tags) if is_drawn(tags) else {}
        self.ways[ref] = Way(ref, nodes, kept)

    def add_relation(self, ref: int, members: tuple[Member, ...], tags: Tags) -> None:
        if tags.get("type") == "multipolygon" and is_drawn(tags):
            self.relations.append(Relation(ref, members, dict(tags)))

    def finish(self) -> None:
        """Sorts the points; raises MapFileError where there are none."""
        self._pack()
        if not self._count:
            raise MapFileError("empty")
        ids, x, y = (np.concatenate(each) for each in zip(*self._columns, strict=True))
        # Stable, and the last one wins in `locate`: an editor writes a changed point once more.
        order = np.argsort(ids, kind="stable")
        self._ids, self._x, self._y = ids[order], x[order], y[order]
        self._columns = []

    def area(self) -> Box:
        """What the file says that it covers, else the box around its points."""
        if self.bounds is not None:
            return self.bounds
        return Box(int(self._x.min()), int(self._y.min()), int(self._x.max()), int(self._y.max()))

    def locate(self, nodes: Numbers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """Coordinates in steps by row, and which of the points the file has."""
        at = np.searchsorted(self._ids, nodes, side="right") - 1
        known = (at >= 0) & (self._ids[at] == nodes)
        return np.column_stack((self._x[at], self._y[at])).astype(np.float64), known

    def _pack(self) -> None:
        ids, x, y = self._waiting
        if ids:
            columns = np.array(ids, dtype=np.int64), np.array(x, np.int32), np.array(y, np.int32)
            self._columns.append(columns)
            self._waiting = ([], [], [])
