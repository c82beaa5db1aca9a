"""The batch that is being added to a log, kept until a checkpoint covers it.

Once the journal is durable the batch is decided: whoever opens the log next finishes it with
the same bytes. So no tile that anybody could have read is ever written differently.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linli.engines.tile_log.errors import StorageError
from linli.engines.tile_log.hashing import HASH_BYTES
from linli.engines.tile_log.tiles import Tile, decode_bundle, encode_bundle

JOURNAL_NAME = ".journal"

_MAGIC = b"linli tile_log journal 1\n"
_SIZE_BYTES = 8
_BODY = len(_MAGIC) + 2 * (_SIZE_BYTES + HASH_BYTES)


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries, with size and root of the log before and after them."""

    old_size: int
    old_root: bytes
    new_size: int
    new_root: bytes
    entries: Sequence[bytes]

    def encode(self) -> bytes:
        """The journal's bytes, ending in their own SHA-256."""
        sizes = [size.to_bytes(_SIZE_BYTES, "big") for size in (self.old_size, self.new_size)]
        head = _MAGIC + sizes[0] + self.old_root + sizes[1] + self.new_root
        content = head + encode_bundle(self.entries)
        return content + hashlib.sha256(content).digest()


def read_journal(folder: Path) -> Batch | None:
    """The batch on record, if there is one; raises `StorageError` if it is damaged."""
    try:
        data = (folder / JOURNAL_NAME).read_bytes()
    except FileNotFoundError:
        return None
    content, digest = data[:-HASH_BYTES], data[-HASH_BYTES:]
    if hashlib.sha256(content).digest() != digest or not content.startswith(_MAGIC):
        raise StorageError("journal", f"{folder / JOURNAL_NAME} is damaged")
    return _decode(content)


def _decode(content: bytes) -> Batch:
    at, parts = len(_MAGIC), []
    for length in (_SIZE_BYTES, HASH_BYTES) * 2:
        parts.append(content[at : at + length])
        at += length
    old_size, new_size = (int.from_bytes(part, "big") for part in parts[::2])
    bundle = Tile(-1, 0, new_size - old_size)
    return Batch(old_size, parts[1], new_size, parts[3], decode_bundle(content[_BODY:], bundle))
