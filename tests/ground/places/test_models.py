import re

import pytest
from django.db import IntegrityError, connection

from linli.ground.places.models import Place
from linli.ground.places.selectors import below
from tests.ground.places.factories import make_community

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make_community(profile="generic")


def add(community, code):
    return Place.objects.create(community=community, code=code, kind="block", name=code)


def test_place_is_called_by_its_name(community):
    assert str(Place(community=community, code="a", name="Riverside")) == "Riverside"


def test_code_is_unique_in_its_community(community):
    add(community, "a")
    add(make_community("south"), "a")
    with pytest.raises(IntegrityError):
        add(community, "a")


def test_codes_are_compared_byte_by_byte(community):
    codes = ["a", "a.b", "a.b.c", "a.b0", "a.b_", "a.bx", "a_b", "aa"]
    for code in reversed(codes):
        add(community, code)
    assert list(Place.objects.values_list("code", flat=True)) == codes


@pytest.mark.postgresql
def test_code_has_the_collation_of_bytes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'places_place' AND column_name = 'code'"
        )
        assert cursor.fetchone() == ("C",)


def test_subtree_is_one_range_of_the_unique_index(community):
    rows = Place.objects.filter(below("a.b", community, field="code"), community=community)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        condition = r"Index Cond: \(\(community_id = .*\(code\)::text >= .*\(code\)::text < "
    else:
        condition = r"USING INDEX place_code_unique|USING INDEX sqlite_autoindex_places_place_\d"
        condition = rf"(?:{condition}) \(community_id=\? AND code>\? AND code<\?\)"
    plan = rows.explain()
    assert re.search(condition, plan), plan
