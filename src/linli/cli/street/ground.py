"""The ground of the street: five neighbourhoods cut into grids without gap or overlap.

All corners are whole numbers of a millionth of a degree, and every edge is drawn once for both
sides, so that nothing gapes by rounding.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Corner = tuple[int, int]
Ring = tuple[Corner, ...]

MILLIONTHS = 1_000_000
STREET_CODE = "829999001"
NUMERALS = "一二三四五六七八九十"
# How far a corner strays from its square, in parts of the square.
STRAY = 0.16


@dataclass(frozen=True, slots=True)
class Building:
    """A house of a compound, as the basemap shows it."""

    name: str
    ring: Ring


@dataclass(frozen=True, slots=True)
class Grid:
    """One grid: its compound of homes, the roads beside it."""

    code: str
    name: str
    neighbourhood: str
    ring: Ring
    compound: str
    roads: tuple[str, ...]
    buildings: tuple[Building, ...]

    def inside(self, across: float, up: float) -> Corner:
        """A point of it, by shares of the way from west to east and from south to north."""
        south_west, south_east, north_east, north_west = corners(self.ring)
        south = _between(south_west, south_east, across)
        return _between(south, _between(north_west, north_east, across), up)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One neighbourhood and the residents' body that runs it."""

    code: str
    name: str
    ring: Ring
    residents_body: str
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """A named way along edges of grids."""

    name: str
    line: Ring
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """The street: its outline, neighbourhoods and roads."""

    ring: Ring
    neighbourhoods: tuple[Neighbourhood, ...]
    roads: tuple[Road, ...] = field(default=())

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(grid for each in self.neighbourhoods for grid in each.grids)


def lay_out(table: Mapping[str, Any], *, seed: int) -> Ground:
    """The ground as `street.toml` describes it; the same for the same seed."""
    lattice = _Lattice(table["ground"], len(table["neighbourhood"]), random.Random(seed))
    roads = table["roads"]
    neighbourhoods = tuple(
        _neighbourhood(lattice, number, row, roads)
        for number, row in enumerate(table["neighbourhood"])
    )
    across, up = lattice.across, lattice.up
    lines = [
        Road(roads["east_west"][row], lattice.along_row(row, 0, across), row in {0, 2})
        for row in range(up + 1)
    ] + [
        Road(roads["north_south"][column], lattice.along_column(column, 0, up), column % 2 == 0)
        for column in range(across + 1)
    ]
    return Ground(lattice.outline(0, across, 0, up), neighbourhoods, tuple(lines))


def _neighbourhood(
    lattice: "_Lattice", number: int, row: Mapping[str, Any], roads: Mapping[str, Any]
) -> Neighbourhood:
    code, first = f"{STREET_CODE}{number + 1:03}", number * lattice.columns
    grids = []
    for place in range(lattice.columns * lattice.up):
        column, level = first + place % lattice.columns, place // lattice.columns
        ring = lattice.outline(column, column + 1, level, level + 1)
        compound = row["compounds"][place]
        grids.append(
            Grid(
                code=f"{code}{place + 1:03}",
                name=f"{row['name']}第{NUMERALS[place]}网格",
                neighbourhood=f"{row['name']}社区",
                ring=ring,
                compound=compound,
                roads=(roads["north_south"][column], roads["east_west"][level]),
                buildings=tuple(_buildings(ring, compound)),
            )
        )
    ring = lattice.outline(first, first + lattice.columns, 0, lattice.up)
    return Neighbourhood(code, f"{row['name']}社区", ring, row["residents_body"], tuple(grids))


def _buildings(ring: Ring, compound: str) -> list[Building]:
    """Six houses in two rows, well inside the grid."""
    found = []
    south_west, south_east, north_east, north_west = corners(ring)

    def point(across: float, up: float) -> Corner:
        south = _between(south_west, south_east, across)
        return _between(south, _between(north_west, north_east, across), up)

    for number in range(6):
        west, south = 0.16 + 0.25 * (number % 3), 0.22 + 0.34 * (number // 3)
        sides = (
            (west, south),
            (west + 0.17, south),
            (west + 0.17, south + 0.13),
            (west, south + 0.13),
        )
        found.append(Building(f"{compound}{number + 1}号楼", tuple(point(*side) for side in sides)))
    return found


def corners(ring: Ring) -> tuple[Corner, Corner, Corner, Corner]:
    """South-west, south-east, north-east and north-west corner of a grid's ring, which has one
    more point in the middle of each side."""
    return ring[0], ring[2], ring[4], ring[6]


def _between(one: Corner, other: Corner, share: float) -> Corner:
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
    )


class _Lattice:
    """Corners of all grids, each strayed once, and the middles of all edges."""

    def __init__(self, table: Mapping[str, Any], blocks: int, chance: random.Random) -> None:
        self.columns, self.up = int(table["columns"]), int(table["rows"])
        self.across = self.columns * blocks
        west, south = (round(each * MILLIONTHS) for each in table["south_west"])
        width, height = (round(each * MILLIONTHS) for each in table["cell"])

        def stray(size: int) -> int:
            return round(chance.uniform(-STRAY, STRAY) * size)

        self._corners = {
            (column, row): (
                west + column * width + stray(width),
                south + row * height + stray(height),
            )
            for column in range(self.across + 1)
            for row in range(self.up + 1)
        }
        self._middles: dict[tuple[int, int, int, int], Corner] = {}
        for column, row in self._corners:
            for far in ((column + 1, row), (column, row + 1)):
                if far in self._corners:
                    middle = _between(self._corners[column, row], self._corners[far], 0.5)
                    bent = (middle[0] + stray(width // 4), middle[1] + stray(height // 4))
                    self._middles[column, row, *far] = bent

    def along_row(self, row: int, first: int, last: int) -> Ring:
        """From west to east."""
        found = [self._corners[first, row]]
        for column in range(first, last):
            found += [self._middles[column, row, column + 1, row], self._corners[column + 1, row]]
        return tuple(found)

    def along_column(self, column: int, first: int, last: int) -> Ring:
        """From south to north."""
        found = [self._corners[column, first]]
        for row in range(first, last):
            found += [self._middles[column, row, column, row + 1], self._corners[column, row + 1]]
        return tuple(found)

    def outline(self, west: int, east: int, south: int, north: int) -> Ring:
        """Round a block of grids, from its south-west corner; the last point is not repeated."""
        sides: Sequence[Ring] = (
            self.along_row(south, west, east),
            self.along_column(east, south, north),
            self.along_row(north, west, east)[::-1],
            self.along_column(west, south, north)[::-1],
        )
        return tuple(point for side in sides for point in side[:-1])
