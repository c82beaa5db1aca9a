"""Rows understood, and rows refused."""

from datetime import UTC, datetime

import pytest

from linli.apps.cases.services.importing.conversion import Converter, RowRefusedError
from linli.apps.cases.services.importing.sheet import Row
from linli.apps.cases.services.importing.territory import Territory
from linli.core.matters.inputs import Coordinates
from linli.core.records.enums import Audience
from linli.core.records.services import Part
from linli.ground.calendars.public import get_calendar
from linli.ground.places.errors import UnknownPlaceError
from linli.ground.places.models import Place
from tests.apps.cases.services.importing.sheets import make_row, read_small_mapping
from tests.factories import make_community, make_territory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OPENED = datetime(2019, 4, 25, 1, 32, tzinfo=UTC)
CLOSED = datetime(2019, 4, 26, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return make_territory(make_community())


@pytest.fixture
def convert(places):
    community = places.top.community
    converter = Converter(read_small_mapping(), Territory(community), get_calendar(community), NOW)

    def convert_row(**changed):
        return converter.convert(Row(5, make_row(**changed), is_whole=True))

    return convert_row


def test_row_that_says_everything(convert, places):
    draft = convert()
    assert (draft.row, draft.source_id, draft.title) == (5, "7", "Lamp out")
    assert (draft.category, draft.holder) == ("Street lamps", "Works Office")
    assert (draft.place, draft.spot) == (places.grid, Coordinates(31_205_000, 121_405_000))
    assert [(event.rule.step, event.at, event.parts) for event in draft.events] == [
        ("report", OPENED, (Part("words", "It is dark.", Audience.PUBLIC),)),
        ("handle", CLOSED, (Part("result", "Replaced.", Audience.PUBLIC),)),
        ("close", CLOSED, ()),
    ]
    assert (draft.promise.limit, draft.promise.met_at) == ("48nh", CLOSED)


def test_chain_takes_the_first_time_that_is_known(convert):
    assert convert(state="double").events[-1].at == CLOSED
    changed = convert(state="double", closed="").events[-1].at
    assert changed == datetime(2019, 4, 26, 3, 0, tzinfo=UTC)


def test_empty_texts_leave_no_part(convert):
    assert [event.parts for event in convert(words=" ", reply="").events] == [(), (), ()]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"latitude": "31.205", "longitude": "121.415"}, "other_grid"),
        ({"latitude": "0", "longitude": "0"}, "top"),
        ({"latitude": "", "longitude": ""}, "top"),
        ({"latitude": "48.1", "longitude": "11.5"}, "top"),
        ({"latitude": "0", "longitude": "0", "where": "neighbourhood 001"}, "neighbourhood"),
        ({"latitude": "", "longitude": "", "where": "Nowhere Park"}, "top"),
        ({"where": "Nowhere Park"}, "grid"),
    ],
)
def test_place_by_coordinates_else_by_name_else_the_top(convert, places, changed, place):
    draft = convert(**changed)
    assert draft.place == getattr(places, place)
    known = changed.get("latitude", "31.205") not in {"", "0"}
    assert (draft.spot is not None) == known


def test_name_that_two_places_share_says_nothing(places):
    Place.objects.filter(pk=places.other_grid.pk).update(name=places.grid.name)
    assert Territory(places.top.community).locate(None, places.grid.name) == places.top


def test_community_without_places_is_refused():
    with pytest.raises(UnknownPlaceError):
        Territory(make_community())


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"id": "  "}, "id", "required"),
        ({"id": "7" * 81}, "id", "too_long"),
        ({"title": ""}, "title", "required"),
        ({"title": "t" * 201}, "title", "too_long"),
        ({"words": "w" * 20_001}, "words", "too_long"),
        ({"kind": ""}, "kind", "required"),
        ({"kind": "k" * 81}, "kind", "too_long"),
        ({"office": "o" * 81}, "office", "too_long"),
        ({"opened": ""}, "opened", "required"),
        ({"opened": "25 April 2019"}, "opened", "not_a_time"),
        ({"closed": ""}, "closed", "required"),
        ({"closed": "2019-04-24 09:32"}, "closed", "out_of_order"),
        ({"closed": "2031-01-01 09:32"}, "closed", "in_future"),
        ({"opened": "0001-01-01 00:00"}, "opened", "out_of_range"),
        ({"due": "2019-04-24 09:32"}, "due", "out_of_order"),
        ({"due": "2031-01-01 09:32"}, "due", "out_of_range"),
        ({"state": "lost"}, "state", "unknown_state"),
        ({"latitude": "north"}, "latitude", "not_coordinates"),
        ({"latitude": "31.2", "longitude": ""}, "latitude", "not_coordinates"),
    ],
)
def test_row_that_would_have_to_be_guessed_is_refused(convert, changed, column, reason):
    with pytest.raises(RowRefusedError) as caught:
        convert(**changed)
    assert (caught.value.column, str(caught.value)) == (column, reason)


def test_row_with_too_few_or_too_many_cells_is_refused(places):
    community = places.top.community
    converter = Converter(read_small_mapping(), Territory(community), get_calendar(community), NOW)
    with pytest.raises(RowRefusedError) as caught:
        converter.convert(Row(5, make_row(), is_whole=False))
    assert (caught.value.column, str(caught.value)) == ("", "cells")
