"""Taking over matters from another system, many at a time, each with its whole history."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Procedure
from linli.core.matters.enums import LinkRelation, Privacy
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter, MatterLink, ProcedureVersion, Promise
from linli.core.matters.numbers import draw_numbers
from linli.core.matters.registry import get_registration
from linli.core.matters.versions import current_version
from linli.core.records.enums import Channel
from linli.core.records.facts import Fact
from linli.core.records.services import Entry, Part, append_records
from linli.ground.accounts.models import Account
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation, Resident
from linli.ground.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEvent:
    """One thing that happened to it over there, told as one of our steps."""

    step: str
    state: str
    at: datetime
    role: str
    account: Account | None = None
    organisation: Organisation | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPromise:
    """A promise as the other system kept it; `party` where it was not the holder's."""

    name: str
    limit: str
    opened_at: datetime
    due_at: datetime
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    provisional: bool = False
    party: Organisation | None = None
    extension: str = ""
    extended_from: datetime | None = None
    rung: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMatter:
    """One matter of another system; `events` in order, the first one the opening.

    `links` tie it to other matters of the same source: the relation, and their source ids.
    """

    source_id: str
    title: str
    subject: str
    place: Place
    holder: Organisation | None
    restricted: bool = False
    reporter: Resident | None = None
    reporter_hidden: bool = False
    events: tuple[ImportedEvent, ...]
    promises: tuple[ImportedPromise, ...] = ()
    links: tuple[tuple[LinkRelation, str], ...] = ()


@transaction.atomic
def import_matters(
    kind: str,
    *,
    source: str,
    rows: Sequence[ImportedMatter],
    acting_user: ActingUser,
    now: datetime,
) -> list[Matter]:
    """The matters that were not there yet, created with records, promises and links to come.

    Idempotent by source and source id; all rows of a call or none.  Raises StepRefusedError
    unless the user administers the community or is the system.
    """
    if not (acting_user.is_system or acting_user.has_duty(DutyKind.ADMINISTRATOR)):
        raise StepRefusedError("not_your_duty", "import")
    procedure = get_registration(kind).procedure
    fresh = _not_yet_here(acting_user, source, rows)
    version = current_version(acting_user.community, kind, now=now)
    numbers = _numbers(procedure, acting_user, fresh)
    matters = [
        _matter(procedure, row, number, source, version)
        for row, number in zip(fresh, numbers, strict=True)
    ]
    Matter.objects.bulk_create(matters)
    Promise.objects.bulk_create(
        [
            promise
            for matter, row in zip(matters, fresh, strict=True)
            for promise in _promises(matter, row)
        ]
    )
    MatterLink.objects.bulk_create(_links(acting_user, source, matters, fresh))
    entries = [
        entry for matter, row in zip(matters, fresh, strict=True) for entry in _entries(matter, row)
    ]
    if entries:
        append_records(acting_user.community, entries=entries, now=now)
    return matters


def _not_yet_here(
    user: ActingUser, source: str, rows: Sequence[ImportedMatter]
) -> list[ImportedMatter]:
    known = set(
        Matter.objects.filter(
            community=user.community, source=source, source_id__in=[row.source_id for row in rows]
        ).values_list("source_id", flat=True)
    )
    return [row for row in rows if row.source_id not in known]


def _numbers(procedure: Procedure, user: ActingUser, rows: Sequence[ImportedMatter]) -> list[str]:
    drawn = [draw_numbers(procedure.prefix, user.community, row.events[0].at) for row in rows]
    taken = set(
        Matter.objects.filter(
            community=user.community, number__in=[number for few in drawn for number in few[:4]]
        ).values_list("number", flat=True)
    )
    numbers = []
    for few in drawn:
        number = next(number for number in few if number not in taken)
        taken.add(number)
        numbers.append(number)
    return numbers


def _matter(
    procedure: Procedure,
    row: ImportedMatter,
    number: str,
    source: str,
    version: ProcedureVersion,
) -> Matter:
    state, entered = _last_change(row.events)
    due = [p.due_at for p in row.promises if p.met_at is None and p.cancelled_at is None]
    return Matter(
        community=version.community,
        kind=procedure.kind,
        number=number,
        title=row.title,
        state=state,
        entered_at=entered,
        subject=row.subject,
        place=row.place,
        place_code=row.place.code,
        holder=row.holder,
        reporter=row.reporter,
        reporter_hidden=row.reporter_hidden,
        privacy=Privacy.RESTRICTED if row.restricted else Privacy.PUBLIC,
        version=version,
        opened_at=row.events[0].at,
        due_at=min(due, default=None),
        closed_at=entered if procedure.state_by_name[state].final else None,
        source=source,
        source_id=row.source_id,
    )


def _last_change(events: Sequence[ImportedEvent]) -> tuple[str, datetime]:
    """The state that it is in, and since when: later steps may have left it there."""
    state, entered = "", events[0].at
    for event in events:
        if event.state != state:
            state, entered = event.state, event.at
    return state, entered


def _links(
    user: ActingUser, source: str, matters: Sequence[Matter], rows: Sequence[ImportedMatter]
) -> list[MatterLink]:
    """Ties to matters that are there; the others come with their own ties, or never."""
    wanted = {other for row in rows for _relation, other in row.links}
    there = Matter.objects.filter(community=user.community, source=source, source_id__in=wanted)
    others = {other.source_id: other for other in there}
    return [
        MatterLink(
            community=matter.community,
            matter=matter,
            other=others[key],
            relation=relation,
            created_at=max(matter.opened_at, others[key].opened_at),
        )
        for matter, row in zip(matters, rows, strict=True)
        for relation, key in row.links
        if key in others
    ]


def _promises(matter: Matter, row: ImportedMatter) -> list[Promise]:
    return [
        Promise(
            community=matter.community,
            matter=matter,
            name=promise.name,
            party=promise.party or matter.holder,
            limit=promise.limit,
            opened_at=promise.opened_at,
            due_at=promise.due_at,
            met_at=promise.met_at,
            cancelled_at=promise.cancelled_at,
            provisional=promise.provisional,
            extension=promise.extension,
            extended_from=promise.extended_from,
            rung=promise.rung,
        )
        for promise in row.promises
    ]


def _entries(matter: Matter, row: ImportedMatter) -> list[Entry]:
    before = ["", *(event.state for event in row.events[:-1])]
    return [
        Entry(
            matter_id=matter.pk,
            matter_number=matter.number,
            kind=matter.kind,
            step=event.step,
            from_state=state,
            to_state=event.state,
            at=event.at,
            role=event.role,
            account=event.account,
            channel=Channel.IMPORT,
            organisation=event.organisation,
            facts=event.facts,
            parts=event.parts,
        )
        for state, event in zip(before, row.events, strict=True)
    ]
