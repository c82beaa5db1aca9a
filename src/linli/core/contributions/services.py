"""contribute: many people at once on one open state, none waiting for another."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from linli.core.contributions.models import Contribution
from linli.core.contributions.policies import admit
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition.fields import TEXTS
from linli.core.matters.errors import (
    IdempotencyError,
    MatterNotFoundError,
    StepRefusedError,
    TooManyAttemptsError,
    UnknownStepError,
)
from linli.core.matters.files import bind_files, find_commitments, take_files
from linli.core.matters.inputs import clean_input
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.services.idempotency import check_key, request_digest
from linli.core.matters.versions import procedure_of
from linli.core.records.enums import Audience, Channel
from linli.core.records.services import Entry, Part, append_records
from linli.core.records.tasks import Task, register_task
from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.errors import TooManyRequestsError
from linli.ground.accounts.public import spend_limit
from linli.ground.communities.models import Community
from linli.ground.privacy.network import index_network

BATCH = 500


@transaction.atomic
def contribute(
    matter_id: UUID,
    kind: str,
    *,
    acting_user: ActingUser,
    values: Mapping[str, Any] | None = None,
    idempotency_key: str = "",
    network_address: str = "",
    now: datetime | None = None,
) -> Contribution:
    """Adds one input under a shared lock on the matter's state; for a key that was used before
    the earlier one.

    Raises MatterNotFoundError, UnknownStepError, InputRefusedError, IdempotencyError,
    StepRefusedError with not_in_state, not_your_duty or used_up, and TooManyAttemptsError where
    too many came without an account from one network.
    """
    matter = _lock_shared(matter_id, acting_user)
    declared = procedure_of(matter).contribution_by_name.get(kind)
    if declared is None:
        raise UnknownStepError(kind)
    author = admit(declared, matter, acting_user)
    digest = request_digest(f"{matter_id}/{kind}", values or {}) if idempotency_key else ""
    sent = {"matter": matter, "kind": kind, "author_key": author}
    if earlier := _find_earlier(sent, key=idempotency_key, digest=digest):
        return earlier
    clean = clean_input(declared.fields, values or {}, community=acting_user.community)
    texts = clean.parts()
    row = Contribution(
        **sent,
        community=acting_user.community,
        account=acting_user.account,
        once=declared.once,
        state=matter.state,
        channel=acting_user.channel,
        idempotency_key=idempotency_key,
        digest=digest,
        facts=clean.facts(),
        text=texts[0].text if texts else "",
        at=now or timezone.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _count_visit(acting_user, network_address)
    except IntegrityError as error:
        # The same request ran beside this one, or the person had contributed before.
        if earlier := _find_earlier(sent, key=idempotency_key, digest=digest):
            return earlier
        raise StepRefusedError("used_up", kind) from error
    take_files(matter, clean, step=kind, source=row.pk, now=row.at)
    return row


def _count_visit(user: ActingUser, network_address: str) -> None:
    """Whoever has an account is kept to once by that; other browsers are made in a moment."""
    if not user.visitor:
        return
    network = index_network(network_address, community_id=user.community.pk)
    try:
        spend_limit(user.community, scope=LimitScope.VISIT_NETWORK_DAY, subject_index=network)
    except TooManyRequestsError as error:
        raise TooManyAttemptsError(network) from error


def _find_earlier(sent: Mapping[str, Any], *, key: str, digest: str) -> Contribution | None:
    """What the key brought about before; IdempotencyError where that was something else."""
    if not key:
        return None
    check_key(key)
    earlier = Contribution.objects.filter(**sent, idempotency_key=key).first()
    if earlier is not None and earlier.digest != digest:
        raise IdempotencyError("the key was used for another request")
    return earlier


def _lock_shared(matter_id: UUID, user: ActingUser) -> Matter:
    """PostgreSQL: FOR SHARE waits for a step in progress and holds later ones off, but lets other
    contributors in.  SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM matters_matter WHERE id = %s FOR SHARE", [matter_id])
    matter = visible_to(user).filter(pk=matter_id).first()
    if matter is None:
        raise MatterNotFoundError(str(matter_id))
    return matter


@transaction.atomic
def record_contributions(community: Community, *, now: datetime) -> int:
    """Gives contributions that have none their records, in order of arrival; how many.

    The text moves into the record's private part, so that it lies in one deletable place.
    """
    waiting = list(
        Contribution.objects.select_for_update(of=("self",), skip_locked=_skips())
        .filter(community=community, record__isnull=True)
        .select_related("matter")
        .order_by("id")[:BATCH]
    )
    if not waiting:
        return 0
    files = find_commitments(row.pk for row in waiting)
    entries = [_entry(row, files.get(row.pk, {})) for row in waiting]
    records = append_records(community, entries=entries, now=now)
    for row, record in zip(waiting, records, strict=True):
        row.record, row.text = record, ""
    Contribution.objects.bulk_update(waiting, ["record", "text"])
    bind_files({row.pk: row.record for row in waiting if row.record and row.pk in files})
    return len(waiting)


def _skips() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)


def _entry(row: Contribution, files: Mapping[str, str]) -> Entry:
    declared = procedure_of(row.matter).contribution_by_name[row.kind]
    texts = [field for field in declared.fields if field.type in TEXTS]
    audience = texts[0].audience if texts else Audience.OFFICES
    return Entry(
        matter_id=row.matter_id,
        matter_number=row.matter.number,
        kind=row.matter.kind,
        step=row.kind,
        from_state=row.state,
        to_state=row.state,
        at=row.at,
        role="resident",
        channel=Channel(row.channel),
        account=row.account,
        facts=row.facts,
        parts=(Part("text", row.text, audience),) if row.text else (),
        commitments=files,
    )


def _record_everywhere(_payload: Mapping[str, Any]) -> None:
    for community in Community.objects.all():
        record_contributions(community, now=timezone.now())


register_task(Task("record_contributions", _record_everywhere, every=timedelta(seconds=2)))
