"""The map shows what the reader may see, where everybody may know of it, and counts the rest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.core.matters.acting import acting_anonymously
from linli.core.matters.models import Matter
from linli.ground.places.models import Place, Territory
from linli.ground.places.selectors import get_outlines
from linli.site.maps import points
from linli.site.maps.filters import Box, MapFilters
from linli.site.maps.points import list_points
from tests.factories import (
    make_case_in_state,
    make_matter_in,
    make_scene,
    multiply,
    report_case,
    reporter_of,
    take,
)

SPOT = "31.2012345, 121.4056789"
SHOWN = (31201250, 121405650)


@pytest.fixture
def scene(db):
    return make_scene()


def look(scene, user=None, **filters):
    reader = user or acting_anonymously(scene.community)
    return list_points(reader, MapFilters(**filters), now=timezone.now())


def spots(found):
    return {
        point.row.matter.number: (point.latitude, point.longitude, point.is_exact)
        for point in found.shown
    }


def middle_of(scene, place):
    outline = get_outlines(scene.community).by_code[place.code]
    return outline.latitude, outline.longitude, False


def around(latitude, longitude, reach=10):
    return Box(latitude - reach, longitude - reach, latitude + reach, longitude + reach)


def test_public_space_is_shown_where_it_is_and_homes_by_their_grid(scene):
    lamp = make_case_in_state(scene, "accepted", coordinates=SPOT)
    leak = report_case(scene, coordinates=SPOT, category="housing.leak").matter
    take(scene, leak, "accept", category="housing.leak")
    assert spots(look(scene)) == {
        lamp.number: (*SHOWN, True),
        leak.number: middle_of(scene, scene.places.grid),
    }


def test_restricted_matter_is_on_nobodys_map_but_its_parties_and_there_by_its_grid(scene):
    hidden = report_case(scene, category="disputes.home", coordinates=SPOT).matter
    assert look(scene) == points.Points((), 0, True, 0, 0)
    expected = {hidden.number: middle_of(scene, scene.places.grid)}
    for user in (reporter_of(hidden), scene.acting("dispatcher"), scene.acting("steward")):
        assert spots(look(scene, user)) == expected
    for duty in ("handler", "administrator"):
        assert look(scene, scene.acting(duty)).matching == 0


def test_no_box_counts_what_one_may_not_see(scene):
    report_case(scene, category="disputes.home", coordinates=SPOT)
    middle = middle_of(scene, scene.places.grid)
    for box in (
        around(*middle[:2]),
        around(*SHOWN),
        Box(-90_000_000, -180_000_000, 90_000_000, 180_000_000),
    ):
        assert look(scene, box=box).matching == 0


def test_box_holds_what_is_shown_in_it(scene):
    lamp = make_case_in_state(scene, "accepted", coordinates=SPOT)
    fresh = report_case(scene, coordinates=SPOT).matter
    middle = middle_of(scene, scene.places.grid)
    assert set(spots(look(scene, box=around(*SHOWN)))) == {lamp.number}
    assert set(spots(look(scene, box=around(*middle[:2])))) == {fresh.number}
    assert look(scene, box=around(0, 0)).matching == 0


def test_matters_of_other_kinds_stand_for_their_grid(scene):
    appeal = make_matter_in(scene, "appeal", "filed")
    middle = middle_of(scene, scene.places.grid)
    found = look(scene, box=around(*middle[:2]))
    assert spots(found)[appeal.number] == middle


def test_home_stands_for_its_grid_and_a_place_without_a_boundary_for_nothing(scene):
    grid = scene.places.grid
    home = Place.objects.create(
        community=scene.community, code=f"{grid.code}00001", kind="building", parent=grid
    )
    at_home, above = (report_case(scene).matter for _ in range(2))
    Matter.objects.filter(pk=at_home.pk).update(place=home, place_code=home.code)
    street = scene.places.street
    Matter.objects.filter(pk=above.pk).update(place=street, place_code=street.code)
    found = look(scene)
    middle = middle_of(scene, grid)
    assert spots(found) == {at_home.number: middle}
    assert (found.matching, found.without_point) == (2, 1)
    assert set(spots(look(scene, box=around(*middle[:2])))) == {at_home.number}


def test_filters_leave_out_what_they_say(scene):
    closed = make_case_in_state(scene, "closed")
    east = report_case(scene, place=scene.places.other_grid.code, category="traffic.bus").matter
    Matter.objects.filter(pk=closed.pk).update(opened_at=timezone.now() - timedelta(days=40))
    day = timezone.now().date()
    found = {
        "state": spots(look(scene, state="closed")),
        "category": spots(look(scene, category="traffic")),
        "place": spots(look(scene, place=scene.places.other_grid.code)),
        "days": spots(look(scene, days=30)),
        "since": spots(look(scene, since=day - timedelta(days=3))),
        "until": spots(look(scene, until=day - timedelta(days=3))),
    }
    assert {name: list(each) for name, each in found.items()} == {
        "state": [closed.number],
        "category": [east.number],
        "place": [east.number],
        "days": [east.number],
        "since": [east.number],
        "until": [closed.number],
    }


def test_latest_are_shown_and_the_rest_is_counted(scene, monkeypatch):
    monkeypatch.setattr(points, "LIMIT", 3)
    monkeypatch.setattr(points, "COUNTED", 5)
    matter = report_case(scene).matter
    multiply(matter, 4)
    found = look(scene)
    assert (len(found.shown), found.matching, found.is_counted, found.beyond_limit) == (
        3,
        5,
        True,
        2,
    )
    multiply(report_case(scene).matter, 3)
    found = look(scene)
    assert (len(found.shown), found.matching, found.is_counted, found.beyond_limit) == (
        3,
        5,
        False,
        2,
    )


def test_queries_do_not_grow_with_the_matters(scene):
    Territory.objects.get_or_create(community=scene.community)
    matter = make_case_in_state(scene, "accepted", coordinates=SPOT)
    box = Box(31_000_000, 121_000_000, 32_000_000, 122_000_000)

    def count():
        with CaptureQueriesContext(connection) as seen:
            look(scene, box=box)
        return len(seen)

    look(scene, box=box)
    one = count()
    multiply(matter, 29)
    assert count() == one <= 8
