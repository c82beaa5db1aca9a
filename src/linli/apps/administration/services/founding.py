"""The first community of an installation, with its top place, catalogue and administrator."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from linli.apps.cases.public import import_categories
from linli.core.matters.acting import local_day
from linli.ground.accounts.public import Account, create_account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.parties.services import assign_duty, create_organisation
from linli.ground.places.services import create_place
from linli.ground.profiles.loader import read_part

ORGANISATION_SLUG = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What has to be known of a community before anybody can work in it."""

    name: str
    place_code: str
    administrator: str
    contact: str


@transaction.atomic
def found_community(founding: Founding) -> Account:
    """The administrator of the new community; all of it or nothing.

    Raises TerritoryRefusedError, ContactError, DisplayNameError.
    """
    community = create_community(slug=slugify(founding.name) or "community", name=founding.name)
    table = read_part(community.profile, "starting")["founding"]
    top = create_place(
        community,
        code=founding.place_code,
        kind=table["place_kind"],
        name=founding.name,
        acting_user=None,
    )
    import_categories(community, table=read_part(community.profile, "categories")["category"])
    office = create_organisation(
        community,
        slug=ORGANISATION_SLUG,
        name=table["organisation"],
        sector=Sector(table["sector"]),
    )
    account = create_account(
        community,
        display_name=founding.administrator,
        contact=founding.contact,
        acting_user=None,
    )
    assign_duty(
        account,
        organisation=office,
        place=top,
        kind=DutyKind.ADMINISTRATOR,
        starts_on=local_day(community),
    )
    return account


def create_community(*, slug: str, name: str, phone: str = "") -> Community:
    """A community that answers all hosts, under the profile of the settings."""
    profile = read_part(settings.LINLI_PROFILE, "profile")
    return Community.objects.create(
        slug=slug[:50],
        name=name,
        phone=phone,
        profile=settings.LINLI_PROFILE,
        time_zone=profile["time_zone"],
        language=profile["language"],
    )


def read_founding() -> dict[str, Any]:
    """What the profile proposes for a first community."""
    table: dict[str, Any] = read_part(settings.LINLI_PROFILE, "starting")["founding"]
    return table
