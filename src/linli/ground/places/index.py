"""Which grid a point lies in, answered in about a microsecond from memory.

Method: a lattice of square cells.  A cell wholly inside one grid answers at once.  A cell that
borders cross holds, in order of code, the grids that reach into it, each with the few edges that
decide there; an exact integer ray cast does.

A border belongs to every grid that it bounds, and of several the smallest code wins: so each point
has one answer, always the same.  Building takes time and space in proportion to the corners; a
look-up does not grow with the number of grids.  Exact in steps of 1e-7 degree; finer coordinates
are rounded to the nearest step, as boundaries are.
"""

from collections.abc import Mapping

from linli.ground.places.boundaries.lattice import STEPS_PER_DEGREE, Boundary
from linli.ground.places.cells import (
    MIN_SHIFT,
    Edge,
    Edges,
    choose_shift,
    collect_edges,
    list_border_cells,
    list_inner_cells,
)

Candidate = tuple[str, tuple[Edge, ...] | None]
"""A code, and the edges to test; None where the whole cell lies inside."""
Cells = dict[int, str | tuple[Candidate, ...]]

ROW = 2**32
"""Weight of the row in a cell's number, more than there are columns."""


class GridIndex:
    """Finds the code of the grid at a point; made by `build_index`, never changed after."""

    __slots__ = ("_cells", "_shift")

    def __init__(self, cells: Cells, shift: int) -> None:
        self._cells = cells
        self._shift = shift

    def find(self, latitude: float, longitude: float) -> str | None:
        """The code of the grid at a point in degrees; None outside all."""
        x = round(longitude * STEPS_PER_DEGREE)
        y = round(latitude * STEPS_PER_DEGREE)
        shift = self._shift
        entry = self._cells.get((y >> shift) * ROW + (x >> shift))
        if entry is None or isinstance(entry, str):
            return entry
        for code, edges in entry:
            if edges is None or _covers(edges, x, y):
                return code
        return None


def build_index(grids: Mapping[str, Boundary]) -> GridIndex:
    """The index over the boundaries by code."""
    codes = sorted(grids)
    if not codes:
        return GridIndex({}, MIN_SHIFT)
    edges = collect_edges([grids[code] for code in codes])
    shift = choose_shift(edges)
    return GridIndex(_fill_cells(codes, edges, shift), shift)


def _covers(edges: tuple[Edge, ...], x: int, y: int) -> bool:
    """Whether the point is inside or on the border: a ray to the east crosses an odd number."""
    inside = False
    for x1, y1, x2, y2 in edges:
        if y1 <= y <= y2:
            side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if side == 0:
                if y1 != y2 or x1 <= x <= x2:
                    return True
            elif side > 0 and y < y2:
                inside = not inside
    return inside


def _fill_cells(codes: list[str], edges: Edges, shift: int) -> Cells:
    borders: dict[int, dict[int, tuple[Edge, ...] | None]] = {}
    for row, column, owner, kept in list_border_cells(edges, shift):
        borders.setdefault(row * ROW + column, {})[owner] = kept
    rows, columns, owners = list_inner_cells(edges, shift)
    cells: Cells = {}
    # Owners come in order of code, so the first is the smallest.
    for number, owner in zip((rows * ROW + columns).tolist(), owners.tolist(), strict=True):
        if number in borders:
            borders[number].setdefault(owner, None)
        else:
            cells.setdefault(number, codes[owner])
    for number, candidates in borders.items():
        cells[number] = tuple((codes[owner], candidates[owner]) for owner in sorted(candidates))
    return cells
