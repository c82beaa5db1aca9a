"""Open data: what everybody may see, as a file that harms nobody who opens it."""

import csv
import io

import pytest
from django.test import Client

from tests.factories import make_case_in_state, make_scene, report_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def read_rows() -> list[dict[str, str]]:
    response = Client().get("/matters.csv")
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_file_holds_the_public_side_of_public_cases(scene):
    matter = make_case_in_state(scene, "dispatched")
    report_case(scene, category="disputes.home")
    (row,) = read_rows()
    matter.refresh_from_db()
    assert row == {
        "number": matter.number,
        "category": "roads.lamp",
        "place": scene.places.grid.code,
        "state": "dispatched",
        "organisation": "Works",
        "opened_at": matter.opened_at.isoformat(),
        "due_at": matter.due_at.isoformat(),
        "closed_at": "",
    }


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_cell_is_taken_for_a_formula(scene, name):
    works = scene.organisations["works"]
    works.name = name
    works.save()
    make_case_in_state(scene, "dispatched")
    assert [row["organisation"] for row in read_rows()] == [f"'{name}"]
