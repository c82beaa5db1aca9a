"""A whole Merkle tree in memory: appends in batches, roots and proofs at any earlier size.

Keeps all binary levels, 64 bytes an entry in all. An entry costs two hashes; a proof at a
million entries copies 20 stored nodes and hashes at most 20 times.
"""

import struct
from collections.abc import Sequence

from linli.engines.tile_log.errors import ProofError
from linli.engines.tile_log.hashing import HASH_BYTES, hash_leaves, hash_pairs
from linli.engines.tile_log.proving import (
    build_consistency_proof,
    build_inclusion_proof,
    build_root,
)

_HASH = struct.Struct(f"{HASH_BYTES}s")


class MemoryTree:
    """Append-only; one writer. Entries themselves are not kept."""

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        return len(self._levels[0]) // HASH_BYTES

    def append(self, entries: Sequence[bytes]) -> range:
        """Hashes the entries onto the end; their indices."""
        return self.append_hashes(hash_leaves(entries))

    def append_hashes(self, hashes: list[bytes]) -> range:
        """The same for leaf hashes made elsewhere."""
        indices = range(self.size, self.size + len(hashes))
        level = 0
        while hashes:
            hashes = self._append_level(level, hashes)
            level += 1
        return indices

    def _append_level(self, level: int, hashes: list[bytes]) -> list[bytes]:
        if level == len(self._levels):
            self._levels.append(bytearray())
        stored = self._levels[level]
        unpaired = bytes(stored[-HASH_BYTES:]) if len(stored) // HASH_BYTES & 1 else None
        stored += b"".join(hashes)
        return hash_pairs(hashes if unpaired is None else [unpaired, *hashes])

    def node(self, level: int, index: int) -> bytes:
        """The hash of the complete node at (level, index)."""
        try:
            found: tuple[bytes] = _HASH.unpack_from(self._levels[level], index * HASH_BYTES)
        except (IndexError, struct.error) as error:
            message = f"the tree has no complete node at {level}/{index}"
            raise ProofError("node-missing", message) from error
        return found[0]

    def root(self, size: int | None = None) -> bytes:
        return build_root(0, self.size if size is None else size, self.node)

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        return build_inclusion_proof(index, self.size if size is None else size, self.node)

    def consistency_proof(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        return build_consistency_proof(old, self.size if new is None else new, self.node)
