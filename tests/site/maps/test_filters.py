"""Filters of the map are read strictly, and say themselves again as an address."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from linli.site.maps.filters import Box, FilterError, MapFilters, read_filters
from tests.factories import make_community


@pytest.fixture
def community(db):
    return make_community()


def test_nothing_said_leaves_everything_in(community):
    filters = read_filters({}, community=community)
    assert filters == MapFilters()
    assert (filters.query, filters.begins(community), filters.ends(community)) == ("", None, None)


def test_everything_said_is_kept_and_said_again(community):
    given = {
        "state": "closed",
        "category": "roads.lamp",
        "place": "310101001",
        "days": "30",
        "since": "2026-01-02",
        "until": "2026-03-04",
        "bbox": "121.4,31.2,121.41,31.25",
        "page": "2",
    }
    filters = read_filters(given, community=community)
    assert filters == MapFilters(
        state="closed",
        category="roads.lamp",
        place="310101001",
        days=30,
        since=date(2026, 1, 2),
        until=date(2026, 3, 4),
        box=Box(south=31200000, west=121400000, north=31250000, east=121410000),
    )
    assert filters.query == (
        "state=closed&category=roads.lamp&place=310101001&days=30&since=2026-01-02&until=2026-03-04"
    )


def test_days_begin_and_end_at_midnight_where_the_community_is(community, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 25, 20, tzinfo=UTC))
    week = MapFilters(days=7)
    # In Shanghai it is the 26th already: seven days begin with the 20th.
    assert week.begins(community) == datetime(2026, 11, 19, 16, tzinfo=UTC)
    later = MapFilters(days=7, since=date(2026, 11, 24), until=date(2026, 11, 25))
    assert later.begins(community) == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert later.ends(community) == datetime(2026, 11, 25, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("state", "x\x00"),
        ("category", "x" * 121),
        ("place", "nonsense"),
        ("place", "３１"),
        ("days", "0"),
        ("days", "-1"),
        ("days", "x"),
        ("days", "²"),
        ("days", "99999999999"),
        ("since", "yesterday"),
        ("since", "1066-01-01"),
        ("until", "9999-12-31"),
        ("until", "2026-02-30"),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,x"),
        ("bbox", "1,nan,3,4"),
        ("bbox", "1,2,inf,4"),
        ("bbox", "1,5,3,4"),
        ("bbox", "3,2,1,4"),
        ("bbox", "1,2,3,91"),
        ("bbox", "1,2,999,4"),
    ],
)
def test_what_cannot_be_a_filter_is_named(community, name, text):
    with pytest.raises(FilterError) as caught:
        read_filters({name: text}, community=community)
    assert caught.value.name == name
