"""Outlines are current, and hold a point that lies inside."""

import pytest
import shapely

from linli.ground.places.basemap.openstreetmap.elements import Box
from linli.ground.places.models import Place
from linli.ground.places.selectors import find_extent, get_outlines
from linli.ground.places.services import import_places, retire_place
from tests.factories import make_community, make_territory
from tests.ground.places.tilings import (
    collection,
    neighbourhood_with_grids,
    tile_rings,
)

pytestmark = pytest.mark.django_db
HOOD = "110105001001"


@pytest.fixture
def community():
    return make_community()


def take(community, columns=2):
    tiling = neighbourhood_with_grids(HOOD, tile_rings(columns, 1))
    import_places(community, geojson=collection(*tiling), acting_user=None)


def test_every_place_with_a_boundary_has_a_point_inside(community):
    make_territory(community)
    outlines = get_outlines(community).by_code
    assert list(outlines) == ["310101001001001", "310101001001002"]
    for outline in outlines.values():
        point = shapely.Point(outline.longitude / 1e6, outline.latitude / 1e6)
        assert shapely.from_geojson(str(outline.boundary).replace("'", '"')).contains(point)
    assert outlines["310101001001001"].box == Box(1214000000, 312000000, 1214100000, 312100000)


def test_homes_have_no_outline(community):
    places = make_territory(community)
    Place.objects.create(
        community=community,
        code=f"{places.grid.code}00001",
        kind="building",
        name="1",
        parent=places.grid,
        boundary=places.grid.boundary,
    )
    assert f"{places.grid.code}00001" not in get_outlines(community).by_code


def test_answers_from_memory_until_the_territory_changes(community, django_assert_num_queries):
    take(community)
    assert len(get_outlines(community).by_code) == 3
    with django_assert_num_queries(1):
        assert len(get_outlines(community).by_code) == 3
    grid = Place.objects.get(community=community, code=f"{HOOD}001")
    retire_place(grid, acting_user=None)
    assert get_outlines(community).by_code[grid.code].is_retired


def test_extent_is_around_all_places_in_use(community):
    assert find_extent(community) is None
    make_territory(community)
    assert find_extent(community) == Box(1214000000, 312000000, 1214200000, 312100000)
