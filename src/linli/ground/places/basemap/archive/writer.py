"""Writing an archive: tiles in the order of their numbers, equal ones once."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from linli.ground.places.basemap.archive.directory import Entry, encode_directory
from linli.ground.places.basemap.archive.header import LENGTH, ROOT_LIMIT, Header, encode_header
from linli.ground.places.basemap.archive.hilbert import tile_number

LEAF_ENTRIES = 4096
Address = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Contents:
    """The tiles as they will lie: the bytes, and an entry for each run of equal ones."""

    data: tuple[bytes, ...]
    entries: tuple[Entry, ...]
    addressed: int


def write_archive(
    file: BinaryIO,
    tiles: Iterable[tuple[Address, bytes]],
    *,
    metadata: Mapping[str, Any],
    box: tuple[float, float, float, float],
    zooms: tuple[int, int],
) -> Header:
    """Writes the archive; the same tiles give the same bytes.  The box is in degrees."""
    contents = _collect(tiles)
    root, leaves = _make_directories(contents.entries)
    described = gzip.compress(json.dumps(metadata, sort_keys=True).encode(), mtime=0)
    metadata_at = LENGTH + len(root)
    leaves_at = metadata_at + len(described)
    header = Header(
        root_offset=LENGTH,
        root_length=len(root),
        metadata_offset=metadata_at,
        metadata_length=len(described),
        leaves_offset=leaves_at,
        leaves_length=len(leaves),
        data_offset=leaves_at + len(leaves),
        data_length=sum(map(len, contents.data)),
        addressed=contents.addressed,
        entries=len(contents.entries),
        contents=len(contents.data),
        min_zoom=zooms[0],
        max_zoom=zooms[1],
        box=box,
    )
    file.writelines((encode_header(header), root, described, leaves, *contents.data))
    return header


def _collect(tiles: Iterable[tuple[Address, bytes]]) -> Contents:
    numbered = sorted((tile_number(*address), data) for address, data in tiles)
    places: dict[bytes, tuple[int, int]] = {}
    data: list[bytes] = []
    entries: list[Entry] = []
    end = 0
    for number, tile in numbered:
        digest = hashlib.sha256(tile).digest()
        if digest not in places:
            places[digest] = (end, len(tile))
            data.append(tile)
            end += len(tile)
        entry = Entry(number, *places[digest])
        last = entries[-1] if entries else None
        if last and last.offset == entry.offset and last.number + last.run == number:
            entries[-1] = Entry(last.number, last.offset, last.length, last.run + 1)
        else:
            entries.append(entry)
    return Contents(tuple(data), tuple(entries), len(numbered))


def _make_directories(entries: tuple[Entry, ...]) -> tuple[bytes, bytes]:
    """The root, and further directories where one would be too long."""
    root = encode_directory(entries)
    size = LEAF_ENTRIES
    leaves: list[bytes] = []
    while len(root) > ROOT_LIMIT - LENGTH:
        leaves, pointers, end = [], [], 0
        for start in range(0, len(entries), size):
            leaf = encode_directory(entries[start : start + size])
            pointers.append(Entry(entries[start].number, end, len(leaf), run=0))
            leaves.append(leaf)
            end += len(leaf)
        root = encode_directory(pointers)
        size *= 2
    return root, b"".join(leaves)
