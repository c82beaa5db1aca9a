"""Categories and organisations that come along with an import."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.apps.cases.models import Category
from linli.apps.cases.services.importing.catalogue import Catalogue, name_code
from linli.apps.cases.services.importing.rules import CategoryRule, HolderRule
from linli.core.records.facts import CODE
from linli.ground.parties.enums import Sector
from linli.ground.parties.models import Organisation
from tests.factories import make_community

RULE = CategoryRule("old", "Old system", "kind", offered=False)
HOLDER = HolderRule("office", Sector.GOVERNMENT_OFFICE, {"BGE": Sector.COMPANY})


def make_catalogue(community, rule=RULE, holder=HOLDER):
    return Catalogue(community, category=rule, holder=holder)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SW-Dirty Alley", "sw_dirty_alley"),
        ("BGE-StLight(s) Out", "bge_stlight_s_out"),
        ("Mayor's Office", "mayors_office"),
        ("A very long name that must be cut somewhere", "a_very_long_name_that_47fccd04"),
        ("路灯", "n64f62e98"),
        ("路灯 A", "a_336edd6e"),
    ],
)
def test_code_of_a_name(name, code):
    assert name_code(name, longest=30) == code


@given(st.text(min_size=1, max_size=200), st.integers(20, 60))
def test_code_of_any_name_may_stand_in_a_record(name, longest):
    code = name_code(name, longest=longest)
    assert CODE.fullmatch(code)
    assert 0 < len(code) <= longest
    assert code == name_code(name, longest=longest)


@pytest.mark.django_db
def test_categories_lie_below_their_group_and_are_not_offered():
    community = make_community()
    catalogue = make_catalogue(community)
    lamps = catalogue.category("Street lamps")
    assert catalogue.category("Street lamps") is lamps
    assert catalogue.category("").code == "old"
    found = Category.objects.order_by("code").values_list("code", "name", "is_active")
    assert list(found) == [
        ("old", "Old system", False),
        ("old.street_lamps", "Street lamps", False),
    ]


@pytest.mark.django_db
def test_categories_are_offered_where_the_mapping_says_so():
    rule = CategoryRule("old", "Old system", "kind", offered=True)
    make_catalogue(make_community(), rule).category("Street lamps")
    assert set(Category.objects.values_list("is_active", flat=True)) == {True}


@pytest.mark.django_db
def test_names_that_make_one_code_stay_apart_in_every_import():
    community = make_community()
    names = ["A-B", "A B", "a b"]
    first = {name: make_catalogue(community).category(name).code for name in names}
    again = {name: make_catalogue(community).category(name).code for name in reversed(names)}
    assert first["A-B"] == "old.a_b"
    assert len(set(first.values())) == 3
    assert again == first


@pytest.mark.django_db
def test_organisations_get_their_sector_once():
    community = make_community()
    catalogue = make_catalogue(community)
    assert catalogue.organisation("") is None
    works, power = catalogue.organisation("Public Works"), catalogue.organisation("BGE")
    assert catalogue.organisation("BGE") is power
    assert make_catalogue(community).organisation("Public Works") == works
    assert list(Organisation.objects.order_by("slug").values_list("slug", "name", "sector")) == [
        ("bge", "BGE", "company"),
        ("public-works", "Public Works", "government_office"),
    ]


@pytest.mark.django_db
def test_organisation_of_another_name_keeps_its_slug():
    community = make_community()
    Organisation.objects.create(
        community=community, slug="public-works", name="Works", sector="company"
    )
    found = make_catalogue(community).organisation("Public Works")
    assert (found.slug, found.name) == ("public-works-b867ebd7", "Public Works")


@pytest.mark.django_db
def test_no_organisation_without_a_rule():
    assert make_catalogue(make_community(), holder=None).organisation("Works") is None
