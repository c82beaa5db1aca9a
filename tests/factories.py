"""People, places and matters for tests, made by the product's own services.

`make_scene` gives a street with one person on each duty, each of another organisation, so that
four eyes always find each other; `make_matter_in` walks a matter of any kind through the funnel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.apps.cases.services import import_categories
from linli.core.matters.acting import (
    ActingUser,
    acting_anonymously,
    acting_as,
    acting_as_system,
)
from linli.core.matters.definition import Actor, Field, FieldType, Procedure, Step
from linli.core.matters.definition.actors import Kind
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter, Promise
from linli.core.matters.registry import get_options, get_registration
from linli.core.matters.services import Outcome, open_matter, perform
from linli.core.matters.services.receipts import issue_receipt, secret_for
from linli.ground.accounts.public import Account, create_account
from linli.ground.communities.models import Community, new_key
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.parties.models import Duty, Organisation
from linli.ground.parties.services import assign_duty, create_organisation
from linli.ground.places.models import Place
from linli.ground.profiles.loader import read_part

LONG_AGO = date(2020, 1, 1)
# Codes of a territory from the top down to two neighbouring grids.
CODES = {
    "cn": (
        ("district", "310101"),
        ("street", "310101001"),
        ("neighbourhood", "310101001001"),
        ("grid", "310101001001001"),
        ("grid", "310101001001002"),
    ),
    "generic": (
        ("city", "riverside"),
        ("district", "riverside.north"),
        ("neighbourhood", "riverside.north.willow"),
        ("block", "riverside.north.willow.1"),
        ("block", "riverside.north.willow.2"),
    ),
}
# Which organisation each duty is held for; the handler's gets whatever is dispatched.
SERVES = {
    DutyKind.DISPATCHER: "centre",
    DutyKind.STEWARD: "willow-office",
    DutyKind.OFFICER: "street-office",
    DutyKind.HANDLER: "works",
    DutyKind.REVIEWER: "review",
    DutyKind.SUPERVISOR: "supervision",
    DutyKind.ADMINISTRATOR: "registry",
}


@dataclass(frozen=True, slots=True)
class Territory:
    """Places from the top down; `grid` spans 31.20–31.21° N, 121.40–121.41° E, `other_grid` lies
    east of it."""

    top: Place
    street: Place
    neighbourhood: Place
    grid: Place
    other_grid: Place


@dataclass(frozen=True, slots=True)
class Scene:
    """A community at work: its places, organisations by slug, and a person on each duty."""

    community: Community
    places: Territory
    organisations: Mapping[str, Organisation]
    people: Mapping[DutyKind, Account]

    def acting(self, kind: str) -> ActingUser:
        """The person on that duty, as he is today."""
        return acting_as(self.people[DutyKind(kind)])


def make_community(
    slug: str = "willow", *, profile: str = "cn", host: str = "", **fields: Any
) -> Community:
    """A community; without a host it answers every host that has none of its own."""
    fields = {"name": slug.title(), "language": "en"} | fields
    return Community.objects.create(slug=slug, profile=profile, host=host, **fields)


def make_territory(community: Community) -> Territory:
    """Five places with the codes of the community's profile; both grids have boundaries."""
    places: list[Place] = []
    for depth, (kind, code) in enumerate(CODES[community.profile]):
        parent = places[min(depth, 3) - 1] if depth else None
        place = Place(community=community, code=code, kind=kind, name=f"{kind} {code[-3:]}")
        place.parent, place.boundary = parent, _square(depth - 3) if depth > 2 else None
        place.save()
        places.append(place)
    return Territory(*places)


def _square(step: int) -> dict[str, Any]:
    west, east = 121.40 + step * 0.01, 121.41 + step * 0.01
    ring = [[west, 31.20], [east, 31.20], [east, 31.21], [west, 31.21], [west, 31.20]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_account(community: Community, name: str = "Zhang Wei", *, contact: str = "") -> Account:
    """Somebody who can sign in; the contact is a phone number or a mail address."""
    return create_account(community, display_name=name, contact=contact, acting_user=None)


def make_organisation(
    community: Community, slug: str = "works", *, sector: Sector = Sector.PUBLIC_INSTITUTION
) -> Organisation:
    """An organisation that is called as its slug says."""
    return create_organisation(
        community, slug=slug, name=slug.replace("-", " ").title(), sector=sector
    )


def make_duty(
    account: Account,
    kind: str,
    *,
    organisation: Organisation,
    place: Place,
    ends_on: date | None = None,
) -> Duty:
    """A duty that began long ago and, without an end, still lasts."""
    return assign_duty(
        account,
        organisation=organisation,
        place=place,
        kind=DutyKind(kind),
        starts_on=LONG_AGO,
        ends_on=ends_on,
    )


def make_scene(slug: str = "willow", *, profile: str = "cn", host: str = "") -> Scene:
    """A whole community; the steward is on duty in the first grid, everybody else in the street."""
    community = make_community(slug, profile=profile, host=host)
    places = make_territory(community)
    import_categories(community, table=read_part(profile, "categories")["category"])
    organisations = {name: make_organisation(community, name) for name in SERVES.values()}
    people = {}
    for kind, serves in SERVES.items():
        people[kind] = make_account(community, f"{kind.label} Li")
        place = places.grid if kind is DutyKind.STEWARD else places.street
        make_duty(people[kind], kind, organisation=organisations[serves], place=place)
    return Scene(community, places, organisations, people)


def report_case(
    scene: Scene, *, reporter: ActingUser | None = None, key: str = "", **values: Any
) -> Outcome:
    """A new case in the first grid, by somebody without an account unless another reports."""
    given = {"category": "roads.lamp", "words": "The lamp is out", "place": scene.places.grid.code}
    return open_matter(
        "case",
        acting_user=reporter or acting_anonymously(scene.community),
        values=given | values,
        idempotency_key=key,
    )


def make_case_in_state(
    scene: Scene, state: str, *, reporter: ActingUser | None = None, **values: Any
) -> Matter:
    """A case that has come to this state on the shortest way."""
    matter = report_case(scene, reporter=reporter, **values).matter
    return walk(scene, matter, state)


def make_matter_in(scene: Scene, kind: str, state: str) -> Matter:
    """A matter of any registered kind in this state, with the matter that it must come from."""
    procedure = get_registration(kind).procedure
    origin, user = None, acting_anonymously(scene.community)
    if procedure.origin is not None:
        origin = make_matter_in(scene, procedure.origin.kind, procedure.origin.states[0])
        user = reporter_of(origin)
    values = make_values(scene, procedure.opening.fields)
    outcome = open_matter(kind, acting_user=user, values=values, origin=origin)
    return walk(scene, outcome.matter, state)


def walk(scene: Scene, matter: Matter, state: str) -> Matter:
    """Takes the matter on to this state, each step by whoever may take it."""
    procedure = get_registration(matter.kind).procedure
    for step in shortest_way(procedure, matter.state, state):
        take(scene, matter, step)
    return matter


def take(
    scene: Scene, matter: Matter, step: Step | str, *, now: datetime | None = None, **values: Any
) -> Outcome:
    """The step by the first declared actor who is not refused, and the matter as it is then;
    StepRefusedError of the last."""
    if isinstance(step, str):
        step = get_registration(matter.kind).procedure.step_by_name[step]
    filled = make_values(scene, step.fields) | values
    refusal = StepRefusedError("not_your_duty", step.name)
    for actor in step.actors:
        try:
            user = as_actor(scene, matter, actor)
            outcome = perform(matter.pk, step.name, acting_user=user, values=filled, now=now)
        except StepRefusedError as error:
            refusal = error
        else:
            matter.refresh_from_db()
            return outcome
    raise refusal


def multiply(matter: Matter, times: int) -> None:
    """That many more matters that stand as this one does, with its promises and without records:
    for lists, which show no more."""
    for position in range(times):
        promises = list(matter.promises.all())
        twin = Matter.objects.get(pk=matter.pk)
        twin.pk, twin.number = new_key(), f"{matter.number}{position:03d}"
        twin.save(force_insert=True)
        for promise in promises:
            promise.pk, promise.matter = new_key(), twin
        Promise.objects.bulk_create(promises)


def as_actor(scene: Scene, matter: Matter, actor: Actor) -> ActingUser:
    """Somebody of that kind before this matter."""
    if actor.kind is Kind.DUTY:
        return scene.acting(actor.duty)
    if actor.kind is Kind.REPORTER:
        return reporter_of(matter)
    if actor.kind is Kind.SYSTEM:
        return acting_as_system(scene.community)
    return acting_anonymously(scene.community)


def reporter_of(matter: Matter) -> ActingUser:
    """The bearer of the matter's receipt."""
    return acting_anonymously(matter.community, receipts=[matter.pk])


def give_receipt(matter: Matter) -> str:
    """A further receipt's secret."""
    secret = secret_for(acting_anonymously(matter.community), "", "")
    issue_receipt(matter, secret=secret, now=timezone.now())
    return secret


def make_values(scene: Scene, fields: Iterable[Field]) -> dict[str, Any]:
    """Answers that every field takes; what may be left out is, but for choices of a list."""
    return {
        field.name: _value(scene, field)
        for field in fields
        if field.required or field.type is FieldType.OPTION
    }


def _value(scene: Scene, field: Field) -> str:
    match field.type:
        case FieldType.CHOICE:
            return field.choices[0].code
        case FieldType.OPTION if field.options == "organisations":
            return SERVES[DutyKind.HANDLER]
        case FieldType.OPTION:
            return get_options(field.options)(scene.community)[0].code
        case FieldType.COORDINATES:
            return "31.205, 121.405"
        case FieldType.MATTER:
            return report_case(scene).matter.number
        case _:
            return f"Words about {field.name}"


def shortest_way(procedure: Procedure, start: str, goal: str) -> list[Step]:
    """Steps that lead from one state to another; LookupError where none do."""
    ways: dict[str, list[Step]] = {start: []}
    frontier = [start]
    while frontier:
        state = frontier.pop(0)
        for step in procedure.steps_from(state):
            if step.target is not None and step.target not in ways:
                ways[step.target] = [*ways[state], step]
                frontier.append(step.target)
    return ways[goal]
