"""A street with one person on each duty, each of another organisation, so that four eyes always
find each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.apps.cases.services import import_categories
from linli.core.matters.acting import (
    ActingUser,
    acting_as,
)
from linli.ground.accounts.public import Account, create_account
from linli.ground.communities.models import Community
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
# Which organisation each duty is held for; the handler's gets whatever is dispatched, and is
# helped by its partner.
SERVES = {
    DutyKind.DISPATCHER: "centre",
    DutyKind.STEWARD: "willow-office",
    DutyKind.OFFICER: "street-office",
    DutyKind.HANDLER: "works",
    DutyKind.DESK: "hotline",
    DutyKind.MEDIATOR: "mediation",
    DutyKind.REVIEWER: "review",
    DutyKind.SUPERVISOR: "supervision",
    DutyKind.ADMINISTRATOR: "registry",
}
PARTNER = "waterworks"


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
    """A community at work: its places, organisations by slug, and a person on each duty; the
    partner handles for another organisation than the handler."""

    community: Community
    places: Territory
    organisations: Mapping[str, Organisation]
    people: Mapping[DutyKind, Account]
    partner: Account

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
    names = [*SERVES.values(), PARTNER]
    organisations = {name: make_organisation(community, name) for name in names}
    people = {}
    for kind, serves in SERVES.items():
        people[kind] = make_account(community, f"{kind.label} Li")
        place = places.grid if kind is DutyKind.STEWARD else places.street
        make_duty(people[kind], kind, organisation=organisations[serves], place=place)
    partner = make_account(community, "Partner Li")
    make_duty(partner, "handler", organisation=organisations[PARTNER], place=places.street)
    return Scene(community, places, organisations, people, partner)
