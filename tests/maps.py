"""A small map of a neighbourhood that does not exist, as OpenStreetMap XML and as PBF.

It covers the first grid of `factories.make_territory`: 31.20–31.21° N, 121.40–121.41° E.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

Tags = Mapping[str, str]


@dataclass(frozen=True)
class Thing:
    """An element: points have a spot, ways points by id, relations members by way and role."""

    kind: str
    ref: int
    tags: Tags = field(default_factory=dict)
    spot: tuple[float, float] | None = None
    nodes: tuple[int, ...] = ()
    members: tuple[tuple[int, str], ...] = ()


def square(first: int, west: float, south: float, side: float) -> list[Thing]:
    """Four points, numbered from `first` on, counter-clockwise from the south-west."""
    corners = [(0, 0), (side, 0), (side, side), (0, side)]
    return [
        Thing("node", first + number, spot=(round(south + up, 7), round(west + right, 7)))
        for number, (right, up) in enumerate(corners)
    ]


def ring(first: int) -> tuple[int, ...]:
    return (first, first + 1, first + 2, first + 3, first)


NEIGHBOURHOOD = (
    Thing("node", 1, spot=(31.2050, 121.4001)),
    Thing("node", 2, spot=(31.2050, 121.4050)),
    Thing("node", 3, spot=(31.2051, 121.4099)),
    Thing("node", 4, {"amenity": "toilets"}, spot=(31.2048, 121.4040)),
    Thing("node", 5, {"amenity": "clinic", "name": "柳岸卫生站"}, spot=(31.2060, 121.4060)),
    Thing("node", 6, {"place": "neighbourhood", "name": "柳岸"}, spot=(31.2070, 121.4050)),
    *square(10, 121.4020, 31.2020, 0.0010),
    *square(20, 121.4060, 31.2015, 0.0020),
    *square(30, 121.4065, 31.2020, 0.0010),
    *square(40, 121.4010, 31.2080, 0.0015),
    Thing("way", 1, {"highway": "residential", "name": "柳岸路"}, nodes=(1, 2, 3)),
    Thing("way", 2, {"building": "apartments", "name": "1号楼"}, nodes=ring(10)),
    Thing("way", 3, nodes=ring(20)),
    Thing("way", 4, nodes=ring(30)),
    Thing("way", 5, {"natural": "water", "name": "柳湖"}, nodes=ring(40)),
    Thing(
        "relation",
        1,
        {"type": "multipolygon", "leisure": "park", "name": "柳岸公园"},
        members=((3, "outer"), (4, "inner")),
    ),
)
BOUNDS = (121.40, 31.20, 121.41, 31.21)


def write_xml(things: Iterable[Thing] = NEIGHBOURHOOD, *, bounds: bool = True) -> bytes:
    """The elements as a file of version 0.6, one a line."""
    west, south, east, north = BOUNDS
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    if bounds:
        lines.append(f'<bounds minlat="{south}" minlon="{west}" maxlat="{north}" maxlon="{east}"/>')
    lines += [_element(thing) for thing in things]
    return "\n".join([*lines, "</osm>", ""]).encode()


def _element(thing: Thing) -> str:
    spot = 'lat="{}" lon="{}" '.format(*thing.spot) if thing.spot else ""
    inner = [f'<nd ref="{ref}"/>' for ref in thing.nodes]
    inner += [f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in thing.members]
    inner += [f"<tag k={quoteattr(key)} v={quoteattr(thing.tags[key])}/>" for key in thing.tags]
    return f'<{thing.kind} id="{thing.ref}" {spot}>{"".join(inner)}</{thing.kind}>'


def write_pbf(
    things: Iterable[Thing] = NEIGHBOURHOOD, *, dense: bool = True, bounds: bool = True
) -> bytes:
    """The elements as a file of one block, its nodes dense or one by one."""
    header = b"".join(bytes_field(4, each) for each in (b"OsmSchema-V0.6", b"DenseNodes"))
    if bounds:
        west, south, east, north = (round(side * 1e9) for side in BOUNDS)
        sides = enumerate((west, east, north, south), 1)
        header = (
            bytes_field(1, b"".join(number_field(at, zigzag(side)) for at, side in sides)) + header
        )
    return write_blob("OSMHeader", header) + write_blob("OSMData", _block(list(things), dense))


def write_blob(kind: str, message: bytes, *, field_number: int = 3) -> bytes:
    """One block with its header, packed by zlib (3) or not at all (1)."""
    packed = zlib.compress(message) if field_number == 3 else message
    blob = number_field(2, len(message)) + bytes_field(field_number, packed)
    header = bytes_field(1, kind.encode()) + number_field(3, len(blob))
    return struct.pack(">I", len(header)) + header + blob


def _block(things: list[Thing], dense: bool) -> bytes:
    texts = [""]

    def number(text: str) -> int:
        if text not in texts:
            texts.append(text)
        return texts.index(text)

    nodes = [thing for thing in things if thing.kind == "node"]
    groups = (
        [_dense(nodes, number)]
        if dense
        else [bytes_field(1, _node(each, number)) for each in nodes]
    )
    groups += [
        bytes_field(3 if thing.kind == "way" else 4, _joined(thing, number))
        for thing in things
        if thing.kind != "node"
    ]
    written = b"".join(bytes_field(2, group) for group in groups)
    return bytes_field(1, b"".join(bytes_field(1, text.encode()) for text in texts)) + written


def _dense(nodes: list[Thing], number) -> bytes:
    spots = [node.spot or (0.0, 0.0) for node in nodes]
    words = []
    for node in nodes:
        words += [number(word) for pair in node.tags.items() for word in pair] + [0]
    message = _deltas(1, [node.ref for node in nodes])
    message += _deltas(8, [round(latitude * 1e7) for latitude, _ in spots])
    message += _deltas(9, [round(longitude * 1e7) for _, longitude in spots])
    return bytes_field(2, message + _list(10, words))


def _node(node: Thing, number) -> bytes:
    latitude, longitude = node.spot or (0.0, 0.0)
    message = number_field(1, zigzag(node.ref)) + _tags(node, number)
    message += number_field(8, zigzag(round(latitude * 1e7)))
    return message + number_field(9, zigzag(round(longitude * 1e7)))


def _joined(thing: Thing, number) -> bytes:
    message = number_field(1, thing.ref) + _tags(thing, number)
    if thing.kind == "way":
        return message + _deltas(8, list(thing.nodes))
    message += _list(8, [number(role) for _, role in thing.members])
    message += _deltas(9, [ref for ref, _ in thing.members])
    return message + _list(10, [1] * len(thing.members))


def _tags(thing: Thing, number) -> bytes:
    keys, values = (
        [number(key) for key in thing.tags],
        [number(each) for each in thing.tags.values()],
    )
    return _list(2, keys) + _list(3, values)


def zigzag(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _deltas(at: int, values: list[int]) -> bytes:
    steps = [value - before for before, value in zip([0, *values], values, strict=False)]
    return _list(at, [zigzag(step) for step in steps])


def _list(at: int, values: list[int]) -> bytes:
    return bytes_field(at, b"".join(map(varint, values)))


def number_field(at: int, value: int) -> bytes:
    return varint(at << 3) + varint(value)


def bytes_field(at: int, data: bytes) -> bytes:
    return varint(at << 3 | 2) + varint(len(data)) + data


def varint(value: int) -> bytes:
    out = b""
    while value >= 128:
        out += bytes([value % 128 + 128])
        value //= 128
    return out + bytes([value])
