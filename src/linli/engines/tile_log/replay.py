"""The check of entries against tiles and tiles against each other."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count

from linli.engines.tile_log.edge import TileEdge
from linli.engines.tile_log.errors import FormatError, MissingError
from linli.engines.tile_log.faults import Fault
from linli.engines.tile_log.hashing import hash_leaves
from linli.engines.tile_log.sources import Source, read_ahead, read_tile
from linli.engines.tile_log.tiles import ENTRIES, TILE_WIDTH, Tile, decode_bundle, find_tile

MAX_FAULTS = 50
"""Where a check stops listing: by then the log is beyond repair by hand."""

Progress = Callable[[int, int], None]
"""Told how many entries have been checked, and how many there are to check."""


@dataclass(slots=True)
class Replay:
    """Adds a log's entries to an edge that is known to be right, and compares all tiles."""

    source: Source
    edge: TileEdge
    size: int
    progress: Progress | None
    faults: list[Fault] = field(default_factory=list)
    checked: int = 0

    def run(self) -> bool:
        """Whether all entries could be read; what is wrong with them is in `faults`."""
        try:
            with closing(read_ahead(self.source, self._list_tiles())) as contents:
                self._add_bundles(contents)
            if self.edge.size == self.size:
                self._compare_partial_tiles()
        except (FormatError, MissingError) as error:
            self.faults.append(Fault.of(error, f"after {self.checked} entries"))
        return self.edge.size == self.size

    def _list_tiles(self) -> Iterator[Tile]:
        for number in range(self.edge.size // TILE_WIDTH, -(-self.size // TILE_WIDTH)):
            yield find_tile(ENTRIES, number, self.size)
            yield find_tile(0, number, self.size)

    def _add_bundles(self, contents: Iterator[bytes]) -> None:
        todo, first = self.size - self.edge.size, self.edge.size // TILE_WIDTH
        for number, bundle, stored in zip(count(first), contents, contents, strict=False):
            self._add_bundle(find_tile(ENTRIES, number, self.size), bundle, stored)
            if self.progress:
                self.progress(self.checked, todo)
            if len(self.faults) >= MAX_FAULTS:
                return

    def _add_bundle(self, tile: Tile, bundle: bytes, stored: bytes) -> None:
        leaves = hash_leaves(decode_bundle(bundle, tile))
        known = self.edge.size - tile.index * TILE_WIDTH
        if leaves[:known] != self.edge.leaves:
            self._add_fault("rewritten", tile, "entries from before the kept checkpoint changed")
        if b"".join(leaves) != stored:
            self._add_fault("entries-mismatch", tile, "the entries do not hash to their tile")
        self.checked += len(leaves) - known
        for finished, hashes in self.edge.append(leaves[known:]):
            self._compare(finished, hashes)

    def _compare_partial_tiles(self) -> None:
        for tile, hashes in self.edge.list_partial_tiles():
            self._compare(tile, hashes)

    def _compare(self, tile: Tile, hashes: list[bytes]) -> None:
        """For tiles over level 0, whose own are compared with their bundle."""
        if tile.level and read_tile(self.source, tile) != b"".join(hashes):
            self._add_fault("tile-mismatch", tile, "the hashes are not those of the tiles below")

    def _add_fault(self, code: str, tile: Tile, message: str) -> None:
        self.faults.append(Fault(code, tile.path, message))
