"""The check of a log's folder for what the replay of its latest checkpoint does not read."""

from collections.abc import Callable
from functools import lru_cache

from linli.engines.tile_log.checkpoints import SignedCheckpoint, open_checkpoint
from linli.engines.tile_log.durable import STAGING_NAME
from linli.engines.tile_log.errors import FormatError, LogError, StorageError
from linli.engines.tile_log.faults import Fault
from linli.engines.tile_log.handovers import HANDOVERS_NAME, check_handover, parse_handovers
from linli.engines.tile_log.journal import JOURNAL_NAME, read_journal
from linli.engines.tile_log.key_texts import parse_keys
from linli.engines.tile_log.lock import LOCK_NAME
from linli.engines.tile_log.opening import CHECKPOINT_NAME, KEYS_NAME
from linli.engines.tile_log.sources import FolderSource, cut_tile
from linli.engines.tile_log.tile_tree import TileTree
from linli.engines.tile_log.tiles import Tile, find_tile, parse_tile_path

_KEPT_PREFIX = f"{CHECKPOINT_NAME}."


class FolderAudit:
    """Compares each further file of a folder with a checkpoint that has been replayed."""

    def __init__(self, source: FolderSource, signed: SignedCheckpoint) -> None:
        self._source = source
        self._signed = signed
        self._size = signed.checkpoint.size
        self._tree = TileTree(source, self._size)
        self._read = lru_cache(maxsize=2)(source.read)
        self._unpublished = 0

    def run(self) -> tuple[list[Fault], list[str]]:
        """The faults, and what is worth knowing beside them."""
        faults: list[Fault] = []
        notices: list[str] = []
        for path in self._source.list_files():
            try:
                notice = self._check_file(path)
            except LogError as error:
                faults.append(Fault.of(error, path))
                continue
            notices += [notice] if notice else []
        if self._unpublished:
            notices.append(f"{self._unpublished} tiles wait for a checkpoint: not checked")
        return faults, notices

    def _check_file(self, path: str) -> str:
        """A notice, where there is something to say; raises where something is wrong."""
        known: dict[str, Callable[[], None]] = {
            CHECKPOINT_NAME: lambda: None,
            LOCK_NAME: lambda: None,
            KEYS_NAME: self._check_keys,
            JOURNAL_NAME: self._check_journal,
            HANDOVERS_NAME: self._check_handovers,
        }
        if path in known:
            known[path]()
        elif path.startswith("tile/"):
            self._check_tile(parse_tile_path(path))
        elif path.startswith(_KEPT_PREFIX):
            self._check_kept(path)
        elif not path.startswith(f"{STAGING_NAME}/"):
            return f"{path} is no part of the log: not checked"
        return ""

    def _check_keys(self) -> None:
        keys = parse_keys(self._source.read(KEYS_NAME))
        if not set(keys) & set(self._signed.signed_by):
            raise FormatError("verifier-key", "none of the keys signed the checkpoint")

    def _check_journal(self) -> None:
        pending = read_journal(self._source.folder)
        if pending is None or pending.old_size > self._size:
            return
        if self._tree.root(pending.old_size) != pending.old_root:
            raise StorageError("journal", "the pending batch begins at another root")

    def _check_handovers(self) -> None:
        """Both keys signed each of them, for a beginning of this log."""
        for handover in parse_handovers(self._source.read(HANDOVERS_NAME)):
            proved = check_handover(handover)
            if proved.origin != self._signed.checkpoint.origin or proved.size > self._size:
                raise FormatError("handovers", f"one is for {proved.origin} at {proved.size}")
            if self._tree.root(proved.size) != proved.root:
                raise StorageError("root-mismatch", f"the tiles give another root at {proved.size}")

    def _check_kept(self, path: str) -> None:
        """An earlier checkpoint, named by its size, has to be the root at that size."""
        kept = open_checkpoint(self._source.read(path), self._signed.signed_by).checkpoint
        if path != f"{_KEPT_PREFIX}{kept.size}":
            raise FormatError("checkpoint", f"it is for {kept.size} entries")
        if self._tree.root(kept.size) != kept.root:
            raise StorageError("root-mismatch", "the tiles give another root at its size")

    def _check_tile(self, tile: Tile) -> None:
        """An outgrown partial tile has to be the beginning of what took its place."""
        if tile.end > self._size:
            self._unpublished += 1
            return
        current = find_tile(tile.level, tile.index, self._size)
        if current == tile:
            return
        expected = cut_tile(self._read(current.path), current, tile.width)
        if self._source.read(tile.path) != expected:
            raise StorageError("tile-mismatch", "it is not the beginning of the tile after it")
