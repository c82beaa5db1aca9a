"""Reading a stored log's state, and refusing one that does not fit its own checkpoint."""

from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.tile_log.checkpoints import SignedCheckpoint, open_checkpoint
from linli.engines.tile_log.edge import TileEdge
from linli.engines.tile_log.errors import MissingError, StorageError
from linli.engines.tile_log.hashing import EMPTY_ROOT, hash_leaves
from linli.engines.tile_log.journal import Batch
from linli.engines.tile_log.keys import Verifier
from linli.engines.tile_log.sources import Source, read_edge, read_entries
from linli.engines.tile_log.tiles import ENTRIES, TILE_WIDTH, find_tile

CHECKPOINT_NAME = "checkpoint"
KEYS_NAME = "verifier-key"


@dataclass(frozen=True, slots=True)
class State:
    """What appending goes on from: the right edge, and the entries of its unfinished bundle."""

    edge: TileEdge
    tail: list[bytes]


def read_published(source: Source, verifiers: Iterable[Verifier]) -> SignedCheckpoint | None:
    """The log's checkpoint, signed by one of these keys, or nothing if none is published yet."""
    try:
        data = source.read(CHECKPOINT_NAME)
    except MissingError:
        return None
    return open_checkpoint(data, verifiers)


def read_state(source: Source, size: int, root: bytes) -> State:
    """The state at a size whose root is known; raises `StorageError` where the tiles differ."""
    try:
        edge = read_edge(source, size)
        width = size % TILE_WIDTH
        tail = read_entries(source, find_tile(ENTRIES, size // TILE_WIDTH, size)) if width else []
    except MissingError as error:
        raise StorageError("damaged", f"at size {size}: {error}") from error
    if edge.root() != root or hash_leaves(tail) != edge.leaves:
        raise StorageError("damaged", f"the tiles at size {size} do not fit its root")
    return State(edge, tail)


def read_latest_state(
    source: Source, published: SignedCheckpoint | None, pending: Batch | None
) -> State:
    """The state before the pending batch, or at the checkpoint where it covers the batch."""
    size = published.checkpoint.size if published else 0
    root = published.checkpoint.root if published else EMPTY_ROOT
    state = read_state(source, size, root)
    if pending is None or pending.new_size <= size:
        return state
    if pending.old_size < size:
        raise StorageError("journal", f"the pending batch begins before the checkpoint at {size}")
    return read_state(source, pending.old_size, pending.old_root)
