"""What an OpenStreetMap file is made of, as readers hand it on.

Coordinates are whole steps of 1e-7 degree, the exactness of OpenStreetMap itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Tags = Mapping[str, str]
STEPS_PER_DEGREE = 10_000_000
FARTHEST_LATITUDE = 90 * STEPS_PER_DEGREE
FARTHEST_LONGITUDE = 180 * STEPS_PER_DEGREE
MEMBER_TYPES = ("node", "way", "relation")


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east and north in steps."""

    west: int
    south: int
    east: int
    north: int

    def meet(self, other: "Box") -> "Box | None":
        """What both cover; None where they do not touch."""
        west, south = max(self.west, other.west), max(self.south, other.south)
        east, north = min(self.east, other.east), min(self.north, other.north)
        return Box(west, south, east, north) if west <= east and south <= north else None

    def join(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a relation."""

    kind: str
    ref: int
    role: str


class Sink(Protocol):
    """Takes the elements in the order of the file."""

    def add_bounds(self, box: Box) -> None: ...

    def add_nodes(self, ids: Any, x: Any, y: Any) -> None:
        """Points by id: arrays of the same length, or lists."""

    def add_point(self, ref: int, x: int, y: int, tags: Tags) -> None:
        """A point that has tags; it is handed on as a node as well."""

    def add_way(self, ref: int, nodes: Numbers, tags: Tags) -> None: ...

    def add_relation(self, ref: int, members: tuple[Member, ...], tags: Tags) -> None: ...
