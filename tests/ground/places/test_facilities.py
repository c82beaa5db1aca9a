"""Which tags make a facility that residents look for."""

import pytest

from linli.ground.places.facilities import KINDS, get_facility_kind, is_worth_listing


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "hospital"}, "hospital"),
        ({"healthcare": "dentist"}, "clinic"),
        ({"shop": "supermarket"}, "market"),
        ({"amenity": "social_centre"}, "community_centre"),
        ({"emergency": "assembly_point"}, "shelter"),
        ({"amenity": "toilets", "access": "private"}, None),
        ({"amenity": "toilets", "access": "no"}, None),
        ({"amenity": "toilets", "access": "yes"}, "toilets"),
        ({"amenity": "restaurant"}, None),
        ({}, None),
    ],
)
def test_kinds(tags, kind):
    assert get_facility_kind(tags) == kind


def test_of_several_kinds_the_first_in_the_list_counts():
    assert get_facility_kind({"amenity": "clinic", "healthcare": "hospital"}) == "hospital"


def test_what_needs_a_name_is_not_listed_without():
    assert is_worth_listing("toilets", "")
    assert not is_worth_listing("school", "")
    assert is_worth_listing("school", "第一小学")


def test_codes_and_labels_are_unlike_each_other():
    assert len({kind.code for kind in KINDS}) == len({kind.label for kind in KINDS}) == len(KINDS)
