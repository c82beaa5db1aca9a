import json

import pytest

from linli.ground.places.boundaries import collection
from linli.ground.places.boundaries.collection import Feature, Reading, read_collection
from linli.ground.places.boundaries.lattice import normalise_boundary
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.codes import read_system
from linli.ground.profiles.loader import read_part

CN = read_system(read_part("cn", "places"))
RING = [[116.0, 39.0], [116.1, 39.0], [116.1, 39.1], [116.0, 39.0]]
SHAPE = {"type": "Polygon", "coordinates": [RING]}
BOUNDARY = normalise_boundary(
    [([(round(x * 10_000_000), round(y * 10_000_000)) for x, y in RING],)]
)


def feature(geometry=None, **properties):
    stated = {"code": "110105001", "name": "Street", "kind": "street", "parent": None}
    return {"type": "Feature", "properties": {**stated, **properties}, "geometry": geometry}


def document(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def read_problem(source):
    reading = read_collection(source, CN)
    assert reading.features == ()
    (problem,) = reading.problems
    return problem


GRID = {"code": "110105001001001", "kind": "grid", "parent": "110105001001"}


@pytest.mark.parametrize("write", [dict, json.dumps, lambda value: json.dumps(value).encode()])
def test_collection_becomes_features(write):
    source = write(document(feature(SHAPE, fid=7), feature(None, **GRID, name=" Grid 1 ")))
    assert read_collection(source, CN) == Reading(
        features=(
            Feature(1, "110105001", "street", "Street", None, BOUNDARY),
            Feature(2, "110105001001001", "grid", "Grid 1", "110105001001", None),
        ),
        problems=(),
    )


def test_byte_order_mark_is_no_matter():
    assert read_collection(b"\xef\xbb\xbf" + json.dumps(document()).encode(), CN) == Reading((), ())


@pytest.mark.parametrize(
    ("source", "code", "detail"),
    [
        ('{"type":\n  oops}', "json_syntax", "2:3 Expecting value"),
        ('{"type": NaN}', "json_syntax", "NaN"),
        ('{"type": -Infinity}', "json_syntax", "-Infinity"),
        ('{"type": 1, "type": 2}', "json_syntax", "type"),
        (b'{"type": "\xff"}', "not_utf8", "10"),
        ("[]", "not_a_feature_collection", ""),
        ('{"type": "Feature"}', "not_a_feature_collection", ""),
        ('{"type": "FeatureCollection", "features": {}}', "not_a_feature_collection", ""),
        (document(crs={"properties": {"name": "EPSG:4479"}}), "not_wgs84", "EPSG:4479"),
        (document(crs="WGS 84"), "not_wgs84", "None"),
    ],
)
def test_file_that_is_no_collection_is_refused(source, code, detail):
    assert read_problem(source) == Problem(code, detail=detail)


@pytest.mark.parametrize("source", ["[" * 200_000, "[" + "9" * 5_000 + "]"])
def test_file_made_to_exhaust_the_reader_is_refused(source):
    assert read_problem(source).code == "json_syntax"


def test_file_that_names_wgs84_is_read():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read_collection(document(feature(), crs=crs), CN).features) == 1


def test_file_over_its_bounds_is_refused(monkeypatch):
    monkeypatch.setattr(collection, "MAX_BYTES", 10)
    assert read_problem(b" " * 11) == Problem("file_too_large", detail="10")
    monkeypatch.setattr(collection, "MAX_FEATURES", 1)
    assert read_problem(document({}, {})) == Problem("too_many_features", detail="1")


STREET = PlaceName("110105001", "Street")


@pytest.mark.parametrize(
    ("member", "problem"),
    [
        ("text", Problem("not_a_feature", 1)),
        ({"type": "feature"}, Problem("not_a_feature", 1)),
        ({"type": "Feature"}, Problem("property_missing", 1, detail="code")),
        (
            feature(code=110105001),
            Problem("property_not_text", 1, detail="code"),
        ),
        (feature(kind="\ud800"), Problem("property_not_text", 1, STREET, detail="kind")),
        (
            feature(code="\ud800"),
            Problem("property_not_text", 1, PlaceName("?", "Street"), detail="code"),
        ),
        (feature({"type": "\ud800"}), Problem("geometry_type", 1, STREET, detail="?")),
        (feature(kind=None), Problem("property_missing", 1, STREET, detail="kind")),
        (
            feature(name="  "),
            Problem("property_blank", 1, PlaceName("110105001", "  "), detail="name"),
        ),
        (
            feature(name="a\x00b"),
            Problem("name_characters", 1, PlaceName("110105001", "a\x00b"), detail=r"'a\x00b'"),
        ),
        (
            feature(name="x" * 121),
            Problem("name_too_long", 1, PlaceName("110105001", "x" * 120), detail="120"),
        ),
        (feature(parent=5), Problem("property_not_text", 1, STREET, detail="parent")),
        (feature(kind="castle"), Problem("unknown_kind", 1, STREET, detail="castle")),
        (feature(kind="grid"), Problem("code_length", 1, STREET, detail="110105001")),
        (
            feature({"type": "Point"}),
            Problem("geometry_type", 1, STREET, detail="Point"),
        ),
        (
            {key: value for key, value in feature().items() if key != "geometry"},
            Problem("geometry_missing", 1, STREET),
        ),
    ],
)
def test_feature_that_is_unsound_is_named(member, problem):
    assert read_problem(document(member)) == problem


def test_all_unsound_features_are_named_at_once():
    reading = read_collection(document("text", feature(), feature(name="")), CN)
    assert [problem.feature for problem in reading.problems] == [1, 3]
    assert [sound.number for sound in reading.features] == [2]
