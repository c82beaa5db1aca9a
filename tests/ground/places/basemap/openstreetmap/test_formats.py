"""Both forms of a map file say the same, and a bad one is refused with its place and reason."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import translation

from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.openstreetmap.elements import Box
from linli.ground.places.basemap.openstreetmap.file import read_map_file
from tests.maps import Thing, bytes_field, number_field, write_blob, write_pbf, write_xml


@dataclass
class Seen:
    """Everything that a reader hands on."""

    bounds: list = field(default_factory=list)
    nodes: list = field(default_factory=list)
    points: list = field(default_factory=list)
    ways: list = field(default_factory=list)
    relations: list = field(default_factory=list)

    def add_bounds(self, box):
        self.bounds.append(box)

    def add_nodes(self, ids, x, y):
        self.nodes += [
            (int(ref), int(east), int(north)) for ref, east, north in zip(ids, x, y, strict=True)
        ]

    def add_point(self, ref, x, y, tags):
        self.points.append((ref, x, y, dict(tags)))

    def add_way(self, ref, nodes, tags):
        self.ways.append((ref, nodes.tolist(), dict(tags)))

    def add_relation(self, ref, members, tags):
        listed = [(member.kind, member.ref, member.role) for member in members]
        self.relations.append((ref, listed, dict(tags)))


THINGS = (
    Thing("node", 7, spot=(-33.8567844, 151.2152967)),
    Thing("node", -9, {"amenity": "toilets", "name": "东门 & 西门"}, spot=(31.2, 121.4)),
    Thing("way", 3, {"highway": "steps"}, nodes=(7, -9)),
    Thing("way", 4, nodes=()),
    Thing("relation", 5, {"type": "multipolygon"}, members=((3, "outer"), (4, ""))),
)
EXPECTED = Seen(
    bounds=[Box(1214000000, 312000000, 1214100000, 312100000)],
    nodes=[(7, 1512152967, -338567844), (-9, 1214000000, 312000000)],
    points=[(-9, 1214000000, 312000000, {"amenity": "toilets", "name": "东门 & 西门"})],
    ways=[(3, [7, -9], {"highway": "steps"}), (4, [], {})],
    relations=[(5, [("way", 3, "outer"), ("way", 4, "")], {"type": "multipolygon"})],
)


def read(folder: Path, data: bytes) -> Seen:
    path, seen = folder / "map", Seen()
    path.write_bytes(data)
    done = []
    read_map_file(path, seen, done.append)
    assert sum(done) == len(data)
    return seen


def refusal(folder: Path, data: bytes) -> tuple[str, str, str]:
    with pytest.raises(MapFileError) as caught:
        read(folder, data)
    error = caught.value
    with translation.override("en"):
        return error.code, error.detail, str(error.where)


@pytest.mark.parametrize(
    "data",
    [write_xml(THINGS), write_pbf(THINGS), write_pbf(THINGS, dense=False)],
    ids=["xml", "dense nodes", "single nodes"],
)
def test_every_form_hands_on_the_same_elements(tmp_path, data):
    assert read(tmp_path, data) == EXPECTED


def test_unpacked_blocks_are_read(tmp_path):
    blocks = write_blob("OSMHeader", bytes_field(4, b"DenseNodes"), field_number=1)
    assert read(tmp_path, blocks) == Seen()


def test_blocks_of_other_kinds_are_passed_over(tmp_path):
    data = write_pbf(THINGS) + write_blob("Index", b"\xff\xff")
    assert read(tmp_path, data) == EXPECTED


def test_deleted_and_foreign_elements_are_passed_over(tmp_path):
    lines = (
        '<osm version="0.6"><note>x</note><meta osm_base="now"/>'
        '<node id="1" visible="false"/><node id="2" action="delete" lat="1" lon="2"/>'
        '<node id="3" lat="1" lon="2"><extra k="v"/></node>'
        '<changeset id="9"><tag k="comment" v="x"/></changeset></osm>'
    )
    assert read(tmp_path, lines.encode()) == Seen(nodes=[(3, 20_000_000, 10_000_000)])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<node id='1' lat='1'/>", ("attribute_missing", "lon", "line 3")),
        ("<node lat='1' lon='2'/>", ("attribute_missing", "id", "line 3")),
        ("<node id='x' lat='1' lon='2'/>", ("not_a_whole_number", "id=x", "line 3")),
        ("<node id='²' lat='1' lon='2'/>", ("not_a_whole_number", "id=²", "line 3")),
        (
            f"<node id='{'9' * 19}' lat='1' lon='2'/>",
            ("not_a_whole_number", f"id={'9' * 19}", "line 3"),
        ),
        ("<node id='1' lat='91' lon='2'/>", ("not_a_coordinate", "lat=91", "line 3")),
        ("<node id='1' lat='nan' lon='2'/>", ("not_a_coordinate", "lat=nan", "line 3")),
        ("<node id='1' lat='1' lon='inf'/>", ("not_a_coordinate", "lon=inf", "line 3")),
        ("<way id='1'>\n<nd/></way>", ("attribute_missing", "ref", "line 4")),
        ("<way id='1'><tag k='x'/></way>", ("attribute_missing", "v", "line 3")),
        (
            "<relation id='1'><member type='area' ref='1' role=''/></relation>",
            ("unknown_member", "area", "line 3"),
        ),
        ("<way id='1'></node>", ("xml_syntax", "mismatched tag", "line 3")),
        ("<node id='1' lat='1' lon='2'/>&e;", ("xml_syntax", "undefined entity", "line 3")),
    ],
)
def test_bad_line_is_refused_with_its_number(tmp_path, body, expected):
    text = f'<?xml version="1.0"?>\n<osm version="0.6">\n{body}\n</osm>'
    assert refusal(tmp_path, text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<gpx/>", ("not_osm", "gpx", "line 1")),
        ("<osm/>", ("osm_version", "", "line 1")),
        ('<osm version="0.5"/>', ("osm_version", "0.5", "line 1")),
        ('<osm version="0.6">', ("cut_off", "no element found", "line 1")),
        (
            '<!DOCTYPE osm [<!ENTITY a "aaaa">]>\n<osm version="0.6"/>',
            ("document_type", "", "line 1"),
        ),
        ("", ("empty", "", "")),
        ("PK\x03\x04", ("not_a_map_file", "", "")),
    ],
)
def test_what_is_no_map_is_refused(tmp_path, text, expected):
    assert refusal(tmp_path, text.encode()) == expected


HEADER = write_blob("OSMHeader", bytes_field(4, b"OsmSchema-V0.6"))
AFTER = f"byte {len(HEADER)}"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEADER[:-1], ("cut_off", "", "byte 0")),
        (HEADER + b"\0\0", ("cut_off", "", AFTER)),
        (HEADER + b"\xff\xff\xff\xff", ("blob_size", str(2**32 - 1), AFTER)),
        (
            HEADER + b"\0\0\0\x0f" + bytes_field(1, b"OSMData") + number_field(3, 2**32),
            ("blob_size", str(2**32), AFTER),
        ),
        (write_pbf(THINGS)[: len(HEADER)], ("cut_off", "", "byte 0")),
        (HEADER + HEADER, ("blob_type", "OSMHeader", AFTER)),
        (
            write_blob("OSMHeader", bytes_field(4, b"HistoricalInformation")),
            ("required_feature", "HistoricalInformation", "byte 0"),
        ),
        (HEADER + write_blob("OSMData", b"x", field_number=7), ("compression", "zstd", AFTER)),
        (
            HEADER + write_blob("OSMData", b"", field_number=9),
            ("message", "a block is empty", AFTER),
        ),
        (
            HEADER
            + write_blob(
                "OSMData",
                bytes_field(2, bytes_field(3, bytes_field(2, b"\x05") + bytes_field(3, b"\x05"))),
            ),
            ("message", "field 1 is no number", AFTER),
        ),
        (
            HEADER
            + write_blob(
                "OSMData",
                bytes_field(
                    2,
                    bytes_field(
                        3,
                        number_field(1, 1) + bytes_field(2, b"\x05") * 1 + bytes_field(3, b"\x05"),
                    ),
                ),
            ),
            ("message", "a text is missing from the block's table", AFTER),
        ),
        (
            HEADER + write_blob("OSMData", bytes_field(2, bytes_field(2, bytes_field(1, b"\x80")))),
            ("message", "a list is cut off", AFTER),
        ),
        (
            HEADER + write_blob("OSMData", bytes_field(2, bytes_field(2, bytes_field(1, b"\x02")))),
            ("message", "nodes without coordinates", AFTER),
        ),
    ],
)
def test_bad_block_is_refused_with_its_byte(tmp_path, data, expected):
    assert refusal(tmp_path, data) == expected


def test_block_that_unpacks_to_more_than_the_limit_is_refused(tmp_path):
    bomb = write_blob("OSMData", bytes(33 * 1024 * 1024))
    code, _, where = refusal(tmp_path, HEADER + bomb)
    assert (code, where) == ("blob_size", AFTER)


def test_point_outside_of_the_world_is_refused(tmp_path):
    data = write_pbf([Thing("node", 1, spot=(91.0, 0.0))])
    assert refusal(tmp_path, data)[0] == "not_a_coordinate"


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_file_cut_anywhere_is_refused(tmp_path, cut):
    data = write_pbf(THINGS)
    if cut not in {0, len(data)}:
        assert refusal(tmp_path, data[: min(cut, len(data) - 1)])[0] in {
            "cut_off",
            "not_a_map_file",
        }


def test_message_says_place_and_reason_in_the_language_in_use(tmp_path):
    with pytest.raises(MapFileError) as caught:
        read(tmp_path, HEADER[:-1])
    said = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said[language] = str(caught.value)
    assert said == {
        "en": "byte 0: It ends in the middle.",
        "zh-hans": "第 0 字节: 文件不完整，中途断了。",
    }
