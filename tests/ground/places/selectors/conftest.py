import pytest

from linli.ground.places.services import import_places
from tests.ground.places.factories import make_community
from tests.ground.places.tilings import (
    collection,
    feature,
    neighbourhood_with_grids,
    tile_rings,
)

STREET, HOOD = "110105001", "110105001001"
BUILDING = f"{HOOD}00100001"


@pytest.fixture
def community(db):
    """A street with one neighbourhood of two by two grids and one building."""
    community = make_community()
    tiling = neighbourhood_with_grids(HOOD, tile_rings(2, 2), parent=STREET)
    building = feature(BUILDING, "building", parent=f"{HOOD}001")
    geojson = collection(feature(STREET, "street"), *tiling, building)
    import_places(community, geojson=geojson, acting_user=None)
    return community
