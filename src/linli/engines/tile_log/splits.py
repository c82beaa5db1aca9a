"""Proof that a log showed different histories to different people.

Two checkpoints that the log signed contradict each other if the tree of the larger one does
not begin with the tree of the smaller one. A consistency proof into the larger tree from
another root than the smaller checkpoint's shows that to anybody, without the log's help.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.tile_log.checking import check_consistency
from linli.engines.tile_log.checkpoints import SignedCheckpoint, open_checkpoint
from linli.engines.tile_log.encoding import decode_base64, encode_base64
from linli.engines.tile_log.errors import FormatError, LogError, ProofError
from linli.engines.tile_log.hashing import HASH_BYTES
from linli.engines.tile_log.keys import Verifier
from linli.engines.tile_log.tile_tree import TileTree


@dataclass(frozen=True, slots=True)
class SplitView:
    """Two signed notes, and the root that the larger tree has at the smaller size."""

    smaller: bytes
    larger: bytes
    root: bytes
    proof: tuple[bytes, ...]

    def encode(self) -> bytes:
        """A JSON file that anybody can check with `check_split`."""
        content = {
            "smaller": self.smaller.decode(),
            "larger": self.larger.decode(),
            "root": encode_base64(self.root),
            "proof": [encode_base64(item) for item in self.proof],
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def parse_split(data: bytes) -> SplitView:
    """The evidence in a file, nothing verified."""
    try:
        content = json.loads(data)
        proof = [decode_base64(item, what="a hash", length=HASH_BYTES) for item in content["proof"]]
        root = decode_base64(content["root"], what="the root", length=HASH_BYTES)
        notes = content["smaller"].encode(), content["larger"].encode()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError("split", "not a file of evidence for a split view") from error
    return SplitView(*notes, root, tuple(proof))


def check_split(split: SplitView, verifiers: Iterable[Verifier]) -> None:
    """That the log really signed both and that they contradict each other.

    Raises `SignatureError` or `ProofError` where the evidence shows nothing.
    """
    keys = tuple(verifiers)
    old = open_checkpoint(split.smaller, keys).checkpoint
    new = open_checkpoint(split.larger, keys).checkpoint
    if old.origin != new.origin or old.root == split.root:
        raise ProofError("no-split", "the two checkpoints do not contradict each other")
    check_consistency(
        old=old.size, new=new.size, old_root=split.root, new_root=new.root, proof=split.proof
    )


def find_split(one: SignedCheckpoint, other: SignedCheckpoint, tree: TileTree) -> SplitView | None:
    """The evidence against two checkpoints, from the tiles behind the larger one.

    Nothing where they agree, or where the tiles do not fit the larger one and so show nothing.
    """
    old, new = sorted((one, other), key=lambda signed: signed.checkpoint.size)
    size, root = old.checkpoint.size, new.checkpoint.root
    proof: tuple[bytes, ...] = ()
    try:
        if size != new.checkpoint.size:
            root, proof = tree.root(size), tree.consistency_proof(size, new.checkpoint.size)
        split = SplitView(old.note.encode(), new.note.encode(), root, proof)
        check_split(split, (*old.signed_by, *new.signed_by))
    except LogError:
        return None
    return split
