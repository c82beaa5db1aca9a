"""A matter's records as the page shows them for comparison with the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from linli.apps.disclosure.models import Seal
from linli.apps.disclosure.selectors import (
    Opening,
    PhotoOpening,
    list_openings,
    list_photo_openings,
    list_seals,
)
from linli.apps.disclosure.services.acts import spell_act
from linli.apps.disclosure.services.canonical import canonicalise
from linli.apps.disclosure.services.entries import make_act
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import ContributionKind, Procedure, Step
from linli.core.matters.models import Matter
from linli.core.pages.matter_view import Event
from linli.core.records.models import Record
from linli.ground.calendars.public import get_calendar

# What a record is of, which is the same for all on the page, and what is opened one by one.
ELSEWHERE = ("v", "community", "matter", "kind", "commitments")
Sealed = tuple[Seal, Sequence[Opening], Sequence[PhotoOpening]]


@dataclass(frozen=True, slots=True)
class Row:
    """One record: in words, member by member as the log spells them, and what is opened of it."""

    event: Event
    seal: Seal | None
    when: str
    members: tuple[tuple[str, str], ...]
    texts: Sequence[Opening]
    photos: Sequence[PhotoOpening]


def list_rows(matter: Matter, events: Sequence[Event], *, user: ActingUser) -> list[Row]:
    """A row for each event, in their order; the number of queries does not depend on how many."""
    seals = list_seals(matter)
    opened = list_openings(matter, seals, user=user)
    photos = list_photo_openings(matter, seals, user=user)
    places = zip(seals, opened, photos, strict=True)
    sealed: dict[object, Sealed] = {found[0].record_id: found for found in places}
    kept = Record.objects.filter(community=matter.community_id, matter_id=matter.pk)
    records = {each.sequence: each for each in kept.select_related("organisation", "community")}
    zone = ZoneInfo(get_calendar(user.community).time_zone)
    return [
        _make_row(event, records[event.sequence], sealed.get(records[event.sequence].pk), zone)
        for event in events
    ]


def _make_row(event: Event, record: Record, sealed: Sealed | None, zone: ZoneInfo) -> Row:
    seal, texts, photos = sealed or (None, (), ())
    when = record.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return Row(event, seal, when, _list_members(record, seal), texts, photos)


def spell_record(record: Record, seal: Seal | None) -> dict[str, Any]:
    """What the page says of a record, with the members and values of its entry."""
    answers = [] if seal is None or seal.veiled else seal.told["answers"]
    said = spell_act(make_act(record), {}, answers=answers)
    return {name: value for name, value in said.items() if name not in ELSEWHERE}


def list_parts(procedure: Procedure) -> list[tuple[str, str]]:
    """Names of what is committed to, and what people call it."""
    declared: tuple[Step | ContributionKind, ...] = (
        procedure.opening,
        *procedure.steps,
        *procedure.contributions,
    )
    return sorted({field.name: field.label for each in declared for field in each.fields}.items())


def _list_members(record: Record, seal: Seal | None) -> tuple[tuple[str, str], ...]:
    said = spell_record(record, seal).items()
    return tuple(
        (name, value if isinstance(value, str) else canonicalise(value).decode())
        for name, value in said
    )
