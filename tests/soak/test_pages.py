"""The pages that are measured, at a size that a suite can bear."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.comparing import count_queries
from benchmarks.filling import Street
from benchmarks.growth_pages import list_visits
from benchmarks.web_pages import list_pages

# Enough for thirty that wait for the dispatcher.
MATTERS = 1_500
# Pages whose every list comes out of an index in the order in which it is shown.
IN_ORDER = ["list", "dispatcher's list", "handler's inbox", "organisation", "JSON list"]


@pytest.mark.django_db
def test_number_of_queries_does_not_depend_on_rows():
    pages = list_pages(MATTERS)
    assert [page.name for page in pages] == [
        "list of 30",
        "dispatcher's list",
        "matter",
        "JSON list of 30",
        "report",
    ]
    for page in pages:
        # What a process keeps, such as versions of rules, is read once whatever the number of rows.
        page.few()
        page.many()
    counted = {page.name: (count_queries(page.few), count_queries(page.many)) for page in pages}
    assert {name: few for name, (few, _) in counted.items()} == {
        name: many for name, (_, many) in counted.items()
    }


@pytest.mark.django_db
def test_bare_views_show_what_the_pages_show():
    """Else they would be compared with something that does less."""
    pages = {page.name: page for page in list_pages(MATTERS)}
    for name in ("list of 30", "dispatcher's list"):
        ours, bare = pages[name].ours().body, pages[name].bare().body
        assert ours.count('href="/matters/BS-') >= bare.count('href="/matters/BS-') == 30
    items = [pages["JSON list of 30"].ours().body, pages["JSON list of 30"].bare().body]
    assert [body.count('"number"') for body in items] == [30, 30]


def test_every_visited_page_answers(street: Street):
    visits = list_visits(street)
    assert {visit.call().status for visit in visits} == {200, 302}


def test_lists_are_read_in_the_order_of_an_index(street: Street):
    """So that a page costs its thirty rows, not all that there is."""
    if connection.vendor != "sqlite":
        pytest.skip("a table of this size is read whole, and rightly so")
    visits = {visit.name: visit for visit in list_visits(street)}
    sorted_by_hand = [name for name in IN_ORDER if _sorts_matters(visits[name].call)]
    assert sorted_by_hand == []


def _sorts_matters(call) -> bool:
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    lists = [each["sql"] for each in captured if 'FROM "matters_matter"' in each["sql"]]
    assert lists
    return any("FOR ORDER BY" in line for statement in lists for line in _plan(statement))


def _plan(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [row[3] for row in cursor.fetchall()]
