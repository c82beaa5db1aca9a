"""Shapes cut into the tiles of all zooms.

At each zoom a shape is simplified to what can be told apart on a screen, cut to each tile with a
margin, so that strokes do not end at borders, and snapped to the tile's whole numbers in such a
way that areas stay valid.
"""

import gzip
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from linli.ground.places.basemap.cutting.vector_tile import EXTENT, Layer, Value, encode_tile
from linli.ground.places.basemap.errors import MapFileError
from linli.ground.places.basemap.layers import LAYERS, MAX_ZOOM, MIN_ZOOM
from linli.ground.places.basemap.mercator import Floats, tile_at
from linli.ground.places.basemap.shapes import Shape

MARGIN = 128
"""What a tile holds beyond its edges; a stroke may be as wide as twice that."""
TOLERANCE = 4.0
"""Half a pixel of a tile that is shown 512 pixels wide."""
SMALLEST_AREA = 64.0
"""Areas of less than a square pixel are not drawn."""
MAX_TILES = 200_000
Address = tuple[int, int, int]
"""Zoom, column, row."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The area of a map in degrees."""

    west: float
    south: float
    east: float
    north: float

    def tiles(self, zoom: int) -> tuple[range, range]:
        """Columns and rows of the tiles that it touches."""
        left, top = tile_at(self.west, self.north, zoom)
        right, bottom = tile_at(self.east, self.south, zoom)
        return range(left, right + 1), range(top, bottom + 1)


def count_tiles(extent: Extent) -> int:
    """How many addresses the area has at all zooms."""
    return sum(
        len(columns) * len(rows)
        for columns, rows in (extent.tiles(zoom) for zoom in range(MIN_ZOOM, MAX_ZOOM + 1))
    )


def cut_tiles(
    shapes: Sequence[Shape], extent: Extent, on_progress: Callable[[int, int], None]
) -> Iterator[tuple[Address, bytes]]:
    """Each tile that shows anything, packed by gzip, zoom by zoom.

    `on_progress` gets the zooms done and their number.  Raises MapFileError `too_many_tiles`.
    """
    if count_tiles(extent) > MAX_TILES:
        raise MapFileError("too_many_tiles", f"{MAX_TILES:,}")
    zooms = range(MIN_ZOOM, MAX_ZOOM + 1)
    # In one order whatever the file's, so that the same map is the same to the last byte.
    ordered = sorted(
        shapes,
        key=lambda shape: (
            LAYERS.index(shape.look.layer),
            shape.look.rank,
            shape.look.kind,
            shape.name,
            shape.geometry.wkb,
        ),
    )
    for done, zoom in enumerate(zooms):
        on_progress(done, len(zooms))
        for (column, row), layers in sorted(_cut_zoom(ordered, extent, zoom).items()):
            data = encode_tile(layers[name] for name in LAYERS if name in layers)
            if data:
                yield (zoom, column, row), gzip.compress(data, mtime=0)
    on_progress(len(zooms), len(zooms))


def _cut_zoom(
    shapes: Sequence[Shape], extent: Extent, zoom: int
) -> dict[tuple[int, int], dict[str, Layer]]:
    tiles: dict[tuple[int, int], dict[str, Layer]] = defaultdict(dict)
    columns, rows = extent.tiles(zoom)
    for shape in shapes:
        if shape.look.min_zoom > zoom:
            continue
        drawn = _simplify(_scale(shape.geometry, zoom), zoom)
        if drawn is None:
            continue
        properties = _properties(shape)
        for column, row in _touched(drawn, columns, rows):
            part = _cut(drawn, column, row)
            if not part.is_empty:
                layers = tiles[column, row]
                layer = layers.setdefault(shape.look.layer, Layer(shape.look.layer))
                layer.add(part, properties)
    return tiles


def _properties(shape: Shape) -> dict[str, Value]:
    properties: dict[str, Value] = {"kind": shape.look.kind}
    if shape.name:
        properties["name"] = shape.name
    if shape.look.layer == "labels":
        properties["rank"] = shape.look.rank
    return properties


def _scale(geometry: shapely.Geometry, zoom: int) -> shapely.Geometry:
    """In the whole numbers of tiles at that zoom, counted from the corner of the world."""
    return shapely.transform(geometry, lambda corners: corners * (EXTENT * 2**zoom))


def _simplify(geometry: shapely.Geometry, zoom: int) -> shapely.Geometry | None:
    """None for areas too small to be seen.  At the last zoom nothing is lost: maps zoom on."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"} and geometry.area < SMALLEST_AREA:
        return None
    if geometry.geom_type == "Point" or zoom == MAX_ZOOM:
        return geometry
    return shapely.simplify(geometry, TOLERANCE, preserve_topology=True)


def _touched(geometry: shapely.Geometry, columns: range, rows: range) -> Iterator[tuple[int, int]]:
    """Tiles near enough to the geometry's box to show a part of it."""
    west, north, east, south = geometry.bounds
    margin = 0 if geometry.geom_type == "Point" else MARGIN
    for column in range(
        max(columns.start, math.floor((west - margin) / EXTENT)),
        min(columns.stop, math.floor((east + margin) / EXTENT) + 1),
    ):
        for row in range(
            max(rows.start, math.floor((north - margin) / EXTENT)),
            min(rows.stop, math.floor((south + margin) / EXTENT) + 1),
        ):
            yield column, row


def _cut(geometry: shapely.Geometry, column: int, row: int) -> shapely.Geometry:
    """The part within the tile and its margin, snapped to the tile's whole numbers."""
    corner = np.array([column * EXTENT, row * EXTENT], dtype=np.float64)

    def move(corners: Floats) -> Floats:
        return corners - corner

    moved = shapely.transform(geometry, move)
    if moved.geom_type == "Point":
        return shapely.set_precision(moved, 1)
    part = shapely.clip_by_rect(moved, -MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)
    return _of_kind(shapely.set_precision(shapely.make_valid(part), 1), geometry)


def _of_kind(part: shapely.Geometry, whole: shapely.Geometry) -> shapely.Geometry:
    """Without the lines that an area shrinks to at its corners."""
    wanted = {"Polygon"} if "Polygon" in whole.geom_type else {"LineString"}
    # Twice, because mending an area can give areas within a collection.
    parts = shapely.get_parts(shapely.get_parts(part))
    pieces = [each for each in parts if each.geom_type in wanted]
    if len(pieces) == 1:
        return pieces[0]
    make = shapely.MultiPolygon if wanted == {"Polygon"} else shapely.MultiLineString
    return make(pieces)
