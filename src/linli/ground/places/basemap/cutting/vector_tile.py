"""One tile as bytes: Mapbox Vector Tile 2.1 (https://github.com/mapbox/vector-tile-spec).

Geometries come in the tile's own whole numbers, y running south, already cut and valid.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

EXTENT = 4096
VERSION = 2
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7
POINT, LINE, AREA = 1, 2, 3
Value = str | int
Corners = Sequence[Sequence[float]]


@dataclass(slots=True)
class Layer:
    """One layer on its way: its features, and the texts that they share by number."""

    name: str
    features: list[bytes] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    values: dict[Value, int] = field(default_factory=dict)

    def add(self, geometry: shapely.Geometry, properties: Mapping[str, Value]) -> None:
        """Adds a feature; one of which nothing is left is left out."""
        kind, commands = encode_geometry(geometry)
        if not commands:
            return
        numbers = []
        for key, value in properties.items():
            numbers.append(self.keys.setdefault(key, len(self.keys)))
            numbers.append(self.values.setdefault(value, len(self.values)))
        self.features.append(
            _packed(2, numbers) + _varint(3 << 3) + _varint(kind) + _packed(4, commands)
        )

    def encode(self) -> bytes:
        """The layer as a message."""
        parts = [
            _varint(15 << 3) + _varint(VERSION),
            _bytes(1, self.name.encode()),
            *(_bytes(2, feature) for feature in self.features),
            *(_bytes(3, key.encode()) for key in self.keys),
            *(_bytes(4, _encode_value(value)) for value in self.values),
            _varint(5 << 3) + _varint(EXTENT),
        ]
        return b"".join(parts)


def encode_tile(layers: Iterable[Layer]) -> bytes:
    """The tile of all layers that have features; empty where none has."""
    return b"".join(_bytes(3, layer.encode()) for layer in layers if layer.features)


def encode_geometry(geometry: shapely.Geometry) -> tuple[int, list[int]]:
    """The kind of geometry and its commands (specification, 4.3)."""
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    if not parts:
        return POINT, []
    pen = _Pen()
    if isinstance(parts[0], shapely.Point):
        pen.draw_points([(part.x, part.y) for part in parts])
        return POINT, pen.commands
    if isinstance(parts[0], shapely.Polygon):
        for part in parts:
            # On a screen, where y runs south, outer rings turn clockwise: their area by the
            # surveyor's formula is positive there (specification, 4.3.4.4).
            pen.draw_ring(part.exterior.coords, outer=True)
            for hole in part.interiors:
                pen.draw_ring(hole.coords, outer=False)
        return AREA, pen.commands
    for part in parts:
        pen.draw_line(part.coords)
    return LINE, pen.commands


class _Pen:
    """Commands so far, and where the pen stands."""

    def __init__(self) -> None:
        self.commands: list[int] = []
        self._x = self._y = 0

    def draw_points(self, corners: Corners) -> None:
        self.commands.append(_command(MOVE_TO, len(corners)))
        self._move(corners)

    def draw_line(self, corners: Corners) -> None:
        self.commands.append(_command(MOVE_TO, 1))
        self._move(corners[:1])
        self.commands.append(_command(LINE_TO, len(corners) - 1))
        self._move(corners[1:])

    def draw_ring(self, corners: Corners, *, outer: bool) -> None:
        turned = list(corners)[:-1]
        if (_doubled_area(corners) > 0) is not outer:
            turned.reverse()
        self.draw_line(turned)
        self.commands.append(_command(CLOSE_PATH, 1))

    def _move(self, corners: Corners) -> None:
        for x, y in corners:
            right, down = round(x), round(y)
            self.commands += (zigzag(right - self._x), zigzag(down - self._y))
            self._x, self._y = right, down


def zigzag(number: int) -> int:
    """Small unsigned numbers for small ones of either sign."""
    return number << 1 if number >= 0 else (-number << 1) - 1


def _command(name: int, count: int) -> int:
    return name | count << 3


def _doubled_area(corners: Corners) -> float:
    ring = np.asarray(corners)
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))


def _encode_value(value: Value) -> bytes:
    if isinstance(value, int):
        return _varint(5 << 3) + _varint(value)
    return _bytes(1, value.encode())


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _bytes(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _packed(number: int, values: Iterable[int]) -> bytes:
    return _bytes(number, b"".join(map(_varint, values)))
