"""Rates, the monthly report and the late list on pages: filters, files, who may see them."""

import csv
import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.oversight.http.pages import lateness
from linli.apps.oversight.http.pages.filters import month_bounds
from linli.core.matters.models import Matter, Promise
from linli.ground.parties.models import Organisation
from tests.apps.oversight.exclusions import exclude
from tests.core.rest.calls import count_queries, on_duty
from tests.factories import (
    make_account,
    make_case_in_state,
    make_duty,
    make_matter_in,
    make_scene,
    take,
)

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


@pytest.mark.parametrize(
    "query",
    [
        *({"month": month} for month in ("2026-13", "now", "2026-1", "1999-12", "2101-01")),
        *({"month": month} for month in ("9999-12", "0001-01", "0000-01", "２０２６-11")),
        *({"place": "nowhere"}, {"category": "\x00"}, {"month": "2026-11\n"}),
    ],
)
def test_filters_that_cannot_be_are_not_there(scene, reader, query):
    addresses = ["/rates", "/rates.csv", *(["/rates/report"] if "month" in query else [])]
    assert [reader.get(address, query).status_code for address in addresses] == [404] * len(
        addresses
    )


@pytest.mark.parametrize("month", ["2000-01", "2100-12"])
def test_first_and_last_month_there_is_are_answered(scene, reader, month):
    for address in ("/rates", "/rates.csv", "/rates/report"):
        assert reader.get(address, {"month": month}).status_code == 200


def test_what_fell_due_stands_beside_what_was_closed_of_it(scene, reader):
    past = timezone.now() - timedelta(days=3)
    for state in ("closed", "handling"):
        matter = make_case_in_state(scene, state)
        Promise.objects.filter(matter=matter, name="handle").update(
            opened_at=past - timedelta(days=5), due_at=past
        )
    page = text(reader.get("/rates"))
    assert "2 cases fell due." in page
    assert "1 closed, 0 of them in time; 1 still open, 0 ended otherwise; 0 excluded" in page
    # Of few cases no percentage, but always the interval, the numerator and the denominator.
    assert "9–91 %" in page
    assert ("1 of 2" in page, "0 of 2" in page) == (True, True)
    month = past.astimezone(ZoneInfo(scene.community.time_zone)).strftime("%Y-%m")
    assert "2 cases fell due." in text(reader.get("/rates/report", {"month": month}))
    total = rows_of(reader, {"month": month})["total", ""]
    parts = ("due", "due_closed", "due_in_time", "due_open", "closing_low", "closing_high")
    assert [total[name] for name in parts] == ["2", "1", "0", "1", "9", "91"]


def test_file_holds_the_same_counts(scene, reader):
    for solved in ("yes", "no"):
        rated(scene, solved)
    answer = reader.get("/rates.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(reader)
    for key in (("organisation", "works"), ("total", "")):
        counts = [rows[key][name] for name in ("closed", "solved", "solution_asked")]
        assert counts == ["2", "1", "2"], key


def rows_of(reader, query=None) -> dict[tuple[str, str], dict[str, str]]:
    """The lines of the file by dimension and key."""
    written = reader.get("/rates.csv", query).content.decode("utf-8-sig")
    return {(row["dimension"], row["key"]): row for row in csv.DictReader(StringIO(written))}


def test_name_that_looks_like_a_formula_is_no_formula_in_the_file(scene, reader):
    rated(scene)
    Organisation.objects.filter(slug="works").update(name="=1+1")
    assert rows_of(reader)["organisation", "works"]["name"] == "'=1+1"


def test_report_of_a_month_says_what_happened_in_it(scene, reader):
    rated(scene)
    month = timezone.now().astimezone(ZoneInfo(scene.community.time_zone)).strftime("%Y-%m")
    page = text(reader.get("/rates/report", {"month": month}))
    assert "1 cases were reported and 1 closed." in page
    assert "Whistles: both sides" in page
    assert "0 cases were reported" in text(reader.get("/rates/report", {"month": "2020-01"}))
    assert reader.get("/rates/report").status_code == 200


def test_report_reads_the_month_alone(scene, reader):
    rated(scene)
    month = {"month": f"{timezone.now().astimezone(ZoneInfo(scene.community.time_zone)):%Y-%m}"}
    plain = text(reader.get("/rates/report", month))
    for more in (
        {"place": scene.places.grid.code},
        {"place": "nowhere"},
        {"category": "disputes"},
        {"organisation": "nobody"},
    ):
        assert "1 cases were reported and 1 closed." in text(
            reader.get("/rates/report", month | more)
        ), more
    assert "1 cases were reported and 1 closed." in plain


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


def test_filters_that_hold_are_shown_whatever_they_are(scene, reader):
    rated(scene)
    for address, asked in (
        ("/rates", {"month": "2024-01"}),
        ("/rates", {"category": "roads.lamp"}),
        ("/rates", {"organisation": "works"}),
        ("/rates/report", {"month": "2024-01"}),
    ):
        page = text(reader.get(address, asked))
        (value,) = asked.values()
        chosen = re.findall(r'<option(?: value="([^"]*)")? selected>([^<]*)<', page)
        assert value in {code or words for code, words in chosen}, asked


def test_report_says_of_each_line_what_was_excluded_of_which_count(scene, reader):
    exclude(scene, rated(scene), "granted")
    page = text(reader.get("/rates/report", {"month": f"{timezone.now():%Y-%m}"}))
    assert "0 / 1</td>" in page


def test_late_mediation_is_told_by_its_organisation_and_number_alone(scene):
    matter = make_matter_in(scene, "mediation", "asked")
    past = timezone.now() - timedelta(days=3)
    open_promises = Promise.objects.filter(matter=matter, met_at=None, cancelled_at=None)
    open_promises.update(opened_at=past - timedelta(days=9), due_at=past)
    Matter.objects.filter(pk=matter.pk).update(due_at=past)
    answer = on_duty(scene, "supervisor").get("/supervision", headers=ENGLISH)
    (promise,) = open_promises
    assert answer.context["unseen"] == [(promise.party.name, 1)]
    page = text(answer)
    assert (promise.party.name in page, "Nothing is late" in page) == (True, False)
    assert not any(word in page for word in (matter.number, matter.title))
    elsewhere = make_account(scene.community, "elsewhere")
    office = scene.organisations["centre"]
    make_duty(elsewhere, "supervisor", organisation=office, place=scene.places.other_grid)
    client = Client()
    client.force_login(elsewhere)
    assert client.get("/supervision").context["unseen"] == []


def test_late_list_counts_each_party_whatever_the_page_shows(scene, monkeypatch):
    monkeypatch.setattr(lateness, "PER_PAGE", 2)
    past = timezone.now() - timedelta(days=3)
    for _ in range(3):
        matter = make_case_in_state(scene, "handling")
        open_promises = Promise.objects.filter(matter=matter, met_at=None, cancelled_at=None)
        open_promises.exclude(name="handle").delete()
        open_promises.update(opened_at=past - timedelta(days=9), due_at=past)
        Matter.objects.filter(pk=matter.pk).update(due_at=past)
    supervisor = on_duty(scene, "supervisor")
    lines = {}
    for page in ("1", "2", "x"):
        answer = supervisor.get(f"/supervision?page={page}", headers=ENGLISH)
        lines[page] = answer.content.decode().count('class="lateline"')
        assert answer.context["sum"] == 3
        assert {each["count"] for each in answer.context["lines"]} == {3}
    assert lines == {"1": 2, "2": 1, "x": 2}
    beyond = text(supervisor.get("/supervision?page=9", headers=ENGLISH))
    assert ("3 promises" in beyond, "Nothing is late" in beyond) == (True, False)


def test_pages_ask_as_much_for_one_case_as_for_many(scene):
    rated(scene)
    asked = {}
    for address in ("/rates", "/rates/report"):
        count_queries(Client(), address)
        asked[address] = count_queries(Client(), address)
    for _ in range(4):
        rated(scene, "no")
    assert {address: count_queries(Client(), address) for address in asked} == asked
