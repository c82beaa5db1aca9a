"""The ground of the demonstration street: exact, and the same for the same seed."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from linli.cli.street.ground import Ring, lay_out
from linli.cli.street.maps import draw_map, draw_places
from linli.ground.profiles.loader import read_part

STREET = read_part("cn", "street")


@pytest.fixture(params=[1, 20261126])
def ground(request):
    return lay_out(STREET, seed=request.param)


def twice_the_area(ring: Ring) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])))


def edges(ring: Ring) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return list(pairwise((*ring, ring[0])))


def test_five_neighbourhoods_of_eight_grids_each(ground):
    assert len(ground.neighbourhoods) == 5
    assert [len(each.grids) for each in ground.neighbourhoods] == [8] * 5
    codes = [grid.code for grid in ground.grids]
    assert len(set(codes)) == 40
    assert all(
        grid.code.startswith(each.code) for each in ground.neighbourhoods for grid in each.grids
    )


def test_grids_tile_their_neighbourhood_and_neighbourhoods_the_street_without_gap_or_overlap(
    ground,
):
    for whole, parts in [
        (ground.ring, [each.ring for each in ground.neighbourhoods]),
        *((each.ring, [grid.ring for grid in each.grids]) for each in ground.neighbourhoods),
    ]:
        assert twice_the_area(whole) == sum(twice_the_area(part) for part in parts)
        assert all(twice_the_area(part) > 0 for part in parts)
        drawn = [edge for part in parts for edge in edges(part)]
        assert len(set(drawn)) == len(drawn)
        outside = {(a, b) for a, b in drawn if (b, a) not in set(drawn)}
        assert outside == set(edges(whole))


def test_houses_lie_inside_their_grid_and_have_their_own_names(ground):
    names = [building.name for grid in ground.grids for building in grid.buildings]
    assert len(set(names)) == len(names) == 240
    for grid in ground.grids:
        west, south = (min(point[axis] for point in grid.ring) for axis in (0, 1))
        east, north = (max(point[axis] for point in grid.ring) for axis in (0, 1))
        for building in grid.buildings:
            assert all(west < x < east and south < y < north for x, y in building.ring)


def test_same_seed_gives_the_same_ground_and_another_another():
    assert lay_out(STREET, seed=7) == lay_out(STREET, seed=7)
    assert lay_out(STREET, seed=7) != lay_out(STREET, seed=8)


def test_map_names_every_road_and_closes_every_house(ground):
    root = ET.fromstring(draw_map(ground))
    ways = root.findall("way")
    tags = [{tag.get("k"): tag.get("v") for tag in way.findall("tag")} for way in ways]
    assert {each["name"] for each in tags if "highway" in each} == {
        *STREET["roads"]["east_west"],
        *STREET["roads"]["north_south"],
    }
    for way, named in zip(ways, tags, strict=True):
        refs = [nd.get("ref") for nd in way.findall("nd")]
        assert ("highway" in named) or refs[0] == refs[-1]


def test_places_are_drawn_with_their_parents(ground):
    features = draw_places(ground, name="望江街道")["features"]
    parents = {each["properties"]["code"]: each["properties"]["parent"] for each in features}
    assert len(parents) == 46
    assert all(parent is None or parent in parents for parent in parents.values())
