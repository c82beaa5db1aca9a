"""Borders cut up over a lattice of square cells: what `index` is built from.

Cells are 2^shift coordinate steps wide; cell (row, column) holds the points with
`y >> shift == row` and `x >> shift == column`.  Edges run upwards, so that neighbours state a
shared edge alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from linli.ground.places.boundaries.lattice import Boundary

Array = npt.NDArray[Any]
Edge = tuple[int, int, int, int]
"""x1, y1, x2, y2 with y1 <= y2, and x1 <= x2 where the edge is level."""
Span = tuple[int, int, Edge]
"""An edge, after the first and last column that it touches in a row."""

CELLS_PER_AREA = 64
MIN_CELLS = 4096
MIN_SHIFT = 6
FAR_EAST = 2**31


@dataclass(frozen=True, slots=True)
class Edges:
    """All edges as columns; `owner` numbers the areas in the order given."""

    owner: Array
    x1: Array
    y1: Array
    x2: Array
    y2: Array


def collect_edges(boundaries: Sequence[Boundary]) -> Edges:
    """The edges of the boundaries, which must not be none."""
    owners, starts, ends = [], [], []
    for owner, boundary in enumerate(boundaries):
        for polygon in boundary.polygons:
            for ring in polygon:
                points = np.array(ring, dtype=np.int64)
                owners.append(np.full(len(points) - 1, owner))
                starts.append(points[:-1])
                ends.append(points[1:])
    start, end = np.concatenate(starts), np.concatenate(ends)
    level = start[:, 1] == end[:, 1]
    turn = np.where(level, start[:, 0] > end[:, 0], start[:, 1] > end[:, 1])[:, None]
    low, high = np.where(turn, end, start), np.where(turn, start, end)
    return Edges(np.concatenate(owners), low[:, 0], low[:, 1], high[:, 0], high[:, 1])


def choose_shift(edges: Edges) -> int:
    """The finest cells whose number stays in proportion to the areas, however these differ."""
    first = np.flatnonzero(np.diff(edges.owner, prepend=-1))
    left = np.minimum.reduceat(np.minimum(edges.x1, edges.x2), first)
    right = np.maximum.reduceat(np.maximum(edges.x1, edges.x2), first)
    bottom, top = np.minimum.reduceat(edges.y1, first), np.maximum.reduceat(edges.y2, first)
    limit = max(CELLS_PER_AREA * len(first), MIN_CELLS)
    shift = MIN_SHIFT
    while True:
        columns = (right >> shift) - (left >> shift) + 1
        rows = (top >> shift) - (bottom >> shift) + 1
        if (columns * rows).sum() <= limit:
            return shift
        shift += 1


def list_border_cells(edges: Edges, shift: int) -> Iterator[tuple[int, int, int, tuple[Edge, ...]]]:
    """(row, column, owner, edges) for each cell that a border of the owner passes.

    From a point of the cell, a ray to the east crosses these edges just as often, odd or even, as
    it crosses the owner's whole border, and the point is on one of them if it is on the border.
    """
    for (row, owner), spans in _collect_spans(edges, shift).items():
        for column, kept in _cut_row(spans, row << shift, (row + 1) << shift):
            yield row, column, owner, kept


def list_inner_cells(edges: Edges, shift: int) -> tuple[Array, Array, Array]:
    """Rows, columns and owners of the cells whose middle lies inside an area.

    Where no border of the owner passes, the whole cell lies inside.
    """
    half = 1 << (shift - 1)
    edge, row = _spread(edges.y1 >> shift, edges.y2 >> shift)
    middle = (row << shift) + half
    crosses = (edges.y1[edge] <= middle) & (middle < edges.y2[edge])
    edge, row, middle = edge[crosses], row[crosses], middle[crosses]
    slope = (edges.x2 - edges.x1)[edge] / (edges.y2 - edges.y1)[edge]
    x = edges.x1[edge] + slope * (middle - edges.y1[edge])
    order = np.lexsort((x, row, edges.owner[edge]))
    # A closed ring crosses each height an even number of times: pairs enclose the inside.
    enter, leave = order[0::2], order[1::2]
    first = np.ceil((x[enter] - half) / (1 << shift)).astype(np.int64)
    last = np.floor((x[leave] - half) / (1 << shift)).astype(np.int64)
    source, column = _spread(first, last)
    chosen = enter[source]
    return row[chosen], column, edges.owner[edge[chosen]]


def _spread(low: Array, high: Array) -> tuple[Array, Array]:
    """For each interval its own position with each whole number from low to high."""
    counts = np.maximum(high - low + 1, 0)
    position = np.repeat(np.arange(len(low)), counts)
    begins = np.cumsum(counts) - counts
    return position, low[position] + np.arange(len(position)) - begins[position]


def _collect_spans(edges: Edges, shift: int) -> Mapping[tuple[int, int], list[Span]]:
    """The spans of each owner in each row, by (row, owner)."""
    edge, row = _spread(edges.y1 >> shift, edges.y2 >> shift)
    first, last = _find_columns(edges, edge, row, shift)
    sides = zip(*(side.tolist() for side in (edges.x1, edges.y1, edges.x2, edges.y2)), strict=True)
    # Neighbours share their edges: one object for both halves the memory.
    shared: dict[Edge, Edge] = {}
    whole = [shared.setdefault(side, side) for side in sides]
    spans: dict[tuple[int, int], list[Span]] = {}
    for row_of, owner, low, high, number in zip(
        *(column.tolist() for column in (row, edges.owner[edge], first, last, edge)), strict=True
    ):
        spans.setdefault((row_of, owner), []).append((low, high, whole[number]))
    return spans


def _find_columns(edges: Edges, edge: Array, row: Array, shift: int) -> tuple[Array, Array]:
    """First and last column that an edge touches in a row.

    Only points with whole coordinates are ever asked for, so within a row the edge matters from
    the row's first whole height to its last; one step more each side covers rounding.
    """
    x1, y1, x2, y2 = (side[edge] for side in (edges.x1, edges.y1, edges.x2, edges.y2))
    slope = (x2 - x1) / np.maximum(y2 - y1, 1)
    enter = x1 + slope * (np.maximum(y1, row << shift) - y1)
    leave = x1 + slope * (np.minimum(y2, ((row + 1) << shift) - 1) - y1)
    leave = np.where(y1 == y2, x2, leave)
    first = np.floor(np.minimum(enter, leave)).astype(np.int64) - 1
    last = np.ceil(np.maximum(enter, leave)).astype(np.int64) + 1
    return first >> shift, last >> shift


def _cut_row(spans: list[Span], low: int, high: int) -> Iterator[tuple[int, tuple[Edge, ...]]]:
    """The edges that decide in each column of a row that holds the heights low <= y < high.

    Edges east of the column only count as crossings at some heights.  Where two of them meet,
    their heights join, so that of a long border one upright edge far to the east remains.
    """
    columns: dict[int, list[Edge]] = {}
    for first, last, edge in spans:
        for column in range(first, last + 1):
            columns.setdefault(column, []).append(edge)
    waiting = sorted(spans)
    turns: set[int] = set()
    for column in sorted(columns, reverse=True):
        while waiting and waiting[-1][0] > column:
            _, y1, _, y2 = waiting.pop()[2]
            if max(y1, low) < min(y2, high):
                turns ^= {max(y1, low), min(y2, high)}
        heights = sorted(turns)
        east = [
            (FAR_EAST, enter, FAR_EAST, leave)
            for enter, leave in zip(heights[0::2], heights[1::2], strict=True)
        ]
        yield column, (*columns[column], *east)
