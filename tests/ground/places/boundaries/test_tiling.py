import pytest

from linli.ground.places.boundaries.lattice import normalise_boundary
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.boundaries.tiling import find_misfits
from linli.ground.places.codes import read_system
from linli.ground.places.states import PlaceState
from linli.ground.profiles.loader import read_part
from tests.ground.places.tilings import ORIGIN, outline, tile_rings

CN = read_system(read_part("cn", "places"))
GENERIC = read_system(read_part("generic", "places"))
HOOD = "110105001001"


def box(left, bottom, right, top):
    """A boundary in lattice steps from ORIGIN."""
    x, y = ORIGIN
    points = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return normalise_boundary([([(x + east, y + north) for east, north in points],)])


def place(code, kind, parent, boundary, **more):
    return PlaceState(code, kind, f"Place {code}", parent, boundary, **more)


def territory(*places):
    return {state.code: state for state in places}


def neighbourhood(*grids, boundary=None):
    """A neighbourhood of 1,000 × 1,000 steps (8.5 m × 11 m) with the given grids."""
    return territory(
        place(HOOD, "neighbourhood", None, boundary or box(0, 0, 1000, 1000)),
        *(
            place(f"{HOOD}{number:03}", "grid", HOOD, grid)
            for number, grid in enumerate(grids, start=1)
        ),
    )


def label(number=None):
    code = HOOD if number is None else f"{HOOD}{number:03}"
    return PlaceName(code, f"Place {code}")


def find_all(places, system=CN):
    return find_misfits(system, places, set(places))


def test_grids_that_tile_fit():
    assert find_all(neighbourhood(box(0, 0, 400, 1000), box(400, 0, 1000, 1000))) == []


def test_wiggly_grids_that_share_their_borders_fit():
    rings = tile_rings(6, 4)
    grids = [normalise_boundary([(tuple(ring),)]) for ring in rings.values()]
    outer = normalise_boundary([(tuple(outline(rings)),)])
    assert find_all(neighbourhood(*grids, boundary=outer)) == []


def test_gap_is_named_with_what_lies_around_it():
    places = neighbourhood(box(0, 0, 400, 1000), box(500, 0, 1000, 500), box(500, 500, 1000, 1000))
    assert find_all(places) == [
        Problem(
            "gap",
            place=label(),
            others=(label(1), label(2), label(3)),
            area_m2=9.5,
            at=(39.900075, 116.390045),
        )
    ]


def test_each_gap_is_its_own_problem():
    places = neighbourhood(box(200, 0, 400, 1000), box(500, 0, 1000, 1000))
    problems = find_all(places)
    assert [(problem.code, problem.area_m2, problem.others) for problem in problems] == [
        ("gap", 19.0, (label(1),)),
        ("gap", 9.5, (label(1), label(2))),
    ]


def test_hole_inside_a_grid_is_a_gap():
    x, y = ORIGIN
    hole = [(x + 300, y + 300), (x + 300, y + 600), (x + 600, y + 600), (x + 300, y + 300)]
    ring = [(x, y), (x + 1000, y), (x + 1000, y + 1000), (x, y + 1000), (x, y)]
    problems = find_all(neighbourhood(normalise_boundary([(ring, hole)])))
    assert [(problem.code, problem.others) for problem in problems] == [("gap", (label(1),))]


def test_overlap_is_named_with_both_places():
    assert find_all(neighbourhood(box(0, 0, 500, 1000), box(400, 0, 1000, 1000))) == [
        Problem(
            "overlap",
            place=label(1),
            others=(label(2),),
            area_m2=9.5,
            at=(39.90005, 116.390045),
        )
    ]


def test_grid_inside_another_overlaps():
    places = neighbourhood(box(0, 0, 1000, 1000), box(200, 200, 400, 400))
    assert [problem.code for problem in find_all(places)] == ["overlap"]


def test_grid_that_leaves_its_neighbourhood_is_named():
    places = neighbourhood(box(0, 0, 400, 1000), box(400, 0, 1200, 1000))
    assert find_all(places) == [
        Problem(
            "outside_parent",
            place=label(2),
            others=(label(),),
            area_m2=19.0,
            at=(39.90005, 116.39011),
        )
    ]


def test_grids_of_different_neighbourhoods_may_not_overlap():
    other = "110105001002"
    places = territory(
        place(HOOD, "neighbourhood", None, None),
        place(other, "neighbourhood", None, None),
        place(f"{HOOD}001", "grid", HOOD, box(0, 0, 500, 500)),
        place(f"{other}001", "grid", other, box(400, 0, 900, 500)),
    )
    assert [(problem.code, problem.place, problem.others) for problem in find_all(places)] == [
        (
            "overlap",
            PlaceName(f"{HOOD}001", f"Place {HOOD}001"),
            (PlaceName(f"{other}001", f"Place {other}001"),),
        )
    ]


def test_siblings_of_different_kinds_may_not_overlap():
    places = territory(
        place("c", "city", None, None),
        place("c.d", "district", "c", box(0, 0, 500, 500)),
        place("c.n", "neighbourhood", "c", box(0, 0, 400, 400)),
    )
    assert [problem.code for problem in find_all(places, GENERIC)] == ["overlap"]


def test_border_off_by_rounding_fits():
    # The second grid has a corner on the straight side of the first, rounded a step inwards.
    x, y = ORIGIN
    bent = [(0, 0), (30_000, 0), (30_000, 70_001), (29_999, 140_000), (0, 140_000), (0, 0)]
    grids = [
        normalise_boundary([([(x + east, y + north) for east, north in bent],)]),
        box(30_000, 0, 60_000, 140_000),
    ]
    assert find_all(neighbourhood(*grids, boundary=box(0, 0, 60_000, 140_000))) == []


def test_neighbourhood_without_grid_boundaries_has_no_gap():
    assert find_all(neighbourhood(None, None)) == []


def test_retired_grid_counts_for_nothing():
    places = neighbourhood(box(0, 0, 1000, 1000), box(0, 0, 500, 1000))
    retired = f"{HOOD}002"
    places[retired] = place(retired, "grid", HOOD, box(0, 0, 500, 1000), retired=True)
    assert find_all(places) == []


BUILDING = f"{HOOD}00100001"


@pytest.mark.parametrize(
    ("footprint", "codes"),
    [
        (box(0, 0, 200, 200), []),
        (box(300, 0, 460, 100), []),
        (box(360, 0, 800, 99), ["outside_parent"]),
    ],
)
def test_building_lies_where_a_point_of_it_lies(footprint, codes):
    places = neighbourhood(box(0, 0, 400, 1000), box(400, 0, 1000, 1000))
    places[BUILDING] = place(BUILDING, "building", f"{HOOD}001", footprint)
    assert [problem.code for problem in find_all(places)] == codes


def test_search_ends_where_everything_lies_on_one_heap():
    places = neighbourhood(*[box(0, 0, 1000, 1000)] * 30)
    problems = find_all(places)
    assert [problem.code for problem in problems] == ["overlap"] * 200
    assert len({(problem.place, problem.others) for problem in problems}) == 200


def test_only_what_was_touched_is_looked_at():
    places = neighbourhood(box(0, 0, 400, 1000), box(300, 0, 900, 1000))
    places[BUILDING] = place(BUILDING, "building", f"{HOOD}001", box(0, 0, 200, 200))
    assert find_misfits(CN, places, {BUILDING}) == []
    assert find_misfits(CN, places, set()) == []
    touched = find_misfits(CN, places, {f"{HOOD}002"})
    assert [problem.code for problem in touched] == ["overlap", "gap"]
