import pytest
from django.test import Client

from linli.core.rest.routes import directory
from linli.core.rest.schemas import Choices, OrganisationList, PlaceList
from linli.ground.parties.models import Organisation
from linli.ground.places.models import Place
from tests.core.rest.calls import get, refusal
from tests.core.rest.shapes import assert_shape
from tests.factories import make_scene

STREET = [
    ("310101", "district", None),
    ("310101001", "street", "310101"),
    ("310101001001", "neighbourhood", "310101001"),
    ("310101001001001", "grid", "310101001001"),
    ("310101001001002", "grid", "310101001001"),
]


def places(path):
    listed = get(Client(), path)
    assert_shape(PlaceList, listed)
    return [(each["code"], each["kind"], each["parent"]) for each in listed["items"]]


def test_places_are_those_in_use_here_by_code(scene):
    make_scene("elsewhere", host="elsewhere.example")
    assert places("/places") == STREET
    Place.objects.filter(code="310101001001002").update(retired_on="2026-01-01")
    assert places("/places") == STREET[:4]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=grid", STREET[3:]),
        ("within=310101001001", STREET[2:]),
        ("within=310101001001&kind=neighbourhood", STREET[2:3]),
        ("kind=castle", []),
    ],
)
def test_places_are_filtered(scene, query, expected):
    assert places(f"/places?{query}") == expected


def test_next_places_follow_the_last(scene, monkeypatch):
    monkeypatch.setattr(directory, "PLACES_AT_ONCE", 2)
    path, seen = "/places", []
    while path:
        listed = get(Client(), path)
        seen.append([each["code"] for each in listed["items"]])
        path = (listed["next"] or "").removeprefix("/api/v1")
    assert seen == [[code for code, *_ in STREET[start : start + 2]] for start in (0, 2, 4)]


@pytest.mark.parametrize(
    ("query", "field"), [("within=here", "within"), ("kind=%00", "kind"), ("after=%00", "after")]
)
def test_filter_of_places_that_cannot_be_is_refused(scene, query, field):
    response = Client().get(f"/api/v1/places?{query}")
    assert refusal(response) == (422, "invalid_input")
    assert list(response.json()["errors"]) == [field]


def test_organisations_are_those_that_take_part(scene):
    Organisation.objects.exclude(slug__in=["works", "centre"]).update(is_active=False)
    Organisation.objects.filter(slug="works").update(phone="021-1", address="No. 1")
    listed = get(Client(), "/organisations")
    assert_shape(OrganisationList, listed)
    sector = "public_institution"
    assert listed == {
        "items": [
            {"slug": "centre", "name": "Centre", "sector": sector, "phone": "", "address": ""},
            {
                "slug": "works",
                "name": "Works",
                "sector": sector,
                "phone": "021-1",
                "address": "No. 1",
            },
        ]
    }


def test_options_are_what_a_field_takes(scene):
    listed = get(Client(), "/options/grids")
    assert_shape(Choices, listed)
    assert listed == {
        "items": [
            {"code": "310101001001001", "label": "grid 001", "group": "neighbourhood 001"},
            {"code": "310101001001002", "label": "grid 002", "group": "neighbourhood 001"},
        ]
    }


def test_options_that_no_app_declared_are_not_there(scene):
    assert refusal(Client().get("/api/v1/options/nothing")) == (404, "not_found")
