"""Appending to a log in a folder, so that a crash at any point contradicts nothing published.

Order of a batch: journal (decides it), entry bundles, hash tiles, and in `publish` the
checkpoint, each durable before the next. A reader that follows the checkpoint therefore never
sees a root that it cannot prove, and nothing published is ever shorter or different.
"""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from linli.engines.tile_log.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    open_checkpoint,
    sign_checkpoint,
)
from linli.engines.tile_log.durable import DurableFolder
from linli.engines.tile_log.edge import TileEdge
from linli.engines.tile_log.errors import LockedError, SignatureError, StorageError
from linli.engines.tile_log.hashing import hash_leaves
from linli.engines.tile_log.journal import JOURNAL_NAME, Batch, read_journal
from linli.engines.tile_log.keys import Signer
from linli.engines.tile_log.lock import WriterLock
from linli.engines.tile_log.notes import Note
from linli.engines.tile_log.opening import (
    CHECKPOINT_NAME,
    KEYS_NAME,
    State,
    read_latest_state,
    read_published,
)
from linli.engines.tile_log.sources import FolderSource
from linli.engines.tile_log.tile_tree import TileTree
from linli.engines.tile_log.tiles import TILE_WIDTH, Tile, encode_bundles


class LogWriter:
    """The one writer of a log, in one thread, from creation to `close`; a context manager.

    Opening takes the lock, checks the tiles against the checkpoint and finishes a batch that a
    crash cut short. All signers carry the log's origin as their name; give the old and the new
    one while a key is being replaced. Raises `LockedError`, `StorageError`, `SignatureError`.
    """

    def __init__(self, folder: Path, signers: Sequence[Signer]) -> None:
        if len({signer.name for signer in signers}) != 1:
            raise SignatureError("origin", "a log is signed by keys of one name, its origin")
        folder.mkdir(parents=True, exist_ok=True)
        self.origin = signers[0].name
        self.folder = folder
        self._signers = tuple(signers)
        self._verifiers = tuple(signer.verifier for signer in signers)
        self._source = FolderSource(folder)
        self._lock = WriterLock(folder)
        self._usable = True
        try:
            self._recover()
        except BaseException:
            self._lock.release()
            raise

    def _recover(self) -> None:
        pending = read_journal(self.folder)
        self.published = read_published(self._source, self._verifiers)
        if self.published is None and pending is None and (self.folder / "tile").exists():
            raise StorageError("damaged", f"{self.folder} has tiles, but no checkpoint")
        self._state = read_latest_state(self._source, self.published, pending)
        self._files = DurableFolder(self.folder)
        if pending is not None and pending.new_size > self.size:
            self._finish(pending)
        keys = "".join(f"{key.vkey}\n" for key in self._verifiers).encode()
        self._files.replace(KEYS_NAME, keys)

    def _finish(self, pending: Batch) -> None:
        edge = self._state.edge.copy()
        finished = edge.append(hash_leaves(pending.entries))
        if edge.size != pending.new_size or edge.root() != pending.new_root:
            raise StorageError("journal", "the pending batch does not lead to the root it names")
        self._store(pending.entries, edge, finished)

    @property
    def size(self) -> int:
        """How many entries are durable, published or not."""
        return self._state.edge.size

    @property
    def root(self) -> bytes:
        return self._state.edge.root()

    def append(self, entries: Sequence[bytes]) -> range:
        """Adds entries of at most 65,535 bytes; their indices. They are durable on return.

        If it raises, either nothing was added (`FormatError`), or the writer has to be opened
        anew, and its `size` then tells whether the batch was decided.
        """
        self._check_usable()
        old = self._state.edge
        edge = old.copy()
        finished = edge.append(hash_leaves(entries))
        batch = Batch(old.size, old.root(), edge.size, edge.root(), entries)
        journal = batch.encode()
        if entries:
            self._usable = False
            self._files.replace(JOURNAL_NAME, journal)
            self._store(entries, edge, finished)
            self._usable = True
        return range(old.size, edge.size)

    def _store(
        self, entries: Sequence[bytes], edge: TileEdge, finished: list[tuple[Tile, list[bytes]]]
    ) -> None:
        waiting = [*self._state.tail, *entries]
        self._files.add(encode_bundles(self._state.edge.size // TILE_WIDTH, waiting))
        tiles = [*finished, *edge.list_partial_tiles()]
        self._files.add([(tile.path, b"".join(hashes)) for tile, hashes in tiles])
        tail = waiting[len(waiting) - edge.size % TILE_WIDTH :]
        self._state = State(edge, tail)

    def prepare(self) -> Note:
        """The signed checkpoint of the present size, for witnesses to cosign before `publish`."""
        self._check_usable()
        return sign_checkpoint(Checkpoint(self.origin, self.size, self.root), self._signers)

    def publish(self, note: Note | None = None) -> SignedCheckpoint:
        """Puts the checkpoint in place, by default that of `prepare`; durable on return.

        A note that was prepared earlier may carry cosignatures by now, and entries may have
        been added since; refused if it is not this log's or not ahead of what is published.
        """
        self._check_usable()
        signed = open_checkpoint((note or self.prepare()).encode(), self._verifiers)
        self._check_publishable(signed.checkpoint)
        self._usable = False
        self._files.replace(CHECKPOINT_NAME, signed.note.encode())
        self.published = signed
        if signed.checkpoint.size == self.size:
            self._files.remove(JOURNAL_NAME)
        self._usable = True
        return signed

    def _check_publishable(self, checkpoint: Checkpoint) -> None:
        size = self.published.checkpoint.size if self.published else 0
        if not size <= checkpoint.size <= self.size:
            raise StorageError("stale", f"size {checkpoint.size} is not from {size} to {self.size}")
        if TileTree(self._source, checkpoint.size).root() != checkpoint.root:
            raise StorageError("stale", f"another root stands at size {checkpoint.size}")

    def tree(self) -> TileTree:
        """Proofs and entries up to the present size, as it is now."""
        return TileTree(self._source, self.size)

    def _check_usable(self) -> None:
        if not self._lock.held:
            raise LockedError("locked", f"this writer no longer holds {self.folder}")
        if not self._usable:
            raise StorageError("broken", "a write failed; open the log anew")

    def close(self) -> None:
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
