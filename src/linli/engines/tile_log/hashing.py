"""SHA-256 over leaves and nodes as RFC 6962, section 2.1, separates them."""

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

_sha256 = hashlib.sha256


def hash_leaf(entry: bytes) -> bytes:
    return _sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return _sha256(b"\x01" + left + right).digest()


def hash_leaves(entries: Iterable[bytes]) -> list[bytes]:
    return [_sha256(b"\x00" + entry).digest() for entry in entries]


def hash_pairs(hashes: Sequence[bytes]) -> list[bytes]:
    """The parents of neighbours; a last one without a neighbour has no parent yet."""
    pairs = zip(hashes[::2], hashes[1::2], strict=False)
    return [_sha256(b"\x01" + left + right).digest() for left, right in pairs]


def hash_complete(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbouring hashes."""
    while len(hashes) > 1:
        hashes = hash_pairs(hashes)
    return hashes[0]


def split_hashes(data: bytes) -> list[bytes]:
    """The hashes that a tile's bytes are the concatenation of."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]
