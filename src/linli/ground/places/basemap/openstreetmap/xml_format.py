"""OpenStreetMap XML 0.6, read as a stream: https://wiki.openstreetmap.org/wiki/OSM_XML

What is marked as deleted is left out, elements that are none of the map's are passed over, and
whatever is half right is refused with its line.  A document type is refused before it can name an
entity, so that no file grows while it is read.
"""

from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

import numpy as np

from linli.ground.places.basemap.errors import MapFileError, Whereabouts
from linli.ground.places.basemap.openstreetmap.elements import (
    FARTHEST_LATITUDE,
    FARTHEST_LONGITUDE,
    MEMBER_TYPES,
    STEPS_PER_DEGREE,
    Box,
    Member,
    Sink,
)

CHUNK = 1 << 18
VERSION = "0.6"
TOP, INSIDE = 2, 3
Attributes = dict[str, str]


def read_xml(file: BinaryIO, sink: Sink, on_progress: Callable[[int], None]) -> None:
    """Hands every element on; `on_progress` gets the bytes read.  Raises MapFileError."""
    reader = _Reader(sink)
    while chunk := file.read(CHUNK):
        reader.feed(chunk)
        on_progress(len(chunk))
    reader.feed(b"", final=True)


class _Reader:
    """One file on its way; `_open` is the element of which attributes and children are known."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._depth = 0
        self._open = ""
        self._attributes: Attributes = {}
        self._tags: dict[str, str] = {}
        self._refs: list[int] = []
        self._members: list[Member] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse_document_type

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            where = Whereabouts(line=error.lineno)
            code = "cut_off" if final else "xml_syntax"
            raise MapFileError(code, str(reason), where) from error

    def _refusal(self, code: str, detail: str = "") -> MapFileError:
        return MapFileError(code, detail, Whereabouts(line=self._parser.CurrentLineNumber))

    def _refuse_document_type(self, *_declared: object) -> None:
        raise self._refusal("document_type")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 1:
            self._check_root(name, attributes)
        elif self._depth == TOP:
            self._open, self._attributes = name, attributes
            self._tags, self._refs, self._members = {}, [], []
        elif self._depth == INSIDE and self._open in {"node", "way", "relation"}:
            self._add_child(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth != 1:
            return
        if name == "bounds":
            self._sink.add_bounds(self._box())
        elif name in MEMBER_TYPES and not self._is_deleted():
            self._finish(name)

    def _check_root(self, name: str, attributes: Attributes) -> None:
        if name != "osm":
            raise self._refusal("not_osm", name)
        if attributes.get("version") != VERSION:
            raise self._refusal("osm_version", attributes.get("version", ""))

    def _is_deleted(self) -> bool:
        """By the server's mark or an editor's."""
        return (
            self._attributes.get("visible") == "false" or self._attributes.get("action") == "delete"
        )

    def _add_child(self, name: str, attributes: Attributes) -> None:
        if name == "tag":
            self._tags[self._text(attributes, "k")] = self._text(attributes, "v")
        elif name == "nd" and self._open == "way":
            self._refs.append(self._whole(attributes, "ref"))
        elif name == "member" and self._open == "relation":
            kind = self._text(attributes, "type")
            if kind not in MEMBER_TYPES:
                raise self._refusal("unknown_member", kind)
            ref = self._whole(attributes, "ref")
            self._members.append(Member(kind, ref, attributes.get("role", "")))

    def _finish(self, name: str) -> None:
        ref = self._whole(self._attributes, "id")
        if name == "way":
            self._sink.add_way(ref, np.array(self._refs, dtype=np.int64), self._tags)
        elif name == "relation":
            self._sink.add_relation(ref, tuple(self._members), self._tags)
        else:
            x = self._steps(self._attributes, "lon", FARTHEST_LONGITUDE)
            y = self._steps(self._attributes, "lat", FARTHEST_LATITUDE)
            self._sink.add_nodes([ref], [x], [y])
            if self._tags:
                self._sink.add_point(ref, x, y, self._tags)

    def _box(self) -> Box:
        return Box(
            self._steps(self._attributes, "minlon", FARTHEST_LONGITUDE),
            self._steps(self._attributes, "minlat", FARTHEST_LATITUDE),
            self._steps(self._attributes, "maxlon", FARTHEST_LONGITUDE),
            self._steps(self._attributes, "maxlat", FARTHEST_LATITUDE),
        )

    def _text(self, attributes: Attributes, name: str) -> str:
        if name not in attributes:
            raise self._refusal("attribute_missing", name)
        return attributes[name]

    def _whole(self, attributes: Attributes, name: str) -> int:
        text = self._text(attributes, name)
        # Ids have 64 bits; a longer number would overflow only when the map is cut.
        if not text.lstrip("-").isdecimal() or not -(2**63) <= int(text[:20]) < 2**63:
            raise self._refusal("not_a_whole_number", f"{name}={text[:40]}")
        return int(text)

    def _steps(self, attributes: Attributes, name: str, farthest: int) -> int:
        text = self._text(attributes, name)
        try:
            steps = round(float(text) * STEPS_PER_DEGREE)
        except (ValueError, OverflowError) as error:
            raise self._refusal("not_a_coordinate", f"{name}={text[:40]}") from error
        if abs(steps) > farthest:
            raise self._refusal("not_a_coordinate", f"{name}={text[:40]}")
        return steps
