import copy
import json
import threading
import uuid
from dataclasses import dataclass

import pytest
from django.db import connection

from linli.ground.places.boundaries.problems import PlaceName
from linli.ground.places.errors import ForeignUserError, TerritoryRefusedError
from linli.ground.places.models import Place, Territory
from linli.ground.places.selectors import get_place
from linli.ground.places.services import ImportResult, import_places, retire_place
from tests.ground.places.factories import make_community
from tests.ground.places.tilings import (
    collection,
    feature,
    neighbourhood_with_grids,
    tile_rings,
)

pytestmark = pytest.mark.django_db

STREET, HOOD = "110105001", "110105001001"


@dataclass
class User:
    community_id: uuid.UUID
    is_active: bool = True


def street_with_grids(columns=3, rows=2):
    tiling = neighbourhood_with_grids(HOOD, tile_rings(columns, rows), parent=STREET)
    return collection(feature(STREET, "street", name="Street"), *tiling)


@pytest.fixture
def community():
    return make_community()


def run(community, geojson):
    return import_places(community, geojson=geojson, acting_user=User(community.pk))


def refusal(community, geojson):
    with pytest.raises(TerritoryRefusedError) as caught:
        run(community, geojson)
    return caught.value


def rows():
    return list(Place.objects.values("code", "name", "kind", "parent__code", "boundary"))


def test_file_becomes_the_territory(community):
    geojson = street_with_grids(2, 1)
    assert run(community, json.dumps(geojson)) == ImportResult(4, 0, 0)
    assert [(row["code"], row["kind"], row["parent__code"]) for row in rows()] == [
        (STREET, "street", None),
        (HOOD, "neighbourhood", STREET),
        (f"{HOOD}001", "grid", HOOD),
        (f"{HOOD}002", "grid", HOOD),
    ]
    assert [row["boundary"] is None for row in rows()] == [True, False, False, False]


def test_same_file_again_changes_nothing(community):
    geojson = street_with_grids()
    run(community, geojson)
    before, revision = rows(), Territory.objects.get().revision
    assert run(community, geojson) == ImportResult(0, 0, 8)
    assert (rows(), Territory.objects.get().revision) == (before, revision)


def test_same_areas_written_otherwise_change_nothing(community):
    geojson = street_with_grids()
    run(community, geojson)
    for member in geojson["features"][1:]:
        (ring,) = member["geometry"]["coordinates"]
        turned = ring[3:-1] + ring[:3] + ring[3:4]
        member["geometry"] = {"type": "MultiPolygon", "coordinates": [[turned[::-1]]]}
    assert run(community, geojson) == ImportResult(0, 0, 8)


def test_what_differs_is_changed_and_the_rest_left(community):
    geojson = street_with_grids()
    run(community, geojson)
    later = collection(
        feature(STREET, "street", name="New name"),
        feature("110105001002", "neighbourhood", parent=STREET),
    )
    assert run(community, later) == ImportResult(1, 1, 0)
    assert get_place(community, STREET).name == "New name"
    assert Place.objects.count() == 9


def test_grids_drawn_anew_replace_the_old_borders(community):
    run(community, street_with_grids())
    redrawn = list(neighbourhood_with_grids(HOOD, tile_rings(3, 2, seed=2), parent=STREET))
    revision = Territory.objects.get().revision
    assert run(community, collection(*redrawn)) == ImportResult(0, 7, 0)
    assert (
        get_place(community, f"{HOOD}006").boundary["coordinates"][0][0]
        in (redrawn[6]["geometry"]["coordinates"][0])
    )
    assert Territory.objects.get().revision != revision


def test_boundaries_taken_away_are_gone(community):
    geojson = street_with_grids(1, 1)
    run(community, geojson)
    for member in geojson["features"]:
        member["geometry"] = None
    assert run(community, geojson) == ImportResult(0, 2, 1)
    assert Place.objects.filter(boundary__isnull=True).count() == 3


def test_file_with_unsound_features_names_them_all(community):
    geojson = street_with_grids()
    geojson["features"][0]["properties"]["code"] = 110105001
    geojson["features"][3]["geometry"]["coordinates"][0].pop()
    refused = refusal(community, geojson)
    assert [(problem.code, problem.feature) for problem in refused.problems] == [
        ("property_not_text", 1),
        ("ring_open", 4),
    ]


def test_file_with_a_gap_is_refused_whole(community):
    geojson = street_with_grids()
    del geojson["features"][4]
    refused = refusal(community, geojson)
    (problem,) = refused.problems
    assert (problem.code, problem.place) == ("gap", PlaceName(HOOD, f"Place {HOOD}"))
    assert 20_000 < problem.area_m2 < 60_000
    assert {other.code for other in problem.others} >= {f"{HOOD}002", f"{HOOD}006"}
    assert (Place.objects.count(), Territory.objects.count()) == (0, 0)


def test_later_file_is_held_against_what_is_there(community):
    geojson = street_with_grids()
    run(community, geojson)
    grown = copy.deepcopy(geojson["features"][2])
    grown["geometry"] = geojson["features"][1]["geometry"]
    refused = refusal(community, collection(grown))
    assert [problem.code for problem in refused.problems] == ["overlap"] * 5
    assert run(community, geojson) == ImportResult(0, 0, 8)


def test_retired_code_is_refused(community):
    geojson = street_with_grids()
    run(community, geojson)
    retire_place(get_place(community, f"{HOOD}003"), acting_user=None)
    refused = refusal(community, geojson)
    assert [(problem.code, problem.feature) for problem in refused.problems] == [
        ("retired_code", 5)
    ]


def test_grid_may_be_replaced_after_it_was_retired(community):
    geojson = street_with_grids()
    run(community, geojson)
    retire_place(get_place(community, f"{HOOD}003"), acting_user=None)
    successor = copy.deepcopy(geojson["features"][4])
    successor["properties"]["code"] = f"{HOOD}007"
    assert run(community, collection(successor)) == ImportResult(1, 0, 0)


def test_communities_may_use_the_same_codes(community):
    geojson = street_with_grids()
    assert run(community, geojson) == ImportResult(8, 0, 0)
    assert run(make_community("south"), geojson) == ImportResult(8, 0, 0)


def test_user_of_another_community_imports_nothing(community):
    with pytest.raises(ForeignUserError):
        import_places(
            community,
            geojson=street_with_grids(),
            acting_user=User(make_community("south").pk),
        )
    assert Place.objects.count() == 0


def test_number_of_queries_does_not_grow_with_the_places(django_assert_max_num_queries):
    small, large = make_community("small"), make_community("large")
    with django_assert_max_num_queries(12):
        run(small, street_with_grids(1, 1))
    with django_assert_max_num_queries(12):
        run(large, street_with_grids(8, 6))


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_each_place_once(community):
    geojson = street_with_grids()
    results = []

    def work():
        try:
            results.append(run(community, geojson))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results, key=lambda result: result.created) == [
        ImportResult(0, 0, 8),
        ImportResult(8, 0, 0),
    ]
