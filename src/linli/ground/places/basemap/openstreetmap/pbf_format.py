"""The inner form of a PBF file: blocks of nodes, ways and relations.

https://github.com/openstreetmap/OSM-binary/blob/master/osmpbf/osmformat.proto
Lists are decoded whole by numpy, which reads a million nodes in about a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.openstreetmap.blobs import Blob, read_blobs
from linli.ground.places.basemap.openstreetmap.elements import (
    FARTHEST_LATITUDE,
    FARTHEST_LONGITUDE,
    MEMBER_TYPES,
    Box,
    Member,
    Numbers,
    Sink,
)
from linli.ground.places.basemap.openstreetmap.wire import (
    WireError,
    read_fields,
    signed,
    undelta,
    unpack,
    unzigzag,
)

FEATURES = {"OsmSchema-V0.6", "DenseNodes"}
NANODEGREES_PER_STEP = 100
Fields = dict[int, int | memoryview]


def read_pbf(file: BinaryIO, sink: Sink, on_progress: Callable[[int], None]) -> None:
    """Hands every element on; `on_progress` gets the bytes read.  Raises MapFileError."""
    before = 0
    for number, blob in enumerate(read_blobs(file)):
        if (blob.kind == "OSMHeader") != (number == 0):
            raise MapFileError("blob_type", blob.kind[:40], blob.where)
        try:
            if number == 0:
                _read_header(blob, sink)
            elif blob.kind == "OSMData":
                _Block(blob).hand_on(sink)
        except (WireError, LookupError, UnicodeDecodeError) as error:
            raise MapFileError("message", str(error), blob.where) from error
        on_progress(file.tell() - before)
        before = file.tell()


def _read_header(blob: Blob, sink: Sink) -> None:
    for number, value in read_fields(blob.data):
        if number == 1 and isinstance(value, memoryview):
            sides = {
                side: int(unzigzag(np.array([steps], dtype=np.uint64))[0])
                for side, steps in read_fields(value)
                if isinstance(steps, int)
            }
            west, east, north, south = (sides[side] // NANODEGREES_PER_STEP for side in range(1, 5))
            sink.add_bounds(Box(west, south, east, north))
        elif number == 4 and isinstance(value, memoryview):  # noqa: PLR2004 - required_features
            feature = bytes(value).decode()
            if feature not in FEATURES:
                raise MapFileError("required_feature", feature[:60], blob.where)


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a block's whole numbers become steps."""

    granularity: int = 100
    west: int = 0
    south: int = 0


class _Block:
    """One block of elements with its table of texts."""

    def __init__(self, blob: Blob) -> None:
        self._where = blob.where
        self._groups: list[memoryview] = []
        fields: Fields = {}
        for number, value in read_fields(blob.data):
            if number == 2 and isinstance(value, memoryview):  # noqa: PLR2004 - primitivegroup
                self._groups.append(value)
            else:
                fields[number] = value
        texts = read_fields(_message(fields, 1))
        self._texts = [bytes(text).decode() for _, text in texts if isinstance(text, memoryview)]
        self._scale = _Scale(
            _number(fields, 17, 100), signed(_number(fields, 20, 0)), signed(_number(fields, 19, 0))
        )

    def hand_on(self, sink: Sink) -> None:
        for group in self._groups:
            for number, value in read_fields(group):
                if not isinstance(value, memoryview):
                    raise WireError("an element is no message")
                if number == 1:
                    self._add_node(dict(read_fields(value)), sink)
                elif number == 2:  # noqa: PLR2004 - dense
                    self._add_dense(dict(read_fields(value)), sink)
                elif number == 3:  # noqa: PLR2004 - ways
                    self._add_way(dict(read_fields(value)), sink)
                elif number == 4:  # noqa: PLR2004 - relations
                    self._add_relation(dict(read_fields(value)), sink)

    def _add_node(self, fields: Fields, sink: Sink) -> None:
        ids, y, x = (
            unzigzag(np.array([_number(fields, number)], dtype=np.uint64)) for number in (1, 8, 9)
        )
        x, y = self._steps(x, y)
        sink.add_nodes(ids, x, y)
        if tags := self._tags(fields):
            sink.add_point(int(ids[0]), int(x[0]), int(y[0]), tags)

    def _add_dense(self, fields: Fields, sink: Sink) -> None:
        ids, y, x = (undelta(unpack(_message(fields, number))) for number in (1, 8, 9))
        if not len(ids) == len(x) == len(y):
            raise WireError("nodes without coordinates")
        x, y = self._steps(x, y)
        sink.add_nodes(ids, x, y)
        if 10 not in fields:  # noqa: PLR2004 - keys_vals
            return
        words = unpack(_message(fields, 10)).tolist()
        position = word = 0
        while word < len(words):
            tags = {}
            while words[word]:
                tags[self._text(words[word])] = self._text(words[word + 1])
                word += 2
            word += 1
            if tags:
                sink.add_point(int(ids[position]), int(x[position]), int(y[position]), tags)
            position += 1

    def _add_way(self, fields: Fields, sink: Sink) -> None:
        nodes = undelta(unpack(_message(fields, 8)))
        sink.add_way(signed(_number(fields, 1)), nodes, self._tags(fields))

    def _add_relation(self, fields: Fields, sink: Sink) -> None:
        roles = unpack(_message(fields, 8)).tolist()
        refs = undelta(unpack(_message(fields, 9))).tolist()
        kinds = unpack(_message(fields, 10)).tolist()
        if not len(roles) == len(refs) == len(kinds):
            raise WireError("members without roles")
        members = tuple(
            Member(_member_type(kind), ref, self._text(role))
            for kind, ref, role in zip(kinds, refs, roles, strict=True)
        )
        sink.add_relation(signed(_number(fields, 1)), members, self._tags(fields))

    def _tags(self, fields: Fields) -> dict[str, str]:
        keys = unpack(_message(fields, 2)).tolist()
        values = unpack(_message(fields, 3)).tolist()
        if len(keys) != len(values):
            raise WireError("keys without values")
        return {self._text(key): self._text(value) for key, value in zip(keys, values, strict=True)}

    def _text(self, number: int) -> str:
        if not 0 <= number < len(self._texts):
            raise WireError("a text is missing from the block's table")
        return self._texts[number]

    def _steps(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Coordinates in steps, checked.  Raises MapFileError."""
        scale = self._scale
        x = (scale.west + scale.granularity * x) // NANODEGREES_PER_STEP
        y = (scale.south + scale.granularity * y) // NANODEGREES_PER_STEP
        if len(x) and (np.abs(x).max() > FARTHEST_LONGITUDE or np.abs(y).max() > FARTHEST_LATITUDE):
            raise MapFileError("not_a_coordinate", where=self._where)
        return x, y


def _member_type(number: int) -> str:
    if not 0 <= number < len(MEMBER_TYPES):
        raise WireError(f"no member has type {number}")
    return MEMBER_TYPES[number]


def _message(fields: Fields, number: int) -> memoryview:
    value = fields.get(number, memoryview(b""))
    if not isinstance(value, memoryview):
        raise WireError(f"field {number} is no message")
    return value


def _number(fields: Fields, number: int, default: int | None = None) -> int:
    value = fields.get(number, default)
    if not isinstance(value, int):
        raise WireError(f"field {number} is no number")
    return value
