"""What somebody may do with a matter now, and why not."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Procedure, Step
from linli.core.matters.definition.actors import Kind
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.machine import decide_opening, find_bar
from linli.core.matters.models import Matter
from linli.core.matters.registry import list_registrations
from linli.core.matters.services.open_matter import in_time, is_used_up
from linli.core.matters.services.situation import load_situation, load_situations
from linli.core.matters.versions import procedure_of, rules_of


def list_possible_steps(matter: Matter, *, user: ActingUser, now: datetime) -> list[Step]:
    """Steps that this user may take now, in the order of declaration."""
    procedure = procedure_of(matter)
    if not _is_party(matter, procedure, user):
        return []
    situation = load_situation(matter, procedure, rules_of(matter), promises=matter.promises.all())
    standing = user.standing(matter, matter.place_code)
    return [
        step
        for step in procedure.steps_from(matter.state)
        if not find_bar(procedure, situation, step.name, standing, now)
    ]


def list_possible_openings(matter: Matter, *, user: ActingUser, now: datetime) -> list[Procedure]:
    """Kinds that this user may open out of this matter now (an appeal against its closing)."""
    return [
        registration.procedure
        for registration in list_registrations()
        if registration.procedure.origin is not None
        and registration.procedure.origin.kind == matter.kind
        and not find_opening_refusal(registration.procedure, matter, user=user, now=now)
    ]


def find_opening_refusal(
    procedure: Procedure, origin: Matter, *, user: ActingUser, now: datetime
) -> str:
    """The code with which opening this kind out of the matter would be refused; empty where it
    would not."""
    relation = procedure.origin
    if relation is None or origin.state not in relation.states:
        return "not_in_state"
    try:
        decide_opening(procedure, user.standing(origin, origin.place_code))
    except StepRefusedError as error:
        return error.code
    if is_used_up(procedure, origin):
        return "used_up"
    return "" if in_time(procedure, origin, now) else "too_late"


def find_refusal(matter: Matter, step: str, *, user: ActingUser, now: datetime) -> str:
    """The code with which this step would be refused to this user now; empty where it would not."""
    procedure = procedure_of(matter)
    situation = load_situation(matter, procedure, rules_of(matter))
    standing = user.standing(matter, matter.place_code)
    return find_bar(procedure, situation, step, standing, now)


def list_desk_steps(
    matters: Sequence[Matter], *, user: ActingUser, now: datetime, also: Collection[str] = ()
) -> dict[UUID, list[tuple[Step, str]]]:
    """The main steps out of each matter's state, and those named in `also`, each with the code that
    bars this user from it, empty where nothing does.  Those that are for matters with a holder
    alone, or without one, stand beside no other.  The number of queries does not depend on the
    number of matters."""
    situations = load_situations(matters)
    found = {}
    for matter in matters:
        procedure, standing = procedure_of(matter), user.standing(matter, matter.place_code)
        found[matter.pk] = [
            (step, find_bar(procedure, situations[matter.pk], step.name, standing, now))
            for step in procedure.steps_from(matter.state)
            if (step.main or step.name in also)
            and step.holds in {None, matter.holder_id is not None}
        ]
    return found


def _is_party(matter: Matter, procedure: Procedure, user: ActingUser) -> bool:
    """Whether any step could be open at all; spares most readers three queries."""
    if user.duties or user.is_system or user.is_reporter_of(matter):
        return True
    return any(
        actor.kind is Kind.ANYONE
        for step in procedure.steps_from(matter.state)
        for actor in step.actors
    )
