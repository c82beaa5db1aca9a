"""The log as its files show it: latest checkpoint, keys, witnesses."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from linli.apps.disclosure.models import Ledger, Seal
from linli.apps.disclosure.services.cosigning import read_witnesses
from linli.apps.disclosure.services.keys import get_log_folder, load_signers
from linli.apps.disclosure.services.sealing import CONSUMER, LEDGER, list_behind
from linli.core.records.models import Cursor, Record
from linli.engines.tile_log import (
    FolderSource,
    LogError,
    SignedCheckpoint,
    TileTree,
    Verifier,
    WitnessPolicy,
    open_checkpoint,
    parse_keys,
)
from linli.ground.communities.models import Community

CHECKPOINT = "checkpoint"
KEYS = "verifier-key"
PROMISE = timedelta(seconds=60)
"""Within which a record is in a published checkpoint."""


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A witness, and when it cosigned the latest checkpoint."""

    name: str
    vkey: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What anybody may know of the log."""

    signed: SignedCheckpoint
    keys: tuple[Verifier, ...]
    published_at: datetime
    witnesses: tuple[WitnessView, ...]
    required: int

    @property
    def size(self) -> int:
        return self.signed.checkpoint.size


def find_standing() -> Standing | None:
    """The latest checkpoint and who signed it; nothing where none is published yet."""
    source = FolderSource(get_log_folder())
    witnesses = read_witnesses()
    try:
        keys = parse_keys(source.read(KEYS))
        note = source.read(CHECKPOINT)
        changed = (source.folder / CHECKPOINT).stat().st_mtime
        # Witnesses who were named since then have not seen it yet; it is published nevertheless.
        signed = open_checkpoint(note, keys, policy=WitnessPolicy(witnesses.policy.witnesses))
    except (LogError, OSError):
        return None
    seen = {each.witness: each.time for each in signed.cosignatures}
    return Standing(
        signed=signed,
        keys=keys,
        published_at=datetime.fromtimestamp(changed, UTC),
        witnesses=tuple(
            WitnessView(key.name, key.vkey, _moment(seen.get(key)))
            for key in witnesses.policy.witnesses
        ),
        required=witnesses.required,
    )


def open_published() -> tuple[FolderSource, SignedCheckpoint]:
    """The log's folder with its latest checkpoint, signed by the keys of this installation.

    Raises LogError where there is none or it is not signed by them, KeyFileError without keys.
    """
    source = FolderSource(get_log_folder())
    keys = [signer.verifier for signer in load_signers()]
    return source, open_checkpoint(source.read(CHECKPOINT), keys)


def count_places() -> int:
    """How many places of the log are given away, published or not."""
    return Ledger.objects.filter(name=LEDGER).values_list("size", flat=True).first() or 0


def is_overdue(size: int, *, now: datetime) -> bool:
    """Whether a record is a minute old and in no published checkpoint, of which `size` is the
    latest's."""
    due = now - PROMISE
    waiting = Seal.objects.filter(index__gte=size, record__recorded_at__lt=due)
    return waiting.exists() or any(_is_behind(community, due) for community in list_behind())


def _is_behind(community: Community, due: datetime) -> bool:
    followed = Cursor.objects.filter(consumer=CONSUMER, community=community)
    passed = followed.values_list("sequence", flat=True).first() or 0
    records = Record.objects.filter(community=community, sequence=passed + 1)
    return records.filter(recorded_at__lt=due).exists()


def get_tree(size: int) -> TileTree:
    """The tiles of the log up to that size."""
    return TileTree(FolderSource(get_log_folder()), size)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
