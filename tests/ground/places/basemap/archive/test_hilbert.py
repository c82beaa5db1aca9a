"""The curve of the specification."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.basemap.archive.hilbert import tile_number


@pytest.mark.parametrize(
    ("tile", "number"),
    [
        # The table of the specification, 4.1.
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((1, 0, 1), 2),
        ((1, 1, 1), 3),
        ((1, 1, 0), 4),
        ((2, 0, 0), 5),
        ((12, 3423, 1763), 19078479),
    ],
)
def test_numbers_of_the_specification(tile, number):
    assert tile_number(*tile) == number


@pytest.mark.parametrize("zoom", range(6))
def test_curve_visits_each_tile_once_and_steps_to_a_neighbour(zoom):
    side = 2**zoom
    tiles = {tile_number(zoom, x, y): (x, y) for x in range(side) for y in range(side)}
    first = (4**zoom - 1) // 3
    assert sorted(tiles) == list(range(first, first + 4**zoom))
    walk = [tiles[number] for number in sorted(tiles)]
    steps = [abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in pairwise(walk)]
    assert set(steps) <= {1}


@given(st.integers(1, 25), st.data())
def test_four_tiles_of_one_parent_have_numbers_in_a_row(zoom, data):
    x, y = (data.draw(st.integers(0, 2 ** (zoom - 1) - 1)) for _ in range(2))
    numbers = sorted(
        tile_number(zoom, 2 * x + right, 2 * y + down) for right in (0, 1) for down in (0, 1)
    )
    assert numbers == list(range(numbers[0], numbers[0] + 4))
