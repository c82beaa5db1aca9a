"""open_matter: a new affair, by the opening step of its procedure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core.matters.acting import ActingUser
from linli.core.matters.context import StepContext
from linli.core.matters.definition import Phase, Procedure
from linli.core.matters.errors import (
    InputRefusedError,
    MatterNotFoundError,
    StepRefusedError,
)
from linli.core.matters.inputs import clean_input
from linli.core.matters.machine import decide_opening
from linli.core.matters.models import Matter, MatterLink, ProcedureVersion
from linli.core.matters.numbers import draw_numbers
from linli.core.matters.policies import visible_to
from linli.core.matters.registry import get_registration
from linli.core.matters.rules import parse_rules
from linli.core.matters.services.idempotency import find_replay, keep_key, request_digest
from linli.core.matters.services.outcome import Outcome
from linli.core.matters.services.perform import advance, run_effect
from linli.core.matters.services.receipts import issue_receipt, secret_for
from linli.core.matters.versions import current_version
from linli.ground.places.models import Place
from linli.ground.places.selectors import get_top_place


def open_matter(
    kind: str,
    *,
    acting_user: ActingUser,
    values: Mapping[str, Any],
    origin: Matter | None = None,
    idempotency_key: str = "",
    now: datetime | None = None,
) -> Outcome:
    """A new matter with its number and first record, and a receipt unless only those on duty may
    open one; all or nothing.

    `origin` is the matter that this one comes from, where the procedure declares a relation.
    Raises StepRefusedError, InputRefusedError, MatterNotFoundError, IdempotencyError.
    """
    digest = request_digest(f"{kind}/{origin.pk if origin else ''}", values)
    try:
        with transaction.atomic():
            replay = _find_replay(acting_user, idempotency_key, digest)
            if replay is not None:
                return replay
            moment = now or timezone.now()
            secret = secret_for(acting_user, idempotency_key, digest)
            outcome = _open(kind, acting_user, values, origin, moment)
            if get_registration(kind).procedure.opening.is_for_duties:
                secret = ""
            else:
                issue_receipt(outcome.matter, secret=secret, now=moment)
            keep_key(
                acting_user,
                idempotency_key,
                digest,
                matter=outcome.matter,
                sequence=outcome.sequence,
                now=moment,
            )
            return replace(outcome, secret=secret)
    except (IntegrityError, StepRefusedError, InputRefusedError):
        replay = _find_replay(acting_user, idempotency_key, digest)
        if replay is None:
            raise
        return replay


def _find_replay(user: ActingUser, key: str, digest: str) -> Outcome | None:
    """The earlier outcome with its secret, which only the bearer of the key can make again."""
    replay = find_replay(user, key, digest)
    if replay is None:
        return None
    is_for_duties = get_registration(replay.matter.kind).procedure.opening.is_for_duties
    secret = "" if is_for_duties else secret_for(user, key, digest)
    return Outcome(replay.matter, replay.sequence, replayed=True, secret=secret)


def _open(
    kind: str,
    user: ActingUser,
    raw: Mapping[str, Any],
    origin: Matter | None,
    now: datetime,
) -> Outcome:
    procedure = get_registration(kind).procedure
    version = current_version(user.community, kind, now=now)
    origin = _lock_origin(procedure, user, origin, now)
    place = origin.place if origin else get_top_place(user.community)
    decision = decide_opening(procedure, user.standing(origin, place.code))
    clean = clean_input(procedure.opening.fields, raw, community=user.community)
    matter = _new_matter(procedure, user, place, version, now)
    matter.reporter_id = user.resident_id
    context = StepContext(user.community, matter, decision, clean, user, now, origin=origin)
    if origin is not None:
        matter.subject, matter.reporter_id = origin.subject, origin.reporter_id
        matter.reporter_hidden = origin.reporter_hidden
        matter.privacy = origin.privacy
        matter.title = _plain_title(origin, user)
        context.facts["origin"] = origin.number
    run_effect(context)
    if origin is not None and procedure.origin is not None:
        _link(origin, matter, procedure.origin.name, now)
    record = advance(context, procedure, from_state="", is_new=True)
    return Outcome(matter, record.sequence)


def _plain_title(origin: Matter, user: ActingUser) -> str:
    """Published words stay with the matter that they were published on, where they can be taken
    down again."""
    plain = get_registration(origin.kind).plain_title
    return plain(user.community, origin) if plain else origin.title


def _lock_origin(
    procedure: Procedure, user: ActingUser, origin: Matter | None, now: datetime
) -> Matter | None:
    """The origin as it is now, if it is of the kind and state that the relation asks for."""
    relation = procedure.origin
    if relation is None:
        return None
    if origin is None:
        raise StepRefusedError("needs_origin", procedure.opening.name)
    locked = (
        visible_to(user)
        .select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .filter(pk=origin.pk)
        .first()
    )
    if locked is None:
        raise MatterNotFoundError(origin.number)
    if locked.kind != relation.kind or locked.state not in relation.states:
        raise StepRefusedError("not_in_state", procedure.opening.name)
    if relation.within and not in_time(procedure, locked, now):
        raise StepRefusedError("too_late", procedure.opening.name)
    if is_used_up(procedure, locked):
        raise StepRefusedError("used_up", procedure.opening.name)
    return locked


def is_used_up(procedure: Procedure, origin: Matter) -> bool:
    """Whether one was opened out of it since it came into its present state, and not withdrawn."""
    if procedure.origin is None or procedure.origin.many:
        return False
    stopped = [state.name for state in procedure.states if state.phase is Phase.STOPPED]
    opened = MatterLink.objects.filter(
        matter=origin, relation=procedure.origin.name, created_at__gte=origin.entered_at
    )
    return opened.exclude(other__state__in=stopped).exists()


def in_time(procedure: Procedure, origin: Matter, now: datetime) -> bool:
    """Whether the days that the rules in force give for opening it have not run out."""
    relation = procedure.origin
    if relation is None or not relation.within:
        return True
    version = current_version(origin.community, procedure.kind, now=now)
    days = parse_rules(procedure, version.rules).days[relation.within]
    return now <= origin.entered_at + timedelta(days=days)


def _new_matter(
    procedure: Procedure, user: ActingUser, place: Place, version: ProcedureVersion, now: datetime
) -> Matter:
    assert procedure.opening.target is not None
    return Matter(
        community=user.community,
        kind=procedure.kind,
        number=_free_number(procedure, user, now),
        title="",
        state=procedure.opening.target,
        entered_at=now,
        opened_at=now,
        place=place,
        place_code=place.code,
        version=version,
    )


def _free_number(procedure: Procedure, user: ActingUser, now: datetime) -> str:
    drawn = draw_numbers(procedure.prefix, user.community, now)
    taken = set(
        Matter.objects.filter(community=user.community, number__in=drawn).values_list(
            "number", flat=True
        )
    )
    return next(number for number in drawn if number not in taken)


def _link(origin: Matter, matter: Matter, relation: str, now: datetime) -> None:
    MatterLink.objects.create(
        community=matter.community,
        matter=origin,
        other=matter,
        relation=relation,
        created_at=now,
    )
