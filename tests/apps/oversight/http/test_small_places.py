"""No page gives the rates of a place with fewer than three people on duty, nor what lets anybody
work them out: by no filter, no file, no difference."""

import csv
from io import StringIO

import pytest
from django.test import Client

from linli.apps.oversight.selectors import OTHER
from linli.ground.accounts.public import Account
from linli.ground.parties.models import Duty
from linli.ground.places.models import Place
from tests.factories import make_account, make_case_in_state, make_duty, make_scene, take

pytestmark = pytest.mark.django_db
REFUSED = "Not shown: rates are given for the whole and for the places in the list."
NO_TABLE = "Not shown: fewer than three people are on duty here."


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def reader():
    return Client(headers={"Accept-Language": "en"})


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rated(scene, place: Place | None = None):
    values = {"place": place.code} if place else {}
    matter = make_case_in_state(scene, "closed", **values)
    take(scene, matter, "rate", solved="yes", satisfied="very")
    return matter


def staff(scene, place: Place, number: int) -> None:
    """So many more people on duty there."""
    for each in range(number):
        account = make_account(scene.community, f"{place.code} {each}")
        make_duty(account, "steward", organisation=scene.organisations["centre"], place=place)


def add_neighbourhood(scene, part: str, *, people: int) -> Place:
    """Next to the first, with one grid and so many people on duty; the grid."""
    above = scene.places.street
    for kind, more in (("neighbourhood", part), ("grid", "001")):
        above = Place.objects.create(
            community=scene.community,
            code=f"{above.code}{more}",
            kind=kind,
            name=f"{kind} {part}",
            parent=above,
        )
    assert above.parent is not None
    staff(scene, above.parent, people)
    return above


def place_rows(reader) -> dict[str, int]:
    written = reader.get("/rates.csv").content.decode("utf-8-sig")
    rows = csv.DictReader(StringIO(written))
    return {row["key"]: int(row["closed"]) for row in rows if row["dimension"] == "place"}


def test_community_of_one_small_place_has_no_place_table(scene, reader):
    rated(scene)
    for address in ("/rates", "/rates/report"):
        page = text(reader.get(address))
        assert (NO_TABLE in page, "Other places" in page) == (True, False), address
    assert place_rows(reader) == {}
    staff(scene, scene.places.neighbourhood, 3)
    page = text(reader.get("/rates"))
    assert (NO_TABLE in page, scene.places.neighbourhood.name in page) == (False, True)
    assert place_rows(reader) == {scene.places.neighbourhood.code: 1}


def test_small_places_are_put_together_with_the_next_until_they_are_of_three(scene, reader):
    large = add_neighbourhood(scene, "002", people=4)
    medium = add_neighbourhood(scene, "003", people=3)
    # The first neighbourhood has one person on duty: alone it would be that person's.
    rated(scene)
    for place in (large, large, medium):
        rated(scene, place)
    assert place_rows(reader) == {large.parent.code: 2, OTHER: 2}
    page = text(reader.get("/rates"))
    assert ("Other places" in page, medium.parent.name in page) == (True, False)


def test_what_is_published_can_be_filtered_by_and_nothing_else(scene, reader):
    large = add_neighbourhood(scene, "002", people=4)
    medium = add_neighbourhood(scene, "003", people=3)
    rated(scene)
    for place in (large, large, medium):
        rated(scene, place)
    # Every place that holds all neighbourhoods is the whole.
    shown = {"": 4, large.parent.code: 2, OTHER: 2, scene.places.street.code: 4}
    for place, closed in shown.items():
        assert f"{closed} closed cases." in text(reader.get("/rates", {"place": place})), place
        assert reader.get("/rates.csv", {"place": place}).status_code == 200
    small = (scene.places.neighbourhood, scene.places.grid, medium, medium.parent, large)
    for place in small:
        page = text(reader.get("/rates", {"place": place.code}))
        assert (REFUSED in page, "closed case" in page, "fell due." in page) == (True, False, False)
        assert reader.get("/rates.csv", {"place": place.code}).status_code == 404


def test_community_with_fewer_than_three_on_duty_has_no_rates_at_all(scene, reader):
    rated(scene)
    on_duty = list(Duty.objects.values_list("account", flat=True).distinct())
    for account in on_duty[2:]:
        Duty.objects.filter(account=account).delete()
    for address in ("/rates", "/rates/report"):
        page = text(reader.get(address))
        assert (NO_TABLE in page, "closed case" in page) == (True, False), address
    assert reader.get("/rates.csv").status_code == 404
    make_duty(
        make_account(scene.community, "third"),
        "steward",
        organisation=scene.organisations["centre"],
        place=scene.places.grid,
    )
    assert "1 closed case." in text(reader.get("/rates"))
    Account.objects.filter(duties__isnull=False).update(is_active=False)
    assert reader.get("/rates.csv").status_code == 404


def test_neighbourhood_that_is_the_whole_community_is_not_asked_for_by_its_own_code(scene, reader):
    rated(scene)
    small = scene.places.neighbourhood
    assert REFUSED in text(reader.get("/rates", {"place": small.code}))
    assert reader.get("/rates.csv", {"place": small.code}).status_code == 404
    assert reader.get("/rates.csv", {"place": scene.places.street.code}).status_code == 200


def test_whole_less_the_published_places_is_never_a_small_one(scene, reader):
    large = add_neighbourhood(scene, "002", people=4)
    rated(scene)
    rated(scene, large)
    # The large one joins the small one, and what they are together is the whole.
    assert place_rows(reader) == {OTHER: 2}
    assert REFUSED in text(reader.get("/rates", {"place": large.parent.code}))


def test_refusal_keeps_an_unknown_place_apart_from_a_small_one(scene, reader):
    assert reader.get("/rates", {"place": "nowhere"}).status_code == 404
    assert reader.get("/rates", {"place": OTHER}).status_code == 200
    assert REFUSED in text(reader.get("/rates", {"place": OTHER}))
