"""Reading a vector tile back, by the specification and by none of the product's code."""

import gzip
import json
import os
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


def read_metadata(archive) -> dict[str, Any]:
    """What an archive says of itself, from the bytes to which its header points."""
    header = archive.header
    packed = os.pread(archive.descriptor, header.metadata_length, header.metadata_offset)
    return json.loads(gzip.decompress(packed))


@dataclass(frozen=True)
class Drawn:
    """A feature: its kind (1 point, 2 line, 3 area), properties, and paths of points."""

    kind: int
    properties: dict[str, Any]
    paths: list[list[tuple[int, int]]]


def read_tile(packed: bytes) -> dict[str, list[Drawn]]:
    """Features by layer; each layer must be of version 2 and 4096 wide."""
    return dict(_layer(data) for number, data in _fields(gzip.decompress(packed)) if number == 3)


def _layer(data: bytes) -> tuple[str, list[Drawn]]:
    fields = list(_fields(data))
    told = {number: value for number, value in fields if number in {1, 5, 15}}
    assert (told[15], told[5]) == (2, 4096)
    keys = [value.decode() for number, value in fields if number == 3]
    values = [_value(value) for number, value in fields if number == 4]
    assert len(set(keys)) == len(keys)
    return told[1].decode(), [
        _feature(value, keys, values) for number, value in fields if number == 2
    ]


def _value(data: bytes) -> Any:
    ((number, value),) = _fields(data)
    return value.decode() if number == 1 else value


def _feature(data: bytes, keys: list[str], values: list[Any]) -> Drawn:
    fields = dict(_fields(data))
    tags = _numbers(fields[2])
    properties = {keys[tags[at]]: values[tags[at + 1]] for at in range(0, len(tags), 2)}
    return Drawn(fields[3], properties, read_paths(_numbers(fields[4])))


def read_paths(commands: list[int]) -> list[list[tuple[int, int]]]:
    """Closed rings repeat their first point."""
    paths: list[list[tuple[int, int]]] = []
    x = y = at = 0
    while at < len(commands):
        name, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if name == 7:
            assert count == 1
            paths[-1].append(paths[-1][0])
            continue
        for _ in range(count):
            x += _signed(commands[at])
            y += _signed(commands[at + 1])
            at += 2
            if name == 1:
                paths.append([])
            paths[-1].append((x, y))
    return paths


def doubled_area(ring: list[tuple[int, int]]) -> int:
    """By the surveyor's formula: positive for outer rings."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _fields(data: bytes):
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        value, at = _varint(data, at)
        if key & 7 == 2:
            value, at = data[at : at + value], at + value
        else:
            assert key & 7 == 0
        yield key >> 3, value


def _numbers(data: bytes) -> list[int]:
    found, at = [], 0
    while at < len(data):
        value, at = _varint(data, at)
        found.append(value)
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
