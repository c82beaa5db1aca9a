"""Reading an archive, tile by tile."""

import hashlib
import os
import weakref
from dataclasses import dataclass, field
from pathlib import Path

from linli.ground.places.basemap.archive.directory import Entry, decode_directory, find_entry
from linli.ground.places.basemap.archive.header import LENGTH, Header, decode_header
from linli.ground.places.basemap.archive.hilbert import tile_number
from linli.ground.places.basemap.errors import MapFileError

DEEPEST = 3
MAX_HELD = 64
Directory = tuple[Entry, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Archive:
    """An opened archive.  `version` is another for each other content, so that addresses with it
    may be kept for ever.

    It reads from the file that it opened, even after another one took its place in the folder: no
    tile is ever cut out of a newer file by an older directory.
    """

    header: Header
    root: Directory
    version: str
    descriptor: int
    further: dict[int, Directory] = field(default_factory=dict)

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
                start = self.header.data_offset + entry.offset
                return os.pread(self.descriptor, entry.length, start)
            entries = self._get_directory(entry)
        raise MapFileError("archive", "directories lead to each other")

    def _get_directory(self, entry: Entry) -> Directory:
        """Kept, because one holds thousands of tiles."""
        known = self.further.get(entry.offset)
        if known is not None:
            return known
        start = self.header.leaves_offset + entry.offset
        directory = tuple(decode_directory(os.pread(self.descriptor, entry.length, start)))
        if len(self.further) < MAX_HELD:
            self.further[entry.offset] = directory
        return directory


def open_archive(path: Path) -> Archive:
    """The archive, whose file is closed when nobody holds it any more.

    Raises MapFileError, FileNotFoundError.
    """
    with path.open("rb") as file:
        header = decode_header(file.read(LENGTH))
        file.seek(header.root_offset)
        root = tuple(decode_directory(file.read(header.root_length)))
        file.seek(0)
        version = hashlib.file_digest(file, "sha256").hexdigest()[:16]
        descriptor = os.dup(file.fileno())
    archive = Archive(header, root, version, descriptor)
    weakref.finalize(archive, os.close, descriptor)
    return archive
