"""Notices from records, as the stream brings them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core.matters.acting import acting_as_system, local_day
from linli.core.matters.enums import Privacy, Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.versions import procedure_of
from linli.core.notices.models import Notice
from linli.core.notices.policies import (
    concerns_holder,
    concerns_reporter,
    is_sent,
    moves,
    tells,
)
from linli.core.notices.selectors import list_followers, list_handlers, list_told_accounts
from linli.core.records.enums import Channel
from linli.core.records.models import Record, RecordAuthor
from linli.core.records.queue import enqueue
from linli.core.records.services import follow_records
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.services import contact_of

CONSUMER = "notices"
DELIVERY = "deliver_notice"
BATCH = 1500
ASKER = "asker"


@dataclass(frozen=True, slots=True)
class _Told:
    """A record with what is needed to say whom it concerns."""

    record: Record
    matter: Matter
    taken_by: UUID | None
    asked_by: UUID | None = None


def follow_steps(community: Community, *, now: datetime) -> int:
    """Writes the notices of the next records of the community; how many records were read."""
    return follow_records(
        CONSUMER,
        community=community,
        handle=lambda records: write_notices(community, records=records, now=now),
        limit=BATCH,
    )


@transaction.atomic
def write_notices(community: Community, *, records: Sequence[Record], now: datetime) -> None:
    """Notices for everybody whom these steps concern, and the jobs that send them.

    Steps taken over from another system concern nobody here; nobody is told what he did himself.
    """
    told = [item for item in _gather(community, records) if _is_news(item)]
    told = [_with_asker(item) for item in told]
    concerned = {key for item in told for key in (item.matter.holder_id, item.asked_by) if key}
    handlers = list_handlers(community, organisations=concerned, on=local_day(community))
    followers = list_followers(item.matter for item in told if moves(item.record))
    written = [
        (notice, is_sent(procedure_of(item.matter), item.record, now=now))
        for item in told
        for notice in (*_notices(item, handlers), *_to_followers(item, followers))
    ]
    Notice.objects.bulk_create([notice for notice, _ in written])
    for notice, sent in written:
        if sent:
            enqueue(DELIVERY, payload={"notice": str(notice.pk)}, run_at=now)


def _gather(community: Community, records: Sequence[Record]) -> list[_Told]:
    authors = {
        author.record_id: author for author in RecordAuthor.objects.filter(record__in=records)
    }
    own = [
        record
        for record in records
        if record.pk not in authors or authors[record.pk].channel != Channel.IMPORT
    ]
    matters = (
        visible_to(acting_as_system(community))
        .filter(pk__in={record.matter_id for record in own})
        .select_related("reporter__account", "community")
        .in_bulk()
    )
    return [
        _Told(record, matters[record.matter_id], _taken_by(authors.get(record.pk)))
        for record in own
        if record.matter_id in matters
    ]


def _taken_by(author: RecordAuthor | None) -> UUID | None:
    return author.account_id if author else None


def _with_asker(told: _Told) -> _Told:
    """With the organisation that asked for what this step decides, where the step tells it; not of
    a matter for few, which it may no longer read."""
    procedure, record = procedure_of(told.matter), told.record
    if ASKER not in tells(procedure, record) or told.matter.privacy == Privacy.RESTRICTED:
        return told
    asked = Record.objects.filter(
        matter_id=record.matter_id,
        step__in=procedure.asking_steps(record.step),
        sequence__lt=record.sequence,
    ).order_by("-sequence")
    return replace(told, asked_by=asked.values_list("organisation_id", flat=True).first())


def _is_news(told: _Told) -> bool:
    return moves(told.record) or bool(tells(procedure_of(told.matter), told.record))


def _notices(told: _Told, handlers: Mapping[UUID, list[UUID]]) -> Iterator[Notice]:
    matter, record, procedure = told.matter, told.record, procedure_of(told.matter)
    told_by_name = tells(procedure, record)
    if concerns_reporter(record) and (moves(record) or Role.REPORTER in told_by_name):
        yield from _to_reporter(told)
    if matter.holder_id and (Role.HOLDER in told_by_name or concerns_holder(procedure, record)):
        for account in handlers.get(matter.holder_id, []):
            if account != told.taken_by:
                yield _notice(told, Role.HOLDER, account=account)
    if told.asked_by and told.asked_by != matter.holder_id:
        for account in handlers.get(told.asked_by, []):
            if account != told.taken_by:
                yield _notice(told, Role.HOLDER, account=account)
    yield from _to_offices(told, told_by_name)


def _to_offices(told: _Told, told_by_name: Iterable[str]) -> Iterator[Notice]:
    """To those on the duties that the step names, each once, whatever number of them he holds."""
    community, matter = told.matter.community, told.matter
    kinds = [DutyKind(name) for name in told_by_name if name in DutyKind.values]
    accounts = dict.fromkeys(
        account
        for kind in kinds
        for account in list_told_accounts(
            community, kind=kind, place_code=matter.place_code, on=local_day(community)
        )
    )
    for account in accounts:
        if account != told.taken_by:
            yield _notice(told, Role.OFFICE, account=account)


def _to_reporter(told: _Told) -> Iterator[Notice]:
    resident = told.matter.reporter
    if resident is None:
        return
    account = resident.account
    if account is not None:
        if account.is_active and account.pk != told.taken_by:
            yield _notice(told, Role.REPORTER, account=account.pk)
        return
    contact = contact_of(resident)
    if contact.phone or contact.mail:
        yield _notice(told, Role.REPORTER, resident=resident.pk)


def _to_followers(told: _Told, followers: Mapping[UUID, list[UUID]]) -> Iterator[Notice]:
    if not moves(told.record):
        return
    reporter = told.matter.reporter.account_id if told.matter.reporter else None
    for account in followers.get(told.matter.pk, []):
        if account not in {told.taken_by, reporter}:
            yield _notice(told, Role.PUBLIC, account=account)


def _notice(
    told: _Told, role: Role, *, account: UUID | None = None, resident: UUID | None = None
) -> Notice:
    return Notice(
        community_id=told.record.community_id,
        matter=told.matter,
        sequence=told.record.sequence,
        step=told.record.step,
        state=told.record.to_state,
        role=role,
        account_id=account,
        resident_id=resident,
        at=told.record.at,
    )
