"""A spot is shown only where it can be nobody's home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.cases.models import Case, Category
from linli.apps.cases.selectors.spots import (
    CONFIRMED,
    _cells,
    _middle,
    has_spot_within,
    is_shown_at_spot,
    list_category_names,
    list_shown_spots,
)
from linli.core.matters.enums import Privacy
from linli.core.matters.models import Matter
from linli.ground.places.models import Place
from tests.factories import make_case_in_state, make_scene, report_case, take

SPOT = "31.2012345, 121.4056789"
SHOWN = (31201250, 121405650)


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def matter(scene):
    """An accepted case of public space with a spot."""
    return make_case_in_state(scene, "accepted", coordinates=SPOT)


def shown(scene, matter):
    found = list_shown_spots(scene.community, [matter])
    listed = Matter.objects.filter(is_shown_at_spot(scene.community))
    assert {each.pk for each in listed} == set(found)
    return found.get(matter.pk)


def test_spot_of_public_space_is_shown_within_ten_metres(scene, matter):
    assert shown(scene, matter) == SHOWN


@pytest.mark.parametrize("state", ["reported", "redirected", "merged", "withdrawn"])
def test_spot_is_not_shown_unless_a_dispatcher_confirmed_the_category(scene, state):
    matter = make_case_in_state(scene, state, coordinates=SPOT)
    assert shown(scene, matter) is None


def test_spot_is_not_shown_where_a_steward_put_it_right_before_anybody_confirmed_it(scene):
    matter = make_case_in_state(scene, "reported", coordinates=SPOT)
    for step in ("solve", "verify_solution", "close"):
        take(scene, matter, step)
        assert shown(scene, matter) is None, step
    other = make_case_in_state(scene, "reported", coordinates=SPOT)
    take(scene, other, "solve")
    take(scene, other, "correct_category", category="roads.surface")
    assert shown(scene, other) == SHOWN


def test_dispatch_confirms_the_category_of_what_comes_back_from_a_steward(scene):
    back = make_case_in_state(scene, "reported", coordinates=SPOT)
    for step in ("solve", "reject_solution"):
        take(scene, back, step)
        assert shown(scene, back) is None, step
    take(scene, back, "dispatch")
    assert shown(scene, back) == SHOWN


@pytest.mark.parametrize("state", [state.value for state in CONFIRMED])
def test_spot_is_shown_at_each_state_after_that(scene, state):
    matter = make_case_in_state(scene, state, coordinates=SPOT)
    assert shown(scene, matter) == SHOWN


@pytest.mark.parametrize(
    "code", ["housing.leak", "noise.neighbours", "cleaning.rubbish", "other.other"]
)
def test_spot_of_what_may_lie_in_a_home_is_not_shown(scene, matter, code):
    category = Category.objects.get(community=scene.community, code=code)
    Case.objects.filter(matter=matter).update(category=category)
    assert shown(scene, matter) is None


def test_spot_of_a_matter_for_few_is_not_shown(scene, matter):
    Matter.objects.filter(pk=matter.pk).update(privacy=Privacy.RESTRICTED)
    assert shown(scene, matter) is None


def test_spot_of_a_hidden_reporter_is_not_shown(scene, matter):
    Matter.objects.filter(pk=matter.pk).update(reporter_hidden=True)
    assert shown(scene, matter) is None


def test_spot_in_a_building_is_not_shown(scene, matter):
    grid = scene.places.grid
    home = Place.objects.create(
        community=scene.community, code=f"{grid.code}00001", kind="building", parent=grid
    )
    Matter.objects.filter(pk=matter.pk).update(place=home, place_code=home.code)
    assert shown(scene, matter) is None


def test_matter_without_a_spot_or_of_another_kind_has_none(scene):
    assert shown(scene, make_case_in_state(scene, "accepted")) is None


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**4), st.integers(-(10**6), 10**6))
def test_box_is_compared_with_what_is_shown(low, height, value):
    first, last = _cells(low, low + height)
    inside = first * 100 <= value < (last + 1) * 100
    assert inside == (low <= _middle(value) <= low + height)


def test_no_box_finds_out_more_than_is_shown(scene, matter):
    latitude, longitude = SHOWN
    around = Matter.objects.filter(has_spot_within(latitude, longitude, latitude, longitude))
    assert list(around) == [matter]
    # The true spot is 31.2012345: no box tells it apart from its cell's other spots.
    own = Matter.objects.filter(has_spot_within(31201230, longitude, 31201240, longitude))
    assert list(own) == []


def test_names_of_categories_are_all_there(scene):
    Category.objects.filter(community=scene.community, code="roads.lamp").update(is_active=False)
    names = list_category_names(scene.community)
    assert names["roads.lamp"] == "路灯不亮"
    assert len(names) == Category.objects.filter(community=scene.community).count()


def test_category_ticked_later_opens_no_spot_that_was_given_before(scene):
    lamps = Category.objects.filter(community=scene.community, code="roads.lamp")
    lamps.update(public_space=False)
    before = make_case_in_state(scene, "handling", coordinates=SPOT)
    waiting = report_case(scene, coordinates=SPOT).matter
    lamps.update(public_space=True)
    take(scene, waiting, "accept", category="roads.lamp")
    after = make_case_in_state(scene, "accepted", coordinates=SPOT)
    found = list_shown_spots(scene.community, [before, waiting, after])
    assert found == {waiting.pk: SHOWN, after.pk: SHOWN}
    assert set(Matter.objects.filter(is_shown_at_spot(scene.community))) == {waiting, after}


def test_category_no_longer_ticked_closes_the_spots_at_once(scene, matter):
    Category.objects.filter(community=scene.community, code="roads.lamp").update(public_space=False)
    assert shown(scene, matter) is None


def test_catalogue_keeps_spots_of_homes(scene):
    """What may be shown is counted here, so that a new category is thought about."""
    shown_codes = Category.objects.filter(community=scene.community, public_space=True)
    assert set(shown_codes.values_list("code", flat=True)) == {
        "roads.lamp",
        "roads.surface",
        "roads.water",
        "cleaning.stalls",
        "green.trees",
        "traffic.parking",
        "traffic.bikes",
        "traffic.bus",
    }


def test_report_itself_keeps_the_exact_spot(scene):
    matter = report_case(scene, coordinates=SPOT).matter
    case = Case.objects.get(matter=matter)
    assert (case.latitude, case.longitude) == (31201234, 121405679)
