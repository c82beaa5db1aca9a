"""The first 127 bytes of an archive (specification, 3)."""

import struct
from dataclasses import dataclass, fields

from linli.ground.places.basemap.errors import MapFileError

LENGTH = 127
ROOT_LIMIT = 16_384
"""Header and root directory together; so that one request fetches both."""
MAGIC = b"PMTiles\x03"
FORM = struct.Struct("<8s11Q6B4iB2i")
GZIP, VECTOR_TILE = 2, 1
STEPS_PER_DEGREE = 10_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """Where the parts of the archive lie, and what it shows; the box is in degrees, west first."""

    root_offset: int
    root_length: int
    metadata_offset: int
    metadata_length: int
    leaves_offset: int
    leaves_length: int
    data_offset: int
    data_length: int
    addressed: int
    entries: int
    contents: int
    min_zoom: int
    max_zoom: int
    box: tuple[float, float, float, float]


PARTS = tuple(field.name for field in fields(Header))[:11]


def encode_header(header: Header) -> bytes:
    """The header of a clustered archive of vector tiles, all packed by gzip."""
    west, south, east, north = (round(side * STEPS_PER_DEGREE) for side in header.box)
    return FORM.pack(
        MAGIC,
        header.root_offset,
        header.root_length,
        header.metadata_offset,
        header.metadata_length,
        header.leaves_offset,
        header.leaves_length,
        header.data_offset,
        header.data_length,
        header.addressed,
        header.entries,
        header.contents,
        1,  # clustered
        GZIP,
        GZIP,
        VECTOR_TILE,
        header.min_zoom,
        header.max_zoom,
        west,
        south,
        east,
        north,
        (header.min_zoom + header.max_zoom) // 2,
        (west + east) // 2,
        (south + north) // 2,
    )


def decode_header(data: bytes) -> Header:
    """Raises MapFileError `archive` where it is no archive as Linli writes them."""
    if len(data) < LENGTH or not data.startswith(MAGIC):
        raise MapFileError("archive", "no PMTiles 3")
    _, *numbers = FORM.unpack(data[:LENGTH])
    clustered, directories, tiles, kind, min_zoom, max_zoom = numbers[11:17]
    if (clustered, directories, tiles, kind) != (1, GZIP, GZIP, VECTOR_TILE):
        raise MapFileError("archive", "not clustered, packed vector tiles")
    west, south, east, north = (side / STEPS_PER_DEGREE for side in numbers[17:21])
    parts = dict(zip(PARTS, numbers, strict=False))
    return Header(**parts, min_zoom=min_zoom, max_zoom=max_zoom, box=(west, south, east, north))
