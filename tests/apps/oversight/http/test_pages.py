"""Rates, the monthly report and the late list on pages: filters, files, who may see them."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.oversight.http.pages.rates import month_bounds
from linli.core.matters.models import Matter, Promise
from linli.ground.parties.models import Duty, Organisation
from tests.core.rest.calls import count_queries, on_duty
from tests.factories import make_account, make_case_in_state, make_duty, make_scene, take

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def reader():
    return Client(headers=ENGLISH)


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rated(scene, solved: str = "yes"):
    matter = make_case_in_state(scene, "closed")
    take(scene, matter, "rate", solved=solved, satisfied="very")
    return matter


def test_rates_stand_beside_numerator_and_denominator(scene, reader):
    for solved in ("yes", "yes", "no"):
        rated(scene, solved)
    page = text(reader.get("/rates"))
    assert "2 of 3" in page
    assert "3 answered, 0 not reached" in page


@pytest.mark.parametrize(
    ("query", "closed"),
    [
        ({"category": "roads"}, 1),
        ({"category": "disputes"}, 0),
        ({"organisation": "works"}, 1),
        ({"organisation": "nobody"}, 0),
        ({"month": "2020-01"}, 0),
    ],
)
def test_filters_leave_what_they_name(scene, reader, query, closed):
    rated(scene)
    told = "1 closed case." if closed else "0 closed cases."
    assert told in text(reader.get("/rates", query))


def test_place_is_filtered_with_all_below_it(scene, reader):
    rated(scene)
    assert "1 closed case." in text(reader.get("/rates", {"place": scene.places.street.code}))
    staff(scene, scene.places.other_grid)
    assert "0 closed cases." in text(reader.get("/rates", {"place": scene.places.other_grid.code}))


def test_place_with_fewer_than_three_on_duty_cannot_be_filtered_by(scene, reader):
    rated(scene)
    grid = {"place": scene.places.grid.code}
    page = text(reader.get("/rates", grid))
    assert ("Not shown: fewer than three" in page, "1 closed case." in page) == (True, False)
    assert reader.get("/rates.csv", grid).status_code == 404
    staff(scene, scene.places.grid)
    assert "1 closed case." in text(reader.get("/rates", grid))
    assert reader.get("/rates.csv", grid).status_code == 200


def staff(scene, place) -> None:
    """Three more people on duty there."""
    for number in range(3):
        account = make_account(scene.community, f"{place.code} {number}")
        centre = scene.organisations["centre"]
        make_duty(account, "steward", organisation=centre, place=place)


@pytest.mark.parametrize(
    "query", [{"month": "2026-13"}, {"month": "now"}, {"place": "nowhere"}, {"category": "\x00"}]
)
def test_filters_that_cannot_be_are_not_there(scene, reader, query):
    assert reader.get("/rates", query).status_code == 404


def test_place_with_fewer_than_three_on_duty_has_no_rates(scene, reader):
    rated(scene)
    hidden = "Not shown: fewer than three people are on duty here."
    Duty.objects.filter(place__in=[scene.places.neighbourhood, scene.places.grid]).delete()
    assert hidden in text(reader.get("/rates"))
    for number in range(3):
        steward = make_account(scene.community, f"Steward {number}")
        make_duty(
            steward,
            "steward",
            organisation=scene.organisations["centre"],
            place=scene.places.neighbourhood,
        )
    assert hidden not in text(reader.get("/rates"))


def test_file_holds_the_same_counts(scene, reader):
    for solved in ("yes", "no"):
        rated(scene, solved)
    answer = reader.get("/rates.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    (works,) = [row for row in rows if row["dimension"] == "organisation"]
    assert (works["key"], works["closed"], works["solved"], works["solution_asked"]) == (
        "works",
        "2",
        "1",
        "2",
    )


def test_name_that_looks_like_a_formula_is_no_formula_in_the_file(scene, reader):
    rated(scene)
    Organisation.objects.filter(slug="works").update(name="=1+1")
    answer = reader.get("/rates.csv").content.decode("utf-8-sig")
    (works,) = [row for row in csv.DictReader(StringIO(answer)) if row["key"] == "works"]
    assert works["name"] == "'=1+1"


def test_report_of_a_month_says_what_happened_in_it(scene, reader):
    rated(scene)
    month = timezone.now().astimezone(ZoneInfo(scene.community.time_zone)).strftime("%Y-%m")
    page = text(reader.get("/rates/report", {"month": month}))
    assert "1 cases were reported and 1 closed." in page
    assert "Whistles: both sides" in page
    assert "0 cases were reported" in text(reader.get("/rates/report", {"month": "2020-01"}))
    assert reader.get("/rates/report").status_code == 200


def test_month_begins_and_ends_where_the_community_is():
    bounds = month_bounds("2026-12", ZoneInfo("Asia/Shanghai"))
    assert bounds == (
        datetime(2026, 11, 30, 16, tzinfo=UTC),
        datetime(2026, 12, 31, 16, tzinfo=UTC),
    )


def test_late_list_is_for_supervisors_and_names_the_party(scene):
    matter = make_case_in_state(scene, "handling")
    past = timezone.now() - timedelta(days=3)
    Promise.objects.filter(matter=matter, name="handle").update(
        opened_at=past - timedelta(days=9), due_at=past
    )
    Matter.objects.filter(pk=matter.pk).update(due_at=past)
    supervisor = on_duty(scene, "supervisor")
    page = text(supervisor.get("/supervision", headers=ENGLISH))
    assert (matter.number in page, scene.organisations["works"].name in page) == (True, True)
    for client in (Client(), on_duty(scene, "dispatcher"), on_duty(scene, "handler")):
        assert client.get("/supervision").status_code == 403


def test_pages_ask_as_much_for_one_case_as_for_many(scene):
    rated(scene)
    asked = {}
    for address in ("/rates", "/rates/report"):
        count_queries(Client(), address)
        asked[address] = count_queries(Client(), address)
    for _ in range(4):
        rated(scene, "no")
    assert {address: count_queries(Client(), address) for address in asked} == asked
