"""perform: the only way in which a matter's state changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core.matters.acting import ActingUser
from linli.core.matters.context import StepContext
from linli.core.matters.definition import Procedure
from linli.core.matters.errors import (
    InputRefusedError,
    MatterNotFoundError,
    StepRefusedError,
)
from linli.core.matters.files import bind_files, take_files
from linli.core.matters.inputs import clean_input
from linli.core.matters.machine import decide
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.registry import get_registration
from linli.core.matters.services.idempotency import find_replay, keep_key, request_digest
from linli.core.matters.services.outcome import Outcome
from linli.core.matters.services.promises import apply_promises
from linli.core.matters.services.situation import load_situation
from linli.core.matters.versions import procedure_of, rules_of
from linli.core.records.models import Record
from linli.core.records.services import Entry, append_record

CHANGED = [
    "title",
    "state",
    "entered_at",
    "subject",
    "place",
    "place_code",
    "holder",
    "reporter_hidden",
    "privacy",
    "due_at",
    "closed_at",
]


def perform(
    matter_id: UUID,
    step: str,
    *,
    acting_user: ActingUser,
    values: Mapping[str, Any] | None = None,
    idempotency_key: str = "",
    now: datetime | None = None,
) -> Outcome:
    """Takes a step: lock, decision, the app's service, state, promises, record; all or nothing.

    Raises MatterNotFoundError (also for what this user may not see), UnknownStepError,
    StepRefusedError, InputRefusedError, IdempotencyError.
    """
    raw = values or {}
    digest = request_digest(f"{matter_id}/{step}", raw)
    try:
        with transaction.atomic():
            replay = find_replay(acting_user, idempotency_key, digest)
            if replay is not None:
                return replay
            moment = now or timezone.now()
            outcome = _take(matter_id, step, acting_user, raw, moment)
            keep_key(
                acting_user,
                idempotency_key,
                digest,
                matter=outcome.matter,
                sequence=outcome.sequence,
                now=moment,
            )
            return outcome
    except (IntegrityError, StepRefusedError, InputRefusedError):
        # Two requests with one key ran side by side: the second finds what the first did.
        replay = find_replay(acting_user, idempotency_key, digest)
        if replay is None:
            raise
        return replay


def _take(
    matter_id: UUID, step: str, user: ActingUser, raw: Mapping[str, Any], now: datetime
) -> Outcome:
    matter = lock_matter(matter_id, user)
    procedure, rules = procedure_of(matter), rules_of(matter)
    situation = load_situation(matter, procedure, rules)
    standing = user.standing(matter, matter.place_code)
    decision = decide(procedure, situation, step, standing, now)
    clean = clean_input(decision.step.fields, raw, community=user.community)
    decision = decision.answered(clean.values)
    context = StepContext(user.community, matter, decision, clean, user, now)
    run_effect(context)
    record = advance(context, procedure, from_state=situation.state)
    return Outcome(matter, record.sequence)


def lock_matter(matter_id: UUID, user: ActingUser) -> Matter:
    """The matter under its row lock; MatterNotFoundError.

    Its key stays free: who ties another matter to it asks for that at his commit, when he holds
    the lock on the records that this one will wait for.
    """
    found = visible_to(user).filter(pk=matter_id)
    matter = found.select_for_update(of=("self",), no_key=True).first()
    if matter is None:
        raise MatterNotFoundError(str(matter_id))
    return matter


def run_effect(context: StepContext) -> None:
    """The app's own service for this step, if it declared one."""
    effects = get_registration(context.matter.kind).effects
    if effect := effects.get(context.decision.step.name):
        effect(context)


def advance(
    context: StepContext, procedure: Procedure, *, from_state: str, is_new: bool = False
) -> Record:
    """Moves the state, settles promises, saves the matter and appends the record.

    A new matter is inserted once, after its first promises: foreign keys are checked at the end
    of the transaction.
    """
    matter, decision, now = context.matter, context.decision, context.now
    if decision.state != from_state:
        matter.state, matter.entered_at = decision.state, now
        final = procedure.state_by_name[decision.state].final
        matter.closed_at = now if final else None
    promised = apply_promises(
        matter,
        decision,
        procedure=procedure,
        rules=rules_of(matter),
        answers=context.values.values,
        community=context.community,
        now=now,
    )
    if is_new:
        matter.save(force_insert=True)
    else:
        matter.save(update_fields=CHANGED)
    facts = {**context.values.facts(), **context.facts, **promised}
    source = uuid4()
    files = take_files(matter, context.values, step=decision.step.name, source=source, now=now)
    entry = _entry(context, from_state, facts, files)
    record = append_record(context.community, entry=entry, now=now)
    bind_files({source: record} if files else {})
    return record


def _entry(
    context: StepContext, from_state: str, facts: dict[str, Any], files: Mapping[str, str]
) -> Entry:
    matter, decision = context.matter, context.decision
    duty = context.user.duty(decision.duty.key) if decision.duty else None
    return Entry(
        matter_id=matter.pk,
        matter_number=matter.number,
        kind=matter.kind,
        step=decision.step.name,
        from_state=from_state,
        to_state=decision.state,
        at=context.now,
        role=decision.actor.role,
        channel=context.channel or context.user.channel,
        account=context.user.account,
        organisation=duty.organisation if duty else None,
        facts=facts,
        parts=(*context.values.parts(), *context.parts),
        commitments=files,
    )
