"""Everything that the page of a matter shows, for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.core.attachments.selectors import Photo, list_photos
from linli.core.contributions.selectors import (
    count_contributions,
    list_possible_contributions,
)
from linli.core.follows.selectors import is_following
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import (
    ContributionKind,
    Field,
    Phase,
    Procedure,
    State,
    Step,
)
from linli.core.matters.enums import LinkRelation, Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import may_contact_reporter, roles_on
from linli.core.matters.registry import get_registration
from linli.core.matters.selectors import (
    TimelineEntry,
    list_possible_openings,
    list_possible_steps,
    list_thread,
    list_timeline,
    reporter_label,
    subject_label,
)
from linli.core.matters.services import may_claim
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import Clock, list_clocks, local_time
from linli.ground.calendars.public import Calendar, get_calendar
from linli.ground.parties.selectors import list_contact_accesses
from linli.ground.places.models import Place
from linli.ground.places.selectors import list_ancestors

# What the system does by itself, beside the declared steps.
OTHER_STEPS = {
    "recount": gettext_noop("The due time was counted again by the published calendar"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a record with its heading."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """Photos of one field of a record, under its heading."""

    label: str
    photos: tuple[Photo, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same spot before and after the work, and who says so."""

    before: Gallery
    after: Gallery
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Event:
    """One record in the reader's words."""

    sequence: int
    when: str
    iso: str
    what: str
    who: str
    facts: tuple[str, ...]
    passages: tuple[Passage, ...]
    galleries: tuple[Gallery, ...]
    phase: Phase


@dataclass(frozen=True, slots=True)
class Knot:
    """One knot of the thread."""

    number: str
    title: str
    seal: str
    relation: str
    when: str
    here: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """How many joined in one way."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Access:
    """Who was given the reporter's contact data, and when."""

    who: str
    when: str


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter for one reader; lists hold only what he may see and do."""

    procedure: Procedure
    state: State
    subject: str
    reporter: str
    clocks: Sequence[Clock]
    events: Sequence[Event]
    photos: Sequence[Photo]
    comparison: Comparison | None
    thread: Sequence[Knot]
    steps: Sequence[Step]
    openings: Sequence[Procedure]
    contributions: Sequence[ContributionKind]
    joined: Sequence[Joined]
    places: Sequence[Place]
    accesses: Sequence[Access]
    may_contact: bool
    may_claim: bool
    is_following: bool
    is_reporter: bool
    is_office: bool


def make_matter_view(matter: Matter, *, user: ActingUser, now: datetime) -> MatterView:
    """What this reader sees of the matter; the number of queries does not depend on how much
    there is."""
    procedure, roles = procedure_of(matter), roles_on(matter, user)
    calendar = get_calendar(user.community)
    declared = procedure.contribution_by_name
    timeline = list_timeline(matter, user=user)
    photos = list_photos(matter, user=user)
    events = [
        _event(entry, procedure, calendar, photos.get(entry.record.pk, ())) for entry in timeline
    ]
    return MatterView(
        procedure=procedure,
        state=procedure.state_by_name[matter.state],
        subject=subject_label(matter, user=user),
        reporter=reporter_label(matter, user=user),
        clocks=list_clocks(matter, procedure=procedure, calendar=calendar, now=now),
        events=events,
        comparison=_comparison(events, procedure),
        photos=[photo for each in timeline for photo in photos.get(each.record.pk, ())],
        thread=_thread(matter, user, calendar),
        steps=list_possible_steps(matter, user=user, now=now),
        openings=list_possible_openings(matter, user=user, now=now),
        contributions=list_possible_contributions(matter, user=user),
        joined=[
            Joined(_(declared[name].done), number)
            for name, number in count_contributions(matter).items()
            if name in declared
        ],
        places=[*list_ancestors(matter.place), matter.place],
        accesses=_accesses(matter, calendar) if Role.REPORTER in roles else (),
        may_contact=matter.reporter_id is not None and may_contact_reporter(matter, roles),
        may_claim=may_claim(matter, user),
        is_following=is_following(matter, user=user),
        is_reporter=Role.REPORTER in roles,
        is_office=Role.OFFICE in roles,
    )


def _event(
    entry: TimelineEntry, procedure: Procedure, calendar: Calendar, photos: Sequence[Photo]
) -> Event:
    record = entry.record
    step = procedure.step_by_name.get(record.step)
    contribution = procedure.contribution_by_name.get(record.step)
    declared = step or contribution
    fields = declared.fields if declared else ()
    labels = {field.name: _(field.label) for field in fields}
    state = procedure.state_by_name.get(record.to_state)
    return Event(
        sequence=record.sequence,
        when=local_time(record.at, calendar),
        iso=record.at.isoformat(),
        what=_(declared.done) if declared else _(OTHER_STEPS.get(record.step, record.step)),
        who=record.organisation.name if record.organisation else "",
        facts=_facts(entry, fields),
        passages=tuple(Passage(labels.get(part.name, ""), part.text) for part in entry.parts),
        galleries=tuple(
            Gallery(labels.get(name, ""), tuple(each), name)
            for name, each in groupby(photos, key=lambda photo: photo.field)
        ),
        phase=state.phase if state else Phase.DOING,
    )


def _comparison(events: Sequence[Event], procedure: Procedure) -> Comparison | None:
    """The latest work that was pictured on both sides, by whom it was done or by the reporter."""
    pairs = {
        field.name: field.beside
        for step in procedure.step_by_name.values()
        for field in step.fields
        if field.beside
    }
    galleries: dict[str, Gallery] = {}
    found = None
    for event in events:
        galleries |= {gallery.field: gallery for gallery in event.galleries}
        for gallery in event.galleries:
            sides = (galleries[name] for name in pairs.get(gallery.field, ()) if name in galleries)
            if before := next(sides, None):
                found = Comparison(before, gallery, event.who, event.when)
    return found


def _facts(entry: TimelineEntry, fields: Sequence[Field]) -> tuple[str, ...]:
    """Answers from closed lists, in words; other codes stay for the log."""
    said = []
    for field in fields:
        answers = {choice.code: choice.label for choice in field.choices}
        answer = entry.record.facts.get(field.name)
        if answer in answers:
            said.append(
                _("%(question)s %(answer)s")
                % {"question": _(field.label), "answer": _(answers[answer])}
            )
    return tuple(said)


def _thread(matter: Matter, user: ActingUser, calendar: Calendar) -> list[Knot]:
    tied = list_thread(matter, user=user)
    if not tied:
        return []
    knots = [(knot.matter.opened_at, _knot(knot.matter, knot.relation, calendar)) for knot in tied]
    knots.append((matter.opened_at, _knot(matter, "", calendar, here=True)))
    return [knot for _at, knot in sorted(knots, key=lambda pair: pair[0])]


def _accesses(matter: Matter, calendar: Calendar) -> list[Access]:
    """A duty's name and organisation, not the person's: the organisation answers."""
    if matter.reporter_id is None:
        return []
    given = list_contact_accesses(matter.reporter_id, matter_number=matter.number)
    return [
        Access(
            who=f"{each.organisation.name} ({each.get_duty_kind_display()})",
            when=local_time(each.at, calendar),
        )
        for each in given
    ]


def _knot(matter: Matter, relation: str, calendar: Calendar, *, here: bool = False) -> Knot:
    procedure = get_registration(matter.kind).procedure
    return Knot(
        number=matter.number,
        title=f"{_(procedure.label)} · {matter.title}",
        seal=procedure.seal,
        relation=str(LinkRelation(relation).label) if relation else "",
        when=local_time(matter.opened_at, calendar),
        here=here,
    )
