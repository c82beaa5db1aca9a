"""Giving records their places in the log, once and for ever, in the order of their streams."""

import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from linli.apps.disclosure.errors import ActError
from linli.apps.disclosure.models import Erased, Ledger, Seal, SealSalt
from linli.apps.disclosure.services.entries import (
    VEILED,
    check_act,
    list_facts,
    name_facts,
    write_content,
)
from linli.core.matters.acting import acting_as_system
from linli.core.matters.enums import Privacy
from linli.core.matters.policies import visible_to
from linli.core.records.commitments import commit, new_salt
from linli.core.records.models import Cursor, Record, Stream
from linli.core.records.services import follow_records
from linli.ground.communities.models import Community

CONSUMER = "log"
LEDGER = "log"
BATCH = 500
# Nobody else writes to SQLite meanwhile.
MOST_AT_ONCE = 2000

logger = logging.getLogger("linli.log")

Placed = tuple[Seal, list[SealSalt]]


@transaction.atomic
def assign_places(*, covers: int = 0) -> int:
    """Gives the next records of every community their places; how many places were given.

    Decided before the log is written: after a crash the same places get the same bytes.  `covers`
    entries that stand for nothing lie at random among them: they blur how many records are veiled.
    """
    ledger = lock_ledger()
    placed: list[Placed] = []
    for community in list_behind():
        if len(placed) < MOST_AT_ONCE:
            placed += _follow(community)
    for _ in range(covers):
        placed.insert(secrets.randbelow(len(placed) + 1), (_make_cover(), []))
    if placed:
        _store(placed, ledger)
    return len(placed)


def lock_ledger() -> Ledger:
    """The ledger, which nobody else gives places from until this transaction ends."""
    Ledger.objects.get_or_create(name=LEDGER)
    return Ledger.objects.select_for_update().get(name=LEDGER)


def list_behind() -> list[Community]:
    """Communities with records that have no place yet, the oldest first."""
    followed = dict(
        Cursor.objects.filter(consumer=CONSUMER).values_list("community_id", "sequence")
    )
    behind = [
        key
        for key, last in Stream.objects.values_list("community_id", "last")
        if last > followed.get(key, 0)
    ]
    return list(Community.objects.filter(pk__in=behind).order_by("id")) if behind else []


def _follow(community: Community) -> list[Placed]:
    """The next records of a community with their seals; its cursor moves in this transaction."""
    placed: list[Placed] = []

    def take(records: list[Record]) -> None:
        placed.extend(_seal(community, records))

    follow_records(CONSUMER, community=community, handle=take, limit=BATCH)
    return placed


def _store(placed: Sequence[Placed], ledger: Ledger) -> None:
    for index, (seal, salts) in enumerate(placed, start=ledger.size):
        seal.index = index
        for salt in salts:
            salt.seal = seal
    Seal.objects.bulk_create([seal for seal, _ in placed])
    SealSalt.objects.bulk_create([salt for _, salts in placed for salt in salts])
    ledger.size += len(placed)
    ledger.save(update_fields=["size"])


def _seal(community: Community, records: list[Record]) -> Iterator[Placed]:
    prefetch_related_objects(records, "organisation")
    for record in records:
        record.community = community
    public = _list_public(community, {record.matter_id for record in records})
    erased = _take_erased(records)
    for record in records:
        seal, salts = _place(record, is_public=record.matter_id in public)
        yield seal, [] if record.pk in erased else salts


def _take_erased(records: list[Record]) -> set[UUID]:
    """Those that were erased before they were sealed; forgotten here, as their seals have no salt."""
    rows = Erased.objects.filter(record__in=records)
    erased = set(rows.values_list("record_id", flat=True))
    rows.delete()
    return erased


def _list_public(community: Community, matters: set[UUID]) -> set[UUID]:
    """Those of the matters that exist for everybody."""
    seen = visible_to(acting_as_system(community)).filter(pk__in=matters, privacy=Privacy.PUBLIC)
    return set(seen.values_list("pk", flat=True))


def _place(record: Record, *, is_public: bool) -> Placed:
    """In clear where everybody may see the matter and the schema has words for the record."""
    names = name_facts(record)
    seal, salts = _commit(record, list_facts(record, names))
    seal.told = {"answers": [], "facts": names}
    if is_public:
        try:
            seal.told["answers"] = check_act(record, seal.commitments)
        except ActError as error:
            logger.warning("record %s does not fit the schema (%s): veiled", record.pk, error)
        else:
            return seal, salts
    content = write_content(record, seal.commitments, names)
    veil, veil_salts = _commit(record, {VEILED: content})
    seal.veiled, seal.commitments = True, seal.commitments | veil.commitments
    return seal, salts + veil_salts


def _commit(record: Record, texts: Mapping[str, str]) -> Placed:
    salts = {name: new_salt() for name in texts}
    commitments = {name: commit(name, text, salts[name]) for name, text in texts.items()}
    seal = Seal(record=record, veiled=False, commitments=commitments)
    return seal, [SealSalt(name=name, salt=salt) for name, salt in salts.items()]


def _make_cover() -> Seal:
    """By itself nobody can tell it from a veiled record: a digest of 32 bytes is as good as random."""
    return Seal(veiled=True, commitments={VEILED: secrets.token_hex(32)})
