"""Appending to the record stream, deleting private parts, following the stream."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, models, transaction

from linli.core.records.commitments import commit, new_salt
from linli.core.records.enums import Audience, Channel
from linli.core.records.facts import Fact, check_facts
from linli.core.records.models import Cursor, Record, RecordAuthor, RecordPart
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation

_KEY = models.UUIDField()


@dataclass(frozen=True, slots=True)
class Part:
    """A private text of a record and who may read it."""

    name: str
    text: str
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be recorded; `facts` may hold codes only, `commitments` are to files that are
    kept elsewhere."""

    matter_id: UUID
    matter_number: str
    kind: str
    step: str
    from_state: str
    to_state: str
    at: datetime
    role: str
    channel: Channel
    account: Account | None = None
    organisation: Organisation | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=dict)


def append_record(community: Community, *, entry: Entry, now: datetime) -> Record:
    """The record of one step.  Call it last in the transaction: it takes the community's lock."""
    return append_records(community, entries=[entry], now=now)[0]


@transaction.atomic
def append_records(
    community: Community, *, entries: Sequence[Entry], now: datetime
) -> list[Record]:
    """Records of several steps, in order, with neighbouring sequence numbers.

    The row lock on the stream is held to the end of the transaction, so numbers become visible
    in their order and without a gap: who has read up to n can have missed nothing below n.
    """
    prepared = [_prepare(entry) for entry in entries]
    last = _advance(community, len(entries))
    first = last - len(entries) + 1
    records = [
        Record(
            community=community,
            sequence=first + offset,
            matter_id=entry.matter_id,
            matter_number=entry.matter_number,
            kind=entry.kind,
            step=entry.step,
            from_state=entry.from_state,
            to_state=entry.to_state,
            at=entry.at,
            recorded_at=now,
            role=entry.role,
            organisation=entry.organisation,
            facts=check_facts(entry.facts),
            commitments={
                **{part.name: commit(part.name, part.text, bytes(part.salt)) for part in parts},
                **entry.commitments,
            },
        )
        for offset, (entry, parts) in enumerate(zip(entries, prepared, strict=True))
    ]
    _store(records, entries, prepared)
    return records


def _prepare(entry: Entry) -> list[RecordPart]:
    return [
        RecordPart(name=part.name, audience=part.audience, text=part.text, salt=new_salt())
        for part in entry.parts
    ]


def _advance(community: Community, by: int) -> int:
    """One statement, so that the first record of a community needs no separate insert."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_stream (community_id, last) VALUES (%s, %s) "
            "ON CONFLICT (community_id) DO UPDATE SET last = records_stream.last + excluded.last "
            "RETURNING last",
            [_KEY.get_db_prep_value(community.pk, connection), by],
        )
        return int(cursor.fetchone()[0])


def _store(
    records: list[Record], entries: Sequence[Entry], prepared: list[list[RecordPart]]
) -> None:
    Record.objects.bulk_create(records)
    authors = []
    for record, entry, parts in zip(records, entries, prepared, strict=True):
        for part in parts:
            part.record = record
        authors.append(
            RecordAuthor(
                record=record,
                matter_id=entry.matter_id,
                step=entry.step,
                account=entry.account,
                organisation=entry.organisation,
                at=entry.at,
                channel=entry.channel,
            )
        )
    RecordPart.objects.bulk_create([part for parts in prepared for part in parts])
    RecordAuthor.objects.bulk_create(authors)


@transaction.atomic
def delete_parts(matter_id: UUID, *, step: str) -> int:
    """Deletes the texts of a step with their salts; the number deleted.

    By the records' keys: a join would be planned by what the database knew of the tables before a
    large import filled them.
    """
    records = Record.objects.filter(matter_id=matter_id, step=step).values_list("pk", flat=True)
    deleted, _ = RecordPart.objects.filter(record__in=list(records)).delete()
    return deleted


@transaction.atomic
def narrow_parts(matter_id: UUID, *, audience: Audience) -> int:
    """Takes public texts back to a narrower audience, for originals that must not be lost."""
    records = Record.objects.filter(matter_id=matter_id).values_list("pk", flat=True)
    public = RecordPart.objects.filter(record__in=list(records), audience=Audience.PUBLIC)
    return public.update(audience=audience)


def has_public_parts(matter_id: UUID) -> bool:
    """Whether anything of the matter was published."""
    return RecordPart.objects.filter(record__matter_id=matter_id, audience=Audience.PUBLIC).exists()


@transaction.atomic
def follow_records(
    consumer: str,
    *,
    community: Community,
    handle: Callable[[list[Record]], None],
    limit: int = 500,
) -> int:
    """Hands the next records to `handle` in order; their number.

    The cursor moves in the same transaction as the handler's writes: each record takes effect
    once, and the row lock keeps two followers of one name apart.
    """
    Cursor.objects.get_or_create(community=community, consumer=consumer)
    cursor = Cursor.objects.select_for_update().get(community=community, consumer=consumer)
    records = list(
        Record.objects.filter(community=community, sequence__gt=cursor.sequence).order_by(
            "sequence"
        )[:limit]
    )
    if records:
        handle(records)
        cursor.sequence = records[-1].sequence
        cursor.save(update_fields=["sequence"])
    return len(records)
