"""One matter: itself, its timeline, its thread, what a reader may call its reporter."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Role
from linli.core.matters.errors import MatterNotFoundError
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.numbers import normalise_number
from linli.core.matters.policies import audiences_for, roles_on, visible_to
from linli.core.matters.registry import get_registration
from linli.core.matters.versions import procedure_of
from linli.core.records.enums import Audience
from linli.core.records.models import Record, RecordPart
from linli.ground.parties.enums import DutyKind


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


def _for_pages(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """With everything that the page of one matter asks of it."""
    promises = Promise.objects.select_related("party").order_by("due_at", "id")
    return (
        matters.select_related("place", "holder", "reporter__account")
        .defer("place__boundary")
        .prefetch_related(Prefetch("promises", queryset=promises))
    )


def list_timeline(matter: Matter, *, user: ActingUser) -> list[TimelineEntry]:
    """The matter's records in order with the readable words; two queries.

    Whoever asked for something reads the reasons of what was decided about it, though the matter
    may be another organisation's since.
    """
    readable = audiences_for(matter, roles_on(matter, user))
    own = {duty.organisation_id for duty in user.duties if duty.kind == DutyKind.HANDLER}
    wanted = readable | {Audience.PARTIES} if own else readable
    parts = RecordPart.objects.filter(audience__in=wanted).order_by("name")
    records = (
        Record.objects.filter(community=user.community, matter_id=matter.pk)
        .select_related("organisation")
        .prefetch_related(Prefetch("parts", queryset=parts, to_attr="readable"))
        .order_by("sequence")
    )
    entries, procedure = [], procedure_of(matter)
    # Who asked last by each step; what was decided counts for nobody's later decision.
    asked: dict[str, UUID | None] = {}
    for record in records:
        askers = [asked.pop(step, None) for step in procedure.asking_steps(record.step)]
        answers_own = any(asker in own for asker in askers if asker)
        asked[record.step] = record.organisation_id
        open_to = readable | {Audience.PARTIES} if answers_own else readable
        read = tuple(part for part in record.readable if part.audience in open_to)
        entries.append(TimelineEntry(record, read))
    return entries


def list_thread(matter: Matter, *, user: ActingUser) -> list[ThreadKnot]:
    """Matters tied to this one that the reader may see, oldest first; hidden ones leave no gap."""
    links = MatterLink.objects.filter(Q(matter=matter) | Q(other=matter))
    pairs = {}
    for link in links:
        forward = link.matter_id == matter.pk
        pairs[link.other_id if forward else link.matter_id] = (link.relation, not forward)
    seen = visible_to(user).filter(pk__in=pairs).select_related("place").order_by("opened_at")
    return [ThreadKnot(other, *pairs[other.pk]) for other in seen]


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
