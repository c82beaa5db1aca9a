"""The right edge of a log: all that is needed to append to it and to know its root.

Writer and verifier are the same replay: leaf hashes go in, finished tiles come out, and the
one stores what the other compares. Memory is at most 255 hashes a level.
"""

from collections.abc import Sequence
from typing import Self

from linli.engines.tile_log.hashing import hash_complete
from linli.engines.tile_log.proving import build_root
from linli.engines.tile_log.tiles import TILE_BITS, TILE_WIDTH, Tile

Finished = list[tuple[Tile, list[bytes]]]


class TileEdge:
    """The hashes of each level's unfinished tile, lowest level first."""

    def __init__(self, size: int = 0, levels: Sequence[Sequence[bytes]] = ()) -> None:
        self.size = size
        self._levels = [list(hashes) for hashes in levels]

    def copy(self) -> Self:
        return type(self)(self.size, self._levels)

    @property
    def leaves(self) -> list[bytes]:
        """The leaf hashes of the unfinished tile."""
        return list(self._levels[0]) if self._levels else []

    def append(self, leaves: Sequence[bytes]) -> Finished:
        """Takes leaf hashes in; the tiles that they complete, lower ones first."""
        finished: Finished = []
        level, hashes, start = 0, leaves, self.size
        self.size += len(leaves)
        while hashes:
            hashes = self._append_level(level, hashes, start, finished)
            level, start = level + 1, start // TILE_WIDTH
        return finished

    def _append_level(
        self, level: int, hashes: Sequence[bytes], start: int, finished: Finished
    ) -> list[bytes]:
        """`start` is how many hashes the level had; the hashes of the finished tiles go up."""
        if level == len(self._levels):
            self._levels.append([])
        waiting = [*self._levels[level], *hashes]
        first, complete = start // TILE_WIDTH, len(waiting) // TILE_WIDTH
        parents = []
        for number in range(complete):
            content = waiting[number * TILE_WIDTH : (number + 1) * TILE_WIDTH]
            finished.append((Tile(level, first + number), content))
            parents.append(hash_complete(content))
        self._levels[level] = waiting[complete * TILE_WIDTH :]
        return parents

    def list_partial_tiles(self) -> Finished:
        """The unfinished tiles with their hashes, lower ones first."""
        return [
            (Tile(level, (self.size >> TILE_BITS * level) // TILE_WIDTH, len(hashes)), hashes)
            for level, hashes in enumerate(self._levels)
            if hashes
        ]

    def node(self, level: int, index: int) -> bytes:
        """The complete node at binary (level, index), which must lie on the edge."""
        tile_level, height = divmod(level, TILE_BITS)
        first = (index << height) % TILE_WIDTH
        return hash_complete(self._levels[tile_level][first : first + (1 << height)])

    def root(self) -> bytes:
        return build_root(0, self.size, self.node)
