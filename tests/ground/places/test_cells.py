import numpy as np

from linli.ground.places.boundaries.lattice import normalise_boundary
from linli.ground.places.cells import (
    FAR_EAST,
    Edges,
    choose_shift,
    collect_edges,
    list_border_cells,
    list_inner_cells,
)


def square(x, y, side):
    ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return normalise_boundary([(ring,)])


def as_tuples(edges: Edges):
    return list(
        zip(
            *(column.tolist() for column in (edges.owner, edges.x1, edges.y1, edges.x2, edges.y2)),
            strict=True,
        )
    )


def test_edges_run_upwards_or_eastwards():
    assert as_tuples(collect_edges([square(0, 0, 10)])) == [
        (0, 0, 0, 10, 0),
        (0, 10, 0, 10, 10),
        (0, 0, 10, 10, 10),
        (0, 0, 0, 0, 10),
    ]


def test_neighbours_state_a_shared_edge_alike():
    edges = as_tuples(collect_edges([square(0, 0, 10), square(10, 0, 10)]))
    assert {(0, 10, 0, 10, 10), (1, 10, 0, 10, 10)} <= set(edges)


def test_shift_grows_until_the_cells_are_few_enough():
    assert choose_shift(collect_edges([square(0, 0, 63)])) == 6
    # 2**19 / 2**13 = 64 cells a side: as many as one area may have at least.
    assert choose_shift(collect_edges([square(0, 0, 2**19 - 1)])) == 13


def test_border_cell_joins_the_edges_east_of_it():
    # One row of cells 64 wide; the square's east side is cut in the middle of the row.
    ring = [(10, 0), (200, 0), (210, 30), (200, 63), (10, 63), (10, 0)]
    edges = collect_edges([normalise_boundary([(ring,)])])
    cells = {column: kept for _, column, _, kept in list_border_cells(edges, 6)}
    assert sorted(cells) == [0, 1, 2, 3]
    assert cells[0] == (
        (10, 0, 200, 0),
        (10, 63, 200, 63),
        (10, 0, 10, 63),
        (FAR_EAST, 0, FAR_EAST, 63),
    )
    assert set(cells[3]) == {
        (10, 0, 200, 0),
        (200, 0, 210, 30),
        (210, 30, 200, 63),
        (10, 63, 200, 63),
    }


def test_inner_cells_are_those_with_their_middle_inside():
    rows, columns, owners = list_inner_cells(collect_edges([square(0, 0, 191)]), 6)
    found = sorted(zip(rows.tolist(), columns.tolist(), owners.tolist(), strict=True))
    assert found == [(row, column, 0) for row in range(3) for column in range(3)]
    assert rows.dtype == np.int64
