from linli.ground.places.boundaries.collection import Feature
from linli.ground.places.boundaries.lattice import normalise_boundary
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.codes import read_system
from linli.ground.places.plans import Plan, list_moved, plan_changes
from linli.ground.places.states import PlaceState
from linli.ground.profiles.loader import read_part

CN = read_system(read_part("cn", "places"))
GENERIC = read_system(read_part("generic", "places"))
STREET, HOOD, GRID = "110105001", "110105001001", "110105001001001"
AREA = normalise_boundary([([(0, 0), (9, 0), (0, 9), (0, 0)],)])


def street(**more):
    return PlaceState(STREET, "street", "Street", **more)


def hood(parent=STREET, **more):
    return PlaceState(HOOD, "neighbourhood", "Neighbourhood", parent, **more)


def stated(number, code, kind, name, parent=None, *, boundary=None):
    return Feature(number, code, kind, name, parent, boundary)


def by_code(*places):
    return {place.code: place for place in places}


def find_problems(before, *features, system=CN):
    return plan_changes(system, by_code(*before), features)[1]


def test_plan_tells_created_changed_and_unchanged():
    before = by_code(street(), hood(), PlaceState("110105002", "street", "Other"))
    features = [
        stated(1, STREET, "street", "Street"),
        stated(2, HOOD, "neighbourhood", "Renamed", STREET),
        stated(3, GRID, "grid", "Grid", HOOD),
    ]
    plan, problems = plan_changes(CN, before, features)
    assert problems == ()
    assert plan == Plan(
        after={
            **before,
            HOOD: PlaceState(HOOD, "neighbourhood", "Renamed", STREET),
            GRID: PlaceState(GRID, "grid", "Grid", HOOD),
        },
        created=(GRID,),
        changed=(HOOD,),
        unchanged=(STREET,),
    )


def test_new_place_becomes_parent_of_those_that_stood_at_the_top():
    before = by_code(hood(None), PlaceState("110105002001", "neighbourhood", "Elsewhere"))
    plan, problems = plan_changes(CN, before, [stated(1, STREET, "street", "Street")])
    assert problems == ()
    assert (plan.created, plan.changed) == ((STREET,), (HOOD,))
    assert plan.after == {**before, HOOD: hood(), STREET: street()}


def test_adopted_place_of_a_wrong_kind_is_refused():
    before = [PlaceState("a.b", "city", "City")]
    problems = find_problems(before, stated(1, "a", "district", "A"), system=GENERIC)
    assert problems == (
        Problem(
            "parent_kind", None, PlaceName("a.b", "City"), (PlaceName("a", "A"),), detail="district"
        ),
    )


def test_code_stated_twice_is_refused():
    once, again = stated(1, STREET, "street", "Street"), stated(4, STREET, "street", "Again")
    assert find_problems([], once, again) == (
        Problem("duplicate_code", 4, PlaceName(STREET, "Again"), detail="1"),
    )


def test_retired_code_is_refused():
    assert find_problems([street(retired=True)], stated(1, STREET, "street", "New")) == (
        Problem("retired_code", 1, PlaceName(STREET, "New"), (PlaceName(STREET, "Street"),)),
    )


def test_kind_that_changes_is_refused():
    before = [PlaceState("a", "city", "A")]
    problems = find_problems(before, stated(1, "a", "district", "A"), system=GENERIC)
    assert problems == (Problem("kind_changed", 1, PlaceName("a", "A"), detail="city"),)


def test_parent_that_is_nowhere_is_refused():
    assert find_problems([], stated(1, HOOD, "neighbourhood", "N", STREET)) == (
        Problem("unknown_parent", 1, PlaceName(HOOD, "N"), detail=STREET),
    )


def test_grid_without_a_neighbourhood_is_refused():
    assert find_problems([], stated(1, GRID, "grid", "G")) == (
        Problem("unknown_parent", 1, PlaceName(GRID, "G"), detail=HOOD),
    )


def test_block_without_a_neighbourhood_is_refused():
    problems = find_problems([], stated(1, "a", "block", "A"), system=GENERIC)
    assert problems == (Problem("unknown_parent", 1, PlaceName("a", "A"), detail=""),)


def test_parent_other_than_the_code_says_is_refused():
    before = [street(), PlaceState("110105002", "street", "Other")]
    assert find_problems(before, stated(1, HOOD, "neighbourhood", "N", "110105002")) == (
        Problem("wrong_parent", 1, PlaceName(HOOD, "N"), detail="110105002"),
    )


def test_parent_left_out_is_refused():
    feature = stated(1, HOOD, "neighbourhood", "Neighbourhood")
    expected = Problem(
        "parent_not_named", 1, PlaceName(HOOD, "Neighbourhood"), (PlaceName(STREET, "Street"),)
    )
    assert find_problems([street()], feature) == (expected,)
    assert find_problems([hood(None)], feature, stated(2, STREET, "street", "Street")) == (
        expected,
    )


def test_retired_parent_is_refused():
    before = [street(retired=True)]
    assert find_problems(before, stated(1, HOOD, "neighbourhood", "N", STREET)) == (
        Problem("retired_parent", 1, PlaceName(HOOD, "N"), (PlaceName(STREET, "Street"),)),
    )


def test_parent_of_a_wrong_kind_is_refused():
    before = [PlaceState("a", "city", "A")]
    problems = find_problems(before, stated(1, "a.b", "block", "B", "a"), system=GENERIC)
    assert problems == (
        Problem("parent_kind", 1, PlaceName("a.b", "B"), (PlaceName("a", "A"),), detail="city"),
    )


def test_moved_are_those_with_a_new_boundary_or_parent():
    before = by_code(street(), hood(None), PlaceState("110105002", "street", "Other"))
    features = [
        stated(1, "110105002", "street", "Renamed"),
        stated(2, HOOD, "neighbourhood", "Neighbourhood", STREET),
        stated(3, GRID, "grid", "Grid", HOOD, boundary=AREA),
    ]
    plan, _ = plan_changes(CN, before, features)
    assert list_moved(plan, before) == {HOOD, GRID}


def test_boundary_that_goes_away_moves_the_parent_too():
    before = by_code(street(), hood(boundary=AREA))
    plan, _ = plan_changes(CN, before, [stated(1, HOOD, "neighbourhood", "Neighbourhood", STREET)])
    assert list_moved(plan, before) == {HOOD, STREET}
