import pytest
from django.db import transaction

from linli.ground.places.errors import PositionError
from linli.ground.places.models import Place
from linli.ground.places.selectors import grids
from linli.ground.places.selectors.grids import find_grid, get_grid_index
from linli.ground.places.selectors.tree import get_place
from linli.ground.places.services import import_places, rename_place, retire_place
from tests.ground.places.factories import make_community
from tests.ground.places.tilings import (
    ORIGIN,
    SIDE,
    collection,
    feature,
    neighbourhood_with_grids,
    tile_rings,
)

pytestmark = pytest.mark.django_db

STREET, HOOD = "110105001", "110105001001"
AWAY = {"origin": (ORIGIN[0] + 10 * SIDE, ORIGIN[1])}


@pytest.fixture(autouse=True)
def _nothing_held():
    grids._held.clear()


def middle(column, row):
    """Latitude and longitude of the middle of a tile."""
    x, y = ORIGIN
    return (y + row * SIDE + SIDE // 2) / 1e7, (x + column * SIDE + SIDE // 2) / 1e7


def found_code(community, spot):
    grid = find_grid(community, *spot)
    return grid.code if grid else None


def test_grid_is_found_at_a_point(community):
    spots = [middle(0, 0), middle(1, 0), middle(0, 1), middle(1, 1), middle(5, 5)]
    assert [found_code(community, spot) for spot in spots] == [
        f"{HOOD}001",
        f"{HOOD}002",
        f"{HOOD}003",
        f"{HOOD}004",
        None,
    ]


def test_grid_found_again_takes_one_query(community, django_assert_num_queries):
    find_grid(community, *middle(0, 0))
    with django_assert_num_queries(1):
        grid = find_grid(community, *middle(1, 1))
        assert grid is not None
        assert grid.community == community
    with django_assert_num_queries(1):
        assert find_grid(community, *middle(5, 5)) is None
    with django_assert_num_queries(1):
        get_grid_index(community)


def test_found_grid_is_the_same_row_as_read(community):
    find_grid(community, *middle(1, 1))
    grid = find_grid(community, *middle(1, 1))
    read = get_place(community, f"{HOOD}004")
    names = [field.attname for field in Place._meta.concrete_fields]
    assert [getattr(grid, name) for name in names] == [getattr(read, name) for name in names]
    assert not grid._state.adding


def test_renamed_grid_is_found_under_its_new_name(community):
    find_grid(community, *middle(0, 0))
    rename_place(get_place(community, f"{HOOD}001"), name="Renamed", acting_user=None)
    assert str(find_grid(community, *middle(0, 0))) == "Renamed"


def test_change_of_the_territory_shows_at_once(community):
    spot = middle(12, 0)
    assert found_code(community, spot) is None
    more = "110105001002"
    tiling = neighbourhood_with_grids(more, tile_rings(4, 2, **AWAY), parent=STREET)
    import_places(community, geojson=collection(*tiling), acting_user=None)
    assert found_code(community, spot) == f"{more}003"
    retire_place(get_place(community, f"{more}003"), acting_user=None)
    assert found_code(community, spot) is None


def test_change_that_is_rolled_back_leaves_no_trace(community):
    spot = middle(12, 0)
    tiling = neighbourhood_with_grids("110105001002", tile_rings(4, 2, **AWAY), parent=STREET)
    with transaction.atomic():
        import_places(community, geojson=collection(*tiling), acting_user=None)
        assert found_code(community, spot) == "110105001002003"
        transaction.set_rollback(True)
    assert found_code(community, spot) is None


def test_communities_do_not_see_each_others_grids(community):
    other = make_community("south")
    assert found_code(other, middle(0, 0)) is None
    assert found_code(community, middle(0, 0)) == f"{HOOD}001"


def test_territory_written_past_the_services_is_never_held():
    community = make_community("south")
    boundary = next(iter(neighbourhood_with_grids(HOOD, tile_rings(1, 1))))["geometry"]
    assert found_code(community, middle(0, 0)) is None
    Place.objects.create(
        community=community, code=f"{HOOD}001", kind="grid", name="Grid", boundary=boundary
    )
    assert found_code(community, middle(0, 0)) == f"{HOOD}001"


def test_held_indexes_are_bounded(community, monkeypatch):
    monkeypatch.setattr(grids, "MAX_HELD", 2)
    others = [make_community(slug) for slug in ("east", "south", "west")]
    for other in others:
        import_places(other, geojson=collection(feature(STREET, "street")), acting_user=None)
        find_grid(other, *middle(0, 0))
    assert list(grids._held) == [others[1].pk, others[2].pk]


@pytest.mark.parametrize("spot", [(116.39, 39.9), (39.9, 181.0), (float("nan"), 0.0)])
def test_coordinates_that_lie_nowhere_are_refused(community, spot):
    with pytest.raises(PositionError):
        find_grid(community, *spot)
