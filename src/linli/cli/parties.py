"""`linli organisation …` and `linli duty …`: who takes part, and in which role."""

from datetime import datetime

import click

from linli.cli.framework import find_community, start_django

COMMUNITY = click.option("--community", "slug", default="", help="Slug of the community.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("organisation")
@click.argument("name_in_urls")
@click.argument("name")
@click.option("--sector", required=True, help="Such as government_office, company.")
@click.option("--phone", default="", help="Public telephone number.")
@COMMUNITY
def add_organisation(*, name_in_urls: str, name: str, sector: str, phone: str, slug: str) -> None:
    """Add an organisation; NAME_IN_URLS has small letters, digits and hyphens."""
    start_django()
    from django.db import IntegrityError

    from linli.ground.parties.enums import Sector
    from linli.ground.parties.errors import PartiesError
    from linli.ground.parties.services import create_organisation

    _check(sector, Sector.values, "--sector")
    try:
        create_organisation(
            find_community(slug), slug=name_in_urls, name=name, sector=Sector(sector), phone=phone
        )
    except (IntegrityError, PartiesError) as error:
        raise click.ClickException(
            f"“{name_in_urls}” or “{name}” cannot be used: {error}"
        ) from error
    click.echo(f"{name_in_urls}: {name}")


@click.command("duty")
@click.argument("contact")
@click.argument("kind")
@click.option("--organisation", required=True, help="Its name in addresses.")
@click.option("--place", required=True, help="Code of the place that the duty covers.")
@click.option("--name", default="", help="Name of the person, for a new account.")
@click.option("--from", "starts", type=DAY, help="First day; today if nothing is said.")
@click.option("--until", "ends", type=DAY, help="Last day; open if nothing is said.")
@COMMUNITY
def add_duty(
    *,
    contact: str,
    kind: str,
    organisation: str,
    place: str,
    name: str,
    starts: datetime | None,
    ends: datetime | None,
    slug: str,
) -> None:
    """Give somebody a duty; CONTACT is the mobile number or mail address that he signs in with."""
    start_django()
    from linli.core.matters.acting import local_day
    from linli.ground.accounts.errors import AccountsError
    from linli.ground.parties.enums import DutyKind
    from linli.ground.parties.errors import PartiesError
    from linli.ground.parties.models import Organisation
    from linli.ground.parties.services import assign_duty, get_or_create_account
    from linli.ground.places.errors import UnknownPlaceError
    from linli.ground.places.selectors import get_place
    from linli.ground.privacy.errors import ContactError

    _check(kind, DutyKind.values, "KIND")
    community = find_community(slug)
    try:
        assign_duty(
            get_or_create_account(community, contact=contact, display_name=name),
            organisation=Organisation.objects.get(community=community, slug=organisation),
            place=get_place(community, place),
            kind=DutyKind(kind),
            starts_on=starts.date() if starts else local_day(community),
            ends_on=ends.date() if ends else None,
        )
    except Organisation.DoesNotExist as error:
        raise click.ClickException(f"There is no organisation “{organisation}”.") from error
    except UnknownPlaceError as error:
        raise click.ClickException(f"There is no place “{place}”.") from error
    except (AccountsError, ContactError, PartiesError) as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from error
    click.echo(f"{kind}: {organisation}, {place}")


@click.command("reseal-contacts")
def reseal_contacts() -> None:
    """Seal contact data again that stands under an older field key."""
    start_django()
    from linli.ground.accounts.public import reseal_accounts
    from linli.ground.parties.services import reseal_residents

    click.echo(f"accounts={reseal_accounts()} residents={reseal_residents()}")


def _check(given: str, known: list[str], what: str) -> None:
    if given not in known:
        raise click.UsageError(f"{what} is one of: {', '.join(known)}")
