"""Home, place and organisation; health."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli import __version__
from tests.factories import (
    make_account,
    make_case_in_state,
    make_community,
    make_territory,
    multiply,
    report_case,
)


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def path_of(matter) -> str:
    return f'href="/matters/{matter.number}"'


# ── Home ──────────────────────────────────────────────────────────────────────
def test_home_without_matters_invites_to_report(scene, visitor):
    page = read(visitor, "/")
    assert "Nothing has been reported yet. Be the first." in page
    assert f"<h1>{scene.community.name}</h1>" in page
    assert "0 under way in all; 0 of them without a promise." in page


def test_home_shows_the_latest_six_and_counts_all_that_runs(scene, visitor):
    older, *latest = [report_case(scene).matter for _ in range(7)]
    page = read(visitor, "/")
    assert path_of(older) not in page
    assert [path_of(matter) in page for matter in latest] == [True] * 6
    assert "7 under way in all; 0 of them without a promise." in page


def test_home_names_the_emergency_numbers_of_the_profile(scene, visitor):
    assert 'href="tel:119"' in read(visitor, "/")


def test_home_shows_no_restricted_matter_to_others(scene, visitor):
    matter = report_case(scene, category="disputes.home").matter
    page = read(visitor, "/")
    assert path_of(matter) not in page
    assert "0 under way in all" in page


def test_home_lists_what_this_browser_reported_apart(scene, visitor):
    read(visitor, "/")
    reporter = Client(headers={"Accept-Language": "en"})
    given = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code}
    reporter.post("/report", given)
    assert "My matters" in read(reporter, "/")
    assert "My matters" not in read(visitor, "/")


# ── Place ─────────────────────────────────────────────────────────────────────
def test_place_shows_what_lies_in_it_and_who_looks_after_it(scene, visitor):
    here = report_case(scene).matter
    elsewhere = report_case(scene, place=scene.places.other_grid.code).matter
    page = read(visitor, f"/places/{scene.places.grid.code}")
    assert (path_of(here) in page, path_of(elsewhere) in page) == (True, False)
    above = (scene.places.top, scene.places.street, scene.places.neighbourhood)
    assert [f'href="/places/{place.code}"' in page for place in above] == [True] * 3
    assert 'href="/organisations/willow-office"' in page
    assert "1 under way in all" in page


def test_grid_names_its_steward_and_the_grid_beside_it_does_not(scene, visitor):
    steward = scene.people["steward"].display_name
    pages = [
        read(visitor, f"/places/{grid.code}")
        for grid in (scene.places.grid, scene.places.other_grid)
    ]
    assert [f"<b>{steward}</b>" in page for page in pages] == [True, False]
    assert "Grid steward, Willow Office" in pages[0]


def test_place_above_shows_everything_below(scene, visitor):
    matters = [report_case(scene).matter]
    matters.append(report_case(scene, place=scene.places.other_grid.code).matter)
    page = read(visitor, f"/places/{scene.places.street.code}")
    assert [path_of(matter) in page for matter in matters] == [True, True]


@pytest.mark.parametrize("code", ["310101999", "no such place", "..", "310101001001001x"])
def test_place_that_is_not_there_is_not_found(scene, visitor, code):
    assert visitor.get(f"/places/{code}").status_code == 404


# ── Organisation ──────────────────────────────────────────────────────────────
def test_organisation_shows_what_it_promised_and_holds(scene, visitor):
    held = make_case_in_state(scene, "handling")
    other = report_case(scene).matter
    page = read(visitor, "/organisations/works")
    assert (path_of(held) in page, path_of(other) in page) == (True, False)
    assert "Get it done" in page


def test_organisation_without_matters_says_so(scene, visitor):
    page = read(visitor, "/organisations/review")
    assert "Nothing has been given to it yet." in page
    assert "No promise has been made yet." in page


def test_organisation_of_another_community_is_not_found(scene, visitor):
    assert visitor.get("/organisations/nobody").status_code == 404


# ── The number of queries ─────────────────────────────────────────────────────
@pytest.mark.parametrize("path", ["/", "/places/{grid}", "/organisations/works"])
@pytest.mark.parametrize("duty", ["", "dispatcher"])
def test_queries_do_not_depend_on_the_number_of_rows(scene, visitor, path, duty):
    address = path.format(grid=scene.places.grid.code)
    if duty:
        visitor.force_login(scene.people[duty])
    matter = make_case_in_state(scene, "dispatched")
    visitor.get(address)  # a session's first request notes when it began
    with CaptureQueriesContext(connection) as for_one:
        visitor.get(address)
    multiply(matter, 29)
    with CaptureQueriesContext(connection) as for_thirty:
        visitor.get(address)
    assert len(for_thirty) == len(for_one)


# ── Health ────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_health_answers_without_a_community(visitor):
    response = visitor.get("/healthz")
    told = {"status": "ok", "database": connection.vendor, "version": __version__}
    assert (response.status_code, response.json()) == (200, told)
    assert "no-store" in response["Cache-Control"]


def test_pages_belong_to_the_community_of_the_host(scene, visitor, settings):
    settings.ALLOWED_HOSTS = ["testserver", "poplar.example"]
    make_territory(make_community("poplar", host="poplar.example"))
    matter = report_case(scene).matter
    there = visitor.get("/", headers={"Host": "poplar.example"}).content.decode()
    assert ("<h1>Poplar</h1>" in there, path_of(matter) in there) == (True, False)


# ── Addresses ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "path", ["/places/%00", "/places/310101%00", "/organisations/%00", "/organisations/a%1fb"]
)
def test_address_that_no_name_can_hold_is_not_found(scene, visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/matters", "/statistics"])
def test_page_is_asked_for_without_its_body(scene, visitor, path):
    response = visitor.head(path)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("reader", "kept"), [("stranger", "private, no-cache"), ("resident", "private, no-store")]
)
def test_page_of_a_known_reader_is_kept_nowhere(scene, visitor, reader, kept):
    if reader == "resident":
        visitor.force_login(make_account(scene.community))
    assert visitor.get("/")["Cache-Control"] == kept
