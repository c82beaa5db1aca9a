"""Checking a whole log, or what is new in it, from what it serves and nothing else.

Every entry is hashed, every tile compared with what the entries give, and the root with the
signed checkpoint. From a checkpoint kept earlier, the tiles at its size have to give its root,
and the new entries are added to exactly those: so consistency is checked by construction.
Time is two hashes an entry; memory does not grow with the log.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from linli.engines.tile_log.audit import FolderAudit
from linli.engines.tile_log.checkpoints import SignedCheckpoint, open_checkpoint
from linli.engines.tile_log.edge import TileEdge
from linli.engines.tile_log.errors import FormatError, MissingError, SignatureError
from linli.engines.tile_log.faults import Fault
from linli.engines.tile_log.keys import Verifier
from linli.engines.tile_log.opening import CHECKPOINT_NAME
from linli.engines.tile_log.replay import Progress, Replay
from linli.engines.tile_log.sources import FolderSource, Source, read_edge
from linli.engines.tile_log.splits import SplitView, find_split
from linli.engines.tile_log.tile_tree import TileTree
from linli.engines.tile_log.witnesses import NO_WITNESSES, WitnessPolicy


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the log is right, as far as it was checked, if there is no fault."""

    signed: SignedCheckpoint | None
    start: int
    checked: int
    faults: tuple[Fault, ...]
    notices: tuple[str, ...] = ()
    split: SplitView | None = None

    @property
    def ok(self) -> bool:
        return not self.faults


def verify_log(
    source: Source,
    verifiers: Iterable[Verifier],
    *,
    policy: WitnessPolicy = NO_WITNESSES,
    since: SignedCheckpoint | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """What a log's checkpoint, entries and tiles show when all are compared.

    `since` is a checkpoint kept from an earlier check: only what came after it is read. Without
    it a folder is checked to its last file. Raises `SourceError` where the log cannot be read
    at all, which says nothing about it.
    """
    try:
        signed = open_checkpoint(source.read(CHECKPOINT_NAME), verifiers, policy=policy)
    except (FormatError, SignatureError) as error:
        return Verdict(None, 0, 0, (Fault.of(error, CHECKPOINT_NAME),))
    if since is not None:
        return _verify_new_part(source, signed, since, progress)
    verdict = _replay(source, signed, TileEdge(), progress)
    if not isinstance(source, FolderSource):
        return verdict
    faults, notices = FolderAudit(source, signed).run()
    return replace(verdict, faults=(*verdict.faults, *faults), notices=tuple(notices))


def _verify_new_part(
    source: Source, signed: SignedCheckpoint, since: SignedCheckpoint, progress: Progress | None
) -> Verdict:
    old, new = since.checkpoint, signed.checkpoint
    refused = Verdict(signed, old.size, 0, ())
    if old.origin != new.origin:
        raise SignatureError("origin", f"the kept checkpoint is that of {old.origin}")
    if old.size > new.size:
        message = f"it has {new.size} entries, and had {old.size} before"
        return replace(refused, faults=(Fault("shrunk", CHECKPOINT_NAME, message),))
    try:
        edge = read_edge(source, old.size, within=new.size)
    except (FormatError, MissingError) as error:
        return replace(refused, faults=(Fault.of(error, f"size {old.size}"),))
    if edge.root() == old.root:
        return _replay(source, signed, edge, progress)
    message = f"the first {old.size} entries are not those of the kept checkpoint"
    split = find_split(since, signed, TileTree(source, new.size))
    return replace(refused, faults=(Fault("rewritten", CHECKPOINT_NAME, message),), split=split)


def _replay(
    source: Source, signed: SignedCheckpoint, edge: TileEdge, progress: Progress | None
) -> Verdict:
    start = edge.size
    replay = Replay(source, edge, signed.checkpoint.size, progress)
    complete = replay.run()
    if complete and edge.root() != signed.checkpoint.root:
        message = "the entries give another root than the signed one"
        replay.faults.append(Fault("root-mismatch", CHECKPOINT_NAME, message))
    return Verdict(signed, start, replay.checked, tuple(replay.faults))
