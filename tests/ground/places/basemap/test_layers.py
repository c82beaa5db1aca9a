"""What of a map is drawn, and by which name."""

import pytest

from linli.ground.places.basemap.layers import (
    Look,
    is_drawn,
    look_of_area,
    look_of_line,
    look_of_name,
    name_of,
)


@pytest.mark.parametrize(
    ("tags", "look"),
    [
        ({"highway": "primary"}, Look("streets", "main", 10)),
        ({"highway": "steps"}, Look("streets", "walk", 15)),
        ({"railway": "rail"}, Look("streets", "rail", 12)),
        ({"waterway": "stream"}, Look("water", "stream", 13)),
        ({"highway": "pedestrian", "area": "yes"}, None),
        ({"highway": "proposed"}, None),
        ({}, None),
    ],
)
def test_lines(tags, look):
    assert look_of_line(tags) == look


@pytest.mark.parametrize(
    ("tags", "look"),
    [
        ({"natural": "water"}, Look("water", "area", 10)),
        ({"building": "yes"}, Look("buildings", "building", 14)),
        ({"building": "no"}, None),
        ({"leisure": "park"}, Look("green", "area", 11)),
        ({"highway": "pedestrian", "area": "yes"}, Look("streets", "square", 14)),
        ({"amenity": "parking"}, None),
    ],
)
def test_areas(tags, look):
    assert look_of_area(tags) == look


@pytest.mark.parametrize(
    ("tags", "is_area", "look"),
    [
        ({"place": "suburb"}, False, Look("labels", "place", 12, rank=12)),
        ({"railway": "station"}, False, Look("labels", "station", 13, rank=13)),
        ({"amenity": "toilets"}, False, Look("labels", "toilets", 15, rank=20)),
        ({"amenity": "toilets", "access": "private"}, False, None),
        ({"amenity": "university"}, True, Look("labels", "ground", 14, rank=15)),
        ({"amenity": "university"}, False, None),
        ({"building": "yes"}, True, Look("labels", "building", 16, rank=30)),
        ({"building": "yes"}, False, None),
    ],
)
def test_names(tags, is_area, look):
    assert look_of_name(tags, is_area=is_area) == look


def test_name_is_in_the_language_of_the_community():
    tags = {"name": "Willow Road", "name:zh": "柳路", "name:zh-Hans": "  "}
    assert name_of(tags, language="zh-hans") == "柳路"
    assert name_of(tags, language="en") == "Willow Road"
    assert name_of({}, language="zh-hans") == ""


def test_what_cannot_be_shown_is_left_out_of_a_name():
    assert name_of({"name": "东\x07门\n 北"}, language="zh-hans") == "东门 北"
    assert name_of({"name": "长" * 200}, language="zh-hans") == "长" * 120


def test_what_is_drawn_in_any_way_is_kept():
    drawn = [{"highway": "path"}, {"building": "yes"}, {"amenity": "school"}]
    assert [is_drawn(tags) for tags in [*drawn, {"barrier": "fence"}, {}]] == [True] * 3 + [
        False
    ] * 2
