"""Roots and proofs from the complete nodes of a tree (RFC 6962, section 2.1).

A node is named by its level (0 = leaves) and its index in the level, and is asked for only
when all its leaves exist. Each function asks for O(log n) nodes and hashes as many.
"""

from collections.abc import Callable

from linli.engines.tile_log.errors import ProofError
from linli.engines.tile_log.hashing import EMPTY_ROOT, hash_node

Node = Callable[[int, int], bytes]
"""Gives the hash of the complete node at (level, index)."""


def build_root(start: int, end: int, node: Node) -> bytes:
    """The Merkle tree hash of leaves [start, end), where start begins a subtree that holds end."""
    root: bytes | None = None
    count, position, level = end - start, end, 0
    while count:
        if count & 1:
            left = node(level, (position >> level) - 1)
            root = left if root is None else hash_node(left, root)
            position -= 1 << level
        count >>= 1
        level += 1
    return EMPTY_ROOT if root is None else root


def build_inclusion_proof(index: int, size: int, node: Node) -> tuple[bytes, ...]:
    """The siblings from leaf `index` up to the root of the first `size` leaves."""
    if not 0 <= index < size:
        raise ProofError("index-outside", f"entry {index} is not in a tree of {size}")
    proof, level, last = [], 0, size - 1
    while last:
        sibling = index ^ 1
        if sibling < last:
            proof.append(node(level, sibling))
        elif sibling == last:
            proof.append(build_root(last << level, size, node))
        index, level, last = index >> 1, level + 1, last >> 1
    return tuple(proof)


def build_consistency_proof(old: int, new: int, node: Node) -> tuple[bytes, ...]:
    """What shows that the first `old` of `new` leaves are the old tree; empty for old = 0."""
    if not 0 <= old <= new:
        raise ProofError("sizes", f"a tree of {new} does not extend one of {old}")
    if old == 0:
        return ()
    proof, start, end = [], 0, new
    while old != end:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if old <= middle:
            proof.append(build_root(middle, end, node))
            end = middle
        else:
            proof.append(build_root(start, middle, node))
            start = middle
    if start:
        proof.append(build_root(start, end, node))
    return tuple(reversed(proof))
