"""Taking a map over: all or nothing, and once."""

import uuid
from dataclasses import dataclass

import pytest
from django.utils import translation

from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.errors import ForeignUserError
from linli.ground.places.models import Facility
from linli.ground.places.selectors import find_basemap, get_basemap_path, list_facilities
from linli.ground.places.selectors.facilities import FacilityGroup
from linli.ground.places.services import import_basemap
from linli.ground.places.services.facilities import FacilityChanges
from tests.factories import make_community, make_territory
from tests.maps import NEIGHBOURHOOD, Thing, write_pbf, write_xml

pytestmark = pytest.mark.django_db


@dataclass
class User:
    community_id: uuid.UUID
    is_active: bool = True


@pytest.fixture
def community(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path / "data"
    return make_community(language="zh-hans")


@pytest.fixture
def take(community, tmp_path):
    def take(data: bytes, acting_user=None):
        path = tmp_path / "file"
        path.write_bytes(data)
        return import_basemap(community, path, acting_user=acting_user)

    return take


def listed(community):
    return list(Facility.objects.filter(community=community).values_list("key", "name"))


def test_map_and_facilities_are_there_after_an_import(community, take):
    assert find_basemap(community) is None
    done = take(write_xml())
    assert done.facilities == FacilityChanges(created=3, changed=0, removed=0, unchanged=0)
    assert (done.incomplete, done.meets_territory) == (0, True)
    path = get_basemap_path(community)
    assert (done.size, path.name) == (path.stat().st_size, "willow.pmtiles")
    assert find_basemap(community).header.addressed == done.tiles
    assert sorted(listed(community)) == [
        ("node/4", ""),
        ("node/5", "柳岸卫生站"),
        ("relation/1", "柳岸公园"),
    ]


def test_same_map_again_changes_nothing(community, take):
    take(write_xml())
    before = get_basemap_path(community).read_bytes()
    assert take(write_pbf()).facilities == FacilityChanges(0, 0, 0, unchanged=3)
    assert get_basemap_path(community).read_bytes() == before


def test_newer_map_takes_the_place_of_the_older(community, take):
    take(write_xml())
    version = find_basemap(community).version
    newer = [thing for thing in NEIGHBOURHOOD if thing.ref != 4 or thing.kind != "node"]
    clinic = Thing("node", 5, {"amenity": "clinic", "name": "新卫生站"}, spot=(31.206, 121.406))
    school = Thing("node", 9, {"amenity": "school", "name": "小学"}, spot=(31.2061, 121.406))
    newer = [clinic if thing.ref == 5 and thing.kind == "node" else thing for thing in newer]
    done = take(write_xml([*newer, school]))
    assert done.facilities == FacilityChanges(created=1, changed=1, removed=1, unchanged=1)
    assert sorted(listed(community)) == [
        ("node/5", "新卫生站"),
        ("node/9", "小学"),
        ("relation/1", "柳岸公园"),
    ]
    assert find_basemap(community).version != version


@pytest.mark.parametrize("data", [b"", write_xml()[:-30], write_pbf()[:-3], write_xml([])])
def test_bad_file_leaves_the_old_map_and_nothing_half_written(community, take, data):
    take(write_xml())
    before, found = get_basemap_path(community).read_bytes(), listed(community)
    with pytest.raises(MapFileError):
        take(data)
    assert get_basemap_path(community).read_bytes() == before
    assert listed(community) == found
    assert [path.name for path in get_basemap_path(community).parent.iterdir()] == [
        "willow.pmtiles"
    ]


def test_other_communities_keep_theirs(community, take):
    other = make_community("oak", host="oak")
    Facility.objects.create(community=other, key="node/4", kind="toilets", latitude=1, longitude=1)
    take(write_xml())
    assert listed(other) == [("node/4", "")]
    assert find_basemap(other) is None


def test_stranger_may_not_change_the_map(community, take):
    other = make_community("oak", host="oak")
    with pytest.raises(ForeignUserError):
        take(write_xml(), acting_user=User(other.pk))
    assert find_basemap(community) is None
    assert take(write_xml(), acting_user=User(community.pk)).tiles > 0


def test_territory_cuts_the_map(community, take):
    make_territory(community)
    wide = write_xml([*NEIGHBOURHOOD, Thing("node", 99, spot=(32.0, 122.0))], bounds=False)
    done = take(wide)
    box = find_basemap(community).header.box
    assert done.meets_territory
    # The territory and about two kilometres around it, as far as the file goes.
    assert box == (121.4001, 31.2015, 121.44, 31.23)


def test_facilities_of_a_place_are_those_within_its_boundary(community, take):
    places = make_territory(community)
    outside = Thing("node", 50, {"amenity": "library", "name": "远"}, spot=(31.205, 121.415))
    take(write_xml([*NEIGHBOURHOOD, outside], bounds=False))
    with translation.override("en"):
        found = list_facilities(places.grid)
    assert found == [
        FacilityGroup("clinic", "Clinics", ("柳岸卫生站",), 0),
        FacilityGroup("toilets", "Public toilets", (), 1),
        FacilityGroup("park", "Parks", ("柳岸公园",), 0),
    ]
    assert [group.names for group in list_facilities(places.other_grid)] == [("远",)]
    assert list_facilities(places.top) == []
