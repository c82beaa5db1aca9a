"""Checks of inclusion and consistency proofs; each returns nothing or raises `ProofError`.

Follows RFC 9162, sections 2.1.3.2 and 2.1.4.2, and for subtrees section 4 of
draft-ietf-plants-merkle-tree-certs. A proof of consistency with the empty tree is refused: it
shows nothing, and whoever accepts it has compared nothing.
"""

from collections.abc import Sequence

from linli.engines.tile_log.errors import ProofError
from linli.engines.tile_log.hashing import EMPTY_ROOT, HASH_BYTES, hash_node


def check_inclusion(
    leaf: bytes, *, index: int, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """That the leaf hash stands at `index` of the tree of `size` leaves with this root."""
    if not 0 <= index < size:
        raise ProofError("index-outside", f"entry {index} is not in a tree of {size}")
    _check_hashes([leaf, *proof])
    node, last = leaf, size - 1
    for sibling in proof:
        if not last:
            raise ProofError("proof-long", "the proof has more hashes than the tree has levels")
        if index & 1 or index == last:
            node = hash_node(sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hash_node(node, sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise ProofError("proof-short", "the proof has fewer hashes than the tree has levels")
    if node != root:
        raise ProofError("root-mismatch", "the proof leads to another root")


def check_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """That the tree of `new` leaves begins with the tree of `old` leaves, old > 0."""
    if not old:
        raise ProofError("sizes", "consistency with an empty tree shows nothing")
    check_subtree_consistency(
        start=0, end=old, size=new, subtree_root=old_root, root=new_root, proof=proof
    )


def check_subtree_inclusion(
    leaf: bytes, *, index: int, start: int, end: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """That the leaf hash stands at `index` of the log, within the subtree [start, end)."""
    _check_subtree(start, end)
    check_inclusion(leaf, index=index - start, size=end - start, root=root, proof=proof)


def check_subtree_consistency(
    *, start: int, end: int, size: int, subtree_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """That the subtree [start, end) belongs to the tree of `size` leaves with this root.

    An empty subtree belongs to every tree.
    """
    if not 0 <= end <= size:
        raise ProofError("sizes", f"a tree of {size} does not extend one of {end}")
    if start == end and not proof and subtree_root == EMPTY_ROOT:
        return
    _check_subtree(start, end)
    _check_hashes(proof)
    first, last, final = start, end - 1, size - 1
    # Up to the largest complete subtree that ends where the old one ends: both share it.
    while first != last and (last & 1 or last == final):
        first, last, final = first >> 1, last >> 1, final >> 1
    rest = list(proof)
    if first == last:
        inner = outer = subtree_root
    elif rest:
        inner = outer = rest.pop(0)
    else:
        raise ProofError("proof-short", "the proof is empty")
    inner, outer = _climb((first, last, final), (inner, outer), rest)
    if inner != subtree_root:
        raise ProofError("old-root-mismatch", "the proof leads to another old root")
    if outer != root:
        raise ProofError("root-mismatch", "the proof leads to another root")


def _climb(
    path: tuple[int, int, int], nodes: tuple[bytes, bytes], proof: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """The subtree's and the tree's root, from where the two part: the loops of RFC 9162."""
    (first, last, final), (inner, outer) = path, nodes
    for sibling in proof:
        if not final:
            raise ProofError("proof-long", "the proof has more hashes than the tree has levels")
        if last & 1 or last == final:
            if first < last:
                inner = hash_node(sibling, inner)
            outer = hash_node(sibling, outer)
            while last and not last & 1:
                first, last, final = first >> 1, last >> 1, final >> 1
        else:
            outer = hash_node(outer, sibling)
        first, last, final = first >> 1, last >> 1, final >> 1
    if final:
        raise ProofError("proof-short", "the proof has fewer hashes than the tree has levels")
    return inner, outer


def _check_subtree(start: int, end: int) -> None:
    if not 0 <= start < end or start % (1 << (end - start - 1).bit_length()):
        raise ProofError("subtree", f"[{start}, {end}) is not a subtree of a log")


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(item) != HASH_BYTES for item in hashes):
        raise ProofError("hash-length", "a hash of the proof does not have 32 bytes")
