"""Reading matters: lists, one matter, its timeline, what one may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Procedure, Step, Where, Worklist
from linli.core.matters.definition.actors import Kind
from linli.core.matters.enums import Role
from linli.core.matters.errors import MatterNotFoundError, StepRefusedError
from linli.core.matters.machine import decide_opening, find_bar
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.numbers import normalise_number
from linli.core.matters.policies import audiences_for, roles_on, visible_to
from linli.core.matters.registry import get_registration, list_registrations
from linli.core.matters.services.open_matter import in_time, is_used_up
from linli.core.matters.services.situation import load_situation, load_situations
from linli.core.matters.versions import procedure_of, rules_of
from linli.core.records.models import Record, RecordPart
from linli.ground.parties.models import Organisation
from linli.ground.places.selectors import below

# Databases differ in where they put what has no time; both read this from the plain index.
DUE_FIRST = F("due_at").asc(nulls_last=True)
# All of a matter, and of its place and holder what they are called.
LISTED = (
    *(field.name for field in Matter._meta.concrete_fields),  # noqa: SLF001 - Django's public name
    "place__code",
    "place__name",
    "holder__slug",
    "holder__name",
)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One record with the words that this reader may see."""

    record: Record
    parts: tuple[RecordPart, ...]


@dataclass(frozen=True, slots=True)
class ThreadKnot:
    """A matter tied to this one, and how; `before` says on which side of time it lies."""

    matter: Matter
    relation: str
    before: bool


def get_matter(number: str, *, user: ActingUser) -> Matter:
    """The matter of that number with place, holder and promises; MatterNotFoundError."""
    found = visible_to(user).filter(number=normalise_number(number))
    matter = _for_pages(found).first()
    if matter is None:
        raise MatterNotFoundError(number)
    matter.community = matter.place.community = user.community
    return matter


def list_matters(
    user: ActingUser,
    *,
    kind: str = "",
    state: str = "",
    place_code: str = "",
    subject: str = "",
    holder_slug: str = "",
) -> QuerySet[Matter]:
    """Visible matters, latest first, ready to be shown in a list without further queries."""
    matters = visible_to(user)
    if kind:
        matters = matters.filter(kind=kind)
    if state:
        matters = matters.filter(state=state)
    if place_code:
        matters = matters.filter(below(place_code, user.community, field="place_code"))
    if subject:
        matters = matters.filter(Q(subject=subject) | Q(subject__startswith=f"{subject}."))
    if holder_slug:
        # By key, so that the holder's index gives the latest first; a join would sort them all.
        named = Organisation.objects.filter(community=user.community, slug=holder_slug)
        matters = matters.filter(holder=named.values("pk")[:1])
    return _for_lists(matters).order_by("-opened_at", "-id")


def list_own_matters(user: ActingUser) -> QuerySet[Matter]:
    """What this user reported, by account or by receipts, latest first."""
    own = Q(pk__in=user.receipt_matters)
    if user.resident_id is not None:
        own |= Q(reporter_id=user.resident_id)
    return _for_lists(visible_to(user).filter(own)).order_by("-opened_at", "-id")


def list_worklist(user: ActingUser, *, kind: str, worklist: Worklist) -> QuerySet[Matter]:
    """What waits for this user's duty, the earliest due first, and last what is not due at all."""
    reach = Q(pk__in=[])
    for duty in user.duties:
        if duty.kind != worklist.duty:
            continue
        if worklist.where is Where.HOLDER:
            reach |= Q(holder_id=duty.organisation_id)
        else:
            reach |= below(duty.place.code, user.community, field="place_code")
    waiting = visible_to(user).filter(reach, kind=kind, state__in=worklist.states)
    if set(worklist.states) <= set(get_registration(kind).procedure.open_states):
        # Says what the states say already, and lets the database read what is under way alone.
        waiting = waiting.filter(closed_at__isnull=True)
    return _for_lists(waiting).order_by(DUE_FIRST, "opened_at", "id")


def list_worklists(user: ActingUser) -> list[tuple[Procedure, Worklist]]:
    """The lists that this user's duties open."""
    return [
        (registration.procedure, worklist)
        for registration in list_registrations()
        for worklist in registration.procedure.worklists
        if user.has_duty(worklist.duty)
    ]


def find_worklist(user: ActingUser, name: str) -> tuple[Procedure, Worklist] | None:
    """The list of that name, where this user has the duty for it."""
    for procedure, worklist in list_worklists(user):
        if worklist.name == name:
            return procedure, worklist
    return None


def list_timeline(matter: Matter, *, user: ActingUser) -> list[TimelineEntry]:
    """The matter's records in order with the readable words; two queries."""
    readable = audiences_for(matter, roles_on(matter, user))
    parts = RecordPart.objects.filter(audience__in=readable).order_by("name")
    records = (
        Record.objects.filter(community=user.community, matter_id=matter.pk)
        .select_related("organisation")
        .prefetch_related(Prefetch("parts", queryset=parts, to_attr="readable"))
        .order_by("sequence")
    )
    return [TimelineEntry(record, tuple(record.readable)) for record in records]


def list_thread(matter: Matter, *, user: ActingUser) -> list[ThreadKnot]:
    """Matters tied to this one that the reader may see, oldest first; hidden ones leave no gap."""
    links = MatterLink.objects.filter(Q(matter=matter) | Q(other=matter))
    pairs = {}
    for link in links:
        forward = link.matter_id == matter.pk
        pairs[link.other_id if forward else link.matter_id] = (link.relation, not forward)
    seen = visible_to(user).filter(pk__in=pairs).select_related("place").order_by("opened_at")
    return [ThreadKnot(other, *pairs[other.pk]) for other in seen]


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
    matters: Sequence[Matter], *, user: ActingUser, now: datetime
) -> dict[UUID, list[tuple[Step, str]]]:
    """The main steps out of each matter's state, each with the code that bars this user from it,
    empty where nothing does.  The number of queries does not depend on the number of matters."""
    situations = load_situations(matters)
    found = {}
    for matter in matters:
        procedure, standing = procedure_of(matter), user.standing(matter, matter.place_code)
        found[matter.pk] = [
            (step, find_bar(procedure, situations[matter.pk], step.name, standing, now))
            for step in procedure.steps_from(matter.state)
            if step.main
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


def _for_lists(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """With what a row shows: the names of place and holder, and promises that run or, as the main
    ones of their kind, ran."""
    main = [
        kind.name
        for registration in list_registrations()
        for kind in registration.procedure.promises
        if kind.main
    ]
    shown = Promise.objects.filter(
        Q(met_at__isnull=True) | Q(name__in=main),
        Q(cancelled_at__isnull=True) | Q(cancelled_at__gt=F("due_at")),
    )
    return (
        matters.select_related("place", "holder")
        .only(*LISTED)
        .prefetch_related(Prefetch("promises", queryset=shown.order_by("due_at", "id")))
    )


def _for_pages(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """With everything that the page of one matter asks of it."""
    promises = Promise.objects.select_related("party").order_by("due_at", "id")
    return (
        matters.select_related("place", "holder", "reporter__account")
        .defer("place__boundary")
        .prefetch_related(Prefetch("promises", queryset=promises))
    )


def reporter_label(matter: Matter, *, user: ActingUser) -> str:
    """What a reader learns about the reporter: `you`, `hidden`, `named` or `resident`.

    Somebody of the handling organisation never learns more than `hidden` where it was asked for.
    """
    roles = roles_on(matter, user)
    if Role.REPORTER in roles:
        return "you"
    if Role.HOLDER in roles and matter.reporter_hidden:
        return "hidden"
    if roles & {Role.OFFICE, Role.HOLDER} and matter.reporter_id is not None:
        return "named"
    return "resident"


def subject_label(matter: Matter, *, user: ActingUser) -> str:
    """The category in words, by the app that owns it."""
    label = get_registration(matter.kind).subject_label
    return label(user.community, matter.subject) if label else matter.subject
