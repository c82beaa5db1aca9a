import pytest
from django.utils import translation

from linli.ground.places.codes import CodeError
from linli.ground.places.errors import UnknownPlaceError
from linli.ground.places.models import Place
from linli.ground.places.selectors.tree import (
    below,
    covers,
    get_code_system,
    get_kind_label,
    get_neighbourhood_of,
    get_place,
    get_top_place,
    list_ancestors,
    list_children,
    list_codes_above,
    list_grids,
)
from linli.ground.places.services import import_places, retire_place
from tests.ground.places.factories import make_community
from tests.ground.places.tilings import collection, feature

pytestmark = pytest.mark.django_db

STREET, HOOD = "110105001", "110105001001"
BUILDING = f"{HOOD}00100001"


def codes(places):
    return [place.code for place in places]


def test_place_is_found_by_its_code_in_its_community(community):
    assert get_place(community, STREET).name == f"Place {STREET}"
    with pytest.raises(UnknownPlaceError):
        get_place(make_community("south"), STREET)


def test_retired_place_is_found_by_code_and_in_no_list(community):
    retire_place(get_place(community, BUILDING), acting_user=None)
    retire_place(get_place(community, f"{HOOD}001"), acting_user=None)
    assert get_place(community, f"{HOOD}001").retired_on is not None
    rest = [f"{HOOD}002", f"{HOOD}003", f"{HOOD}004"]
    assert codes(list_children(get_place(community, HOOD))) == rest
    assert codes(list_grids(community)) == rest


def test_children_are_those_directly_below(community):
    assert codes(list_children(get_place(community, STREET))) == [HOOD]


def test_grids_are_of_the_kind_that_the_profile_calls_so():
    generic = make_community("south", profile="generic")
    geojson = collection(feature("a", "neighbourhood"), feature("a.1", "block", parent="a"))
    import_places(generic, geojson=geojson, acting_user=None)
    assert codes(list_grids(generic)) == ["a.1"]
    assert get_code_system(generic).grid == "block"


def test_kind_is_called_as_the_profile_says(community):
    with translation.override("en"):
        assert get_kind_label(get_place(community, BUILDING)) == "Building"


def test_ancestors_come_from_the_top_in_one_query(community, django_assert_num_queries):
    building = get_place(community, BUILDING)
    with django_assert_num_queries(1):
        assert codes(list_ancestors(building)) == [STREET, HOOD, f"{HOOD}001"]
    assert list_ancestors(get_place(community, STREET)) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [(STREET, None), (HOOD, HOOD), (f"{HOOD}001", HOOD), (BUILDING, HOOD)],
)
def test_neighbourhood_is_the_place_itself_or_the_one_above(
    community, code, expected, django_assert_num_queries
):
    place = get_place(community, code)
    with django_assert_num_queries(1):
        neighbourhood = get_neighbourhood_of(place)
    assert (neighbourhood.code if neighbourhood else None) == expected


def test_top_place_holds_all_others(community):
    assert get_top_place(community).code == STREET
    with pytest.raises(UnknownPlaceError):
        get_top_place(make_community("south"))


def test_below_filters_places_and_what_refers_to_them(community):
    places = Place.objects.filter(community=community)
    expected = [f"{HOOD}001", BUILDING]
    assert codes(places.filter(below(f"{HOOD}001", community, field="code"))) == expected
    grid = get_place(community, f"{HOOD}001")
    children = places.filter(below(grid, community, field="parent__code"))
    assert codes(children) == [BUILDING]
    assert below(grid, community).deconstruct()[1] == (
        ("place__code__gte", f"{HOOD}001"),
        ("place__code__lt", f"{HOOD}002"),
    )
    with pytest.raises(CodeError):
        below("1101", community)


def test_place_covers_itself_and_what_is_below(community, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert covers(HOOD, HOOD, community=community)
        assert covers(HOOD, BUILDING, community=community)
        assert not covers(HOOD, STREET, community=community)
        assert list_codes_above(community, BUILDING) == [
            BUILDING,
            f"{HOOD}001",
            HOOD,
            STREET,
            "110105",
        ]
