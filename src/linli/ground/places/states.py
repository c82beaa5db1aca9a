"""Places as values: what plans and checks work on instead of rows."""

from dataclasses import dataclass

from linli.ground.places.boundaries.lattice import Boundary
from linli.ground.places.boundaries.problems import PlaceName


@dataclass(frozen=True, slots=True)
class PlaceState:
    """A place as it is or shall be."""

    code: str
    kind: str
    name: str
    parent: str | None = None
    boundary: Boundary | None = None
    retired: bool = False

    @property
    def label(self) -> PlaceName:
        return PlaceName(self.code, self.name)
