import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.boundaries.ground import Piece, list_pieces, step_lengths

BEIJING = (1_163_900_000, 399_000_000)


@pytest.mark.parametrize(
    ("latitude", "east", "north"),
    # Length of a degree in metres on WGS 84 (NGA.STND.0036): 0°, 45°, 60°.
    [(0, 111_319.49, 110_574.28), (45, 78_846.81, 111_131.78), (60, 55_800.00, 111_412.24)],
)
def test_step_lengths_are_those_of_the_ellipsoid(latitude, east, north):
    measured = tuple(step * 10_000_000 for step in step_lengths(latitude))
    assert measured == pytest.approx((east, north), rel=1e-6)


def test_piece_is_measured_in_square_metres():
    east, north = step_lengths(39.9)
    box = shapely.box(0, 0, 100 / east, 50 / north)
    (piece,) = list_pieces(box, BEIJING)
    assert piece.area_m2 == pytest.approx(5_000, rel=1e-4)
    assert piece.at == (39.900225, 116.390585)


def test_pieces_come_one_by_one_largest_first():
    shape = shapely.GeometryCollection(
        [shapely.box(0, 0, 500, 500), shapely.box(9000, 0, 10000, 1000), shapely.Point(1, 1)]
    )
    pieces = list_pieces(shape, BEIJING)
    assert [type(piece) for piece in pieces] == [Piece, Piece]
    assert [round(piece.area_m2) for piece in pieces] == [95, 24]


@given(st.integers(1, 4))
def test_sliver_along_a_long_border_is_nothing(width):
    # Up to 4.5 cm wide and 2 km long: more than 80 m², yet only rounding.
    assert list_pieces(shapely.box(0, 0, 240_000, width), BEIJING) == []


def test_sliver_smaller_than_a_square_metre_is_nothing():
    east, north = step_lengths(39.9)
    assert list_pieces(shapely.box(0, 0, 0.99 / east, 0.99 / north), BEIJING) == []
    assert len(list_pieces(shapely.box(0, 0, 1.01 / east, 1.01 / north), BEIJING)) == 1


def test_nothing_has_no_pieces():
    assert list_pieces(shapely.Polygon(), BEIJING) == []
