"""Proofs and entries out of stored tiles, at any size that the log has had."""

from functools import lru_cache

from linli.engines.tile_log.errors import ProofError
from linli.engines.tile_log.hashing import hash_pairs
from linli.engines.tile_log.proving import (
    build_consistency_proof,
    build_inclusion_proof,
    build_root,
)
from linli.engines.tile_log.sources import Source, read_entries, read_hashes
from linli.engines.tile_log.tiles import ENTRIES, TILE_BITS, TILE_WIDTH, find_tile

Levels = tuple[list[bytes], ...]


class TileTree:
    """A log of `size` entries read from its tiles; what it gives is as right as they are.

    Keeps the last `cached` tiles with their inner nodes, 32 KiB each. Safe between threads.
    """

    def __init__(self, source: Source, size: int, *, cached: int = 1024) -> None:
        self.size = size
        self._source = source
        self._expand = lru_cache(maxsize=cached)(self._read_levels)

    def _read_levels(self, tile_level: int, number: int) -> Levels:
        levels = [read_hashes(self._source, find_tile(tile_level, number, self.size))]
        while len(levels) < TILE_BITS:
            levels.append(hash_pairs(levels[-1]))
        return tuple(levels)

    def node(self, level: int, index: int) -> bytes:
        """The hash of the complete node at binary (level, index)."""
        tile_level, height = divmod(level, TILE_BITS)
        number, position = divmod(index, TILE_WIDTH >> height)
        return self._expand(tile_level, number)[height][position]

    def root(self, size: int | None = None) -> bytes:
        return build_root(0, self._within(size), self.node)

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        return build_inclusion_proof(index, self._within(size), self.node)

    def consistency_proof(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        return build_consistency_proof(old, self._within(new), self.node)

    def leaf_hash(self, index: int) -> bytes:
        return self.node(0, self._inside(index))

    def entry(self, index: int) -> bytes:
        """The bytes of one entry."""
        number, position = divmod(self._inside(index), TILE_WIDTH)
        return read_entries(self._source, find_tile(ENTRIES, number, self.size))[position]

    def _inside(self, index: int) -> int:
        if not 0 <= index < self.size:
            raise ProofError("index-outside", f"entry {index} is not in a tree of {self.size}")
        return index

    def _within(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ProofError("sizes", f"a tree of {self.size} has no part of {size}")
        return size
