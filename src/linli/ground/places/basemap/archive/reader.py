"""Reading an archive, tile by tile."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from linli.ground.places.basemap.archive.directory import Entry, decode_directory, find_entry
from linli.ground.places.basemap.archive.header import LENGTH, Header, decode_header
from linli.ground.places.basemap.archive.hilbert import tile_number
from linli.ground.places.basemap.errors import MapFileError

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened archive.  `version` is another for each other content, so that addresses with it
    may be kept for ever; further directories are read when they are asked for."""

    path: Path
    header: Header
    root: tuple[Entry, ...]
    version: str

    def get_tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The tile, packed by gzip; None where the map shows nothing.  Raises MapFileError."""
        if not self.header.min_zoom <= zoom <= self.header.max_zoom:
            return None
        if not (0 <= column < 2**zoom and 0 <= row < 2**zoom):
            return None
        number = tile_number(zoom, column, row)
        entries = self.root
        for _ in range(DEEPEST):
            entry = find_entry(entries, number)
            if entry is None:
                return None
            if entry.run:
                return _read(self.path, self.header.data_offset + entry.offset, entry.length)
            start = self.header.leaves_offset + entry.offset
            entries = _read_directory(self.path, self.version, start, entry.length)
        raise MapFileError("archive", "directories lead to each other")


def open_archive(path: Path) -> Archive:
    """Raises MapFileError, FileNotFoundError."""
    with path.open("rb") as file:
        begin = file.read(LENGTH)
        header = decode_header(begin)
        file.seek(header.root_offset)
        root = file.read(header.root_length)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Archive(path, header, tuple(decode_directory(root)), digest[:16])


def _read(path: Path, start: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(length)


@lru_cache(maxsize=64)
def _read_directory(path: Path, _version: str, start: int, length: int) -> tuple[Entry, ...]:
    """Kept, because one holds thousands of tiles; the version tells contents apart."""
    return tuple(decode_directory(_read(path, start, length)))
