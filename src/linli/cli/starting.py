"""The starting community: a street that does not exist, to try everything out.

Its people and words stand in the profile's `starting.toml`; its matters go through the same
funnel as everybody's, each step at its time in the recent past.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from linli.apps.administration.public import create_community
from linli.apps.cases.public import create_category
from linli.cli.rehearsal import Cast, rehearse
from linli.core.matters.acting import local_day
from linli.ground.accounts.public import Account, create_account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.parties.models import Organisation
from linli.ground.parties.services import assign_duty, create_organisation
from linli.ground.places.selectors import get_place
from linli.ground.places.services import import_places
from linli.ground.profiles.loader import read_part

Table = Mapping[str, Any]


@transaction.atomic
def load_starting_community(*, now: datetime) -> Community:
    """The community with territory, organisations, people, catalogue and matters; all or nothing."""
    table = read_part(settings.LINLI_PROFILE, "starting")
    community = create_community(**table["community"])
    import_places(community, geojson=_draw(table), acting_user=None)
    organisations = create_organisations(community, table["organisation"])
    create_catalogue(community, table["organisation"], organisations)
    people = {row["key"]: _create_person(community, row, organisations) for row in table["person"]}
    rehearse(Cast(community, people), table=table, now=now)
    return community


def _draw(table: Table) -> dict[str, Any]:
    """The places as GeoJSON; neighbours share the corners that both name, so nothing gapes."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "code": row["code"],
                    "kind": row["kind"],
                    "name": row["name"],
                    "parent": row.get("parent"),
                },
                "geometry": {"type": "Polygon", "coordinates": [_ring(row, table["points"])]},
            }
            for row in table["place"]
        ],
    }


def _ring(row: Table, points: Mapping[str, list[float]]) -> list[list[float]]:
    names = row["ring"]
    return [points[name] for name in [*names, names[0]]]


def create_organisations(community: Community, rows: Sequence[Table]) -> dict[str, Organisation]:
    """The organisations that rows of a profile name, by slug."""
    return {
        row["slug"]: create_organisation(
            community, slug=row["slug"], name=row["name"], sector=Sector(row["sector"])
        )
        for row in rows
    }


def create_catalogue(
    community: Community, rows: Sequence[Table], organisations: Mapping[str, Organisation]
) -> None:
    """The profile's categories; each goes to the organisation that names the longest part of its
    code."""
    claims = {
        code: organisations[row["slug"]] for row in rows for code in row.get("categories", [])
    }
    for row in read_part(community.profile, "categories")["category"]:
        create_category(
            community,
            code=row["code"],
            name=row["name"],
            words=row.get("words", ()),
            organisation=_claimed(row["code"], claims),
            restricted=row.get("restricted", False),
            public_space=row.get("public_space", False),
            community_duty=row.get("community_duty", False),
        )


def _claimed(code: str, claims: Mapping[str, Organisation]) -> Organisation | None:
    while code:
        if code in claims:
            return claims[code]
        code = code.rpartition(".")[0]
    return None


def _create_person(
    community: Community, row: Table, organisations: Mapping[str, Organisation]
) -> Account:
    """An account that cannot be signed into but by the page for trying out."""
    account = create_account(community, display_name=row["name"], acting_user=None)
    account.is_demo = True
    account.save(update_fields=["is_demo"])
    for duty in row.get("duties", []):
        assign_duty(
            account,
            organisation=organisations[duty["organisation"]],
            place=get_place(community, duty["place"]),
            kind=DutyKind(duty["kind"]),
            starts_on=_two_years_before(local_day(community)),
        )
    return account


def _two_years_before(day: date) -> date:
    return date(day.year - 2, day.month, 1)
