"""What `linli setup` does once Django runs."""

from collections.abc import Callable, Mapping

import click
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.apps.administration.public import (
    Founding,
    found_community,
    read_founding,
    write_setup_code,
)
from linli.apps.disclosure.public import DisclosureError, load_signers, seal_now
from linli.cli.doctor.database import has_tables, list_missing_migrations
from linli.cli.starting import load_starting_community
from linli.cli.street import MATTERS, load_demonstration_street
from linli.engines.tile_log import LogError
from linli.ground.accounts.errors import AccountsError
from linli.ground.accounts.http.forms import describe_refusal
from linli.ground.communities.models import Community
from linli.ground.places.errors import TerritoryRefusedError
from linli.ground.privacy.errors import ContactError
from linli.ground.profiles.loader import has_part, list_profiles

Question = tuple[str, str | None, str | None]


def migrate() -> None:
    """Brings the database's tables up to date; refuses a profile that nobody knows, and in
    production a database of an earlier version, which is not changed without a copy."""
    if settings.LINLI_PROFILE not in list_profiles():
        known = ", ".join(list_profiles())
        raise click.ClickException(
            _("LINLI_PROFILE is %(given)s; known are: %(known)s.")
            % {"given": settings.LINLI_PROFILE, "known": known}
        )
    settings.LINLI_DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    if list_missing_migrations():
        if settings.LINLI_PRODUCTION and has_tables():
            raise click.ClickException(
                _(
                    "The database is of an earlier version. Run linli upgrade: it makes a copy first."
                )
            )
        call_command("migrate", interactive=False, verbosity=0)


def find_any_community() -> Community | None:
    """The oldest community, if there is any."""
    return Community.objects.order_by("created_at", "id").first()


def say_there(community: Community) -> str:
    """What to say where there was nothing left to do."""
    return _("The community %(name)s is there already; nothing was changed.") % {
        "name": community.name
    }


def load_fiction() -> str:
    """Loads the starting community; what to try."""
    if settings.LINLI_PRODUCTION:
        raise click.UsageError(_("The starting community is for trying out, not for production."))
    community = load_starting_community(now=timezone.now())
    return _("The starting community %(name)s is ready; everything in it is invented.") % {
        "name": community.name
    }


def load_demonstration(tell: Callable[[str], None]) -> str:
    """Loads the demonstration street, and tells how far it is; what to try.  A profile without one
    gives its starting community."""
    if settings.LINLI_PRODUCTION:
        raise click.UsageError(_("The starting community is for trying out, not for production."))
    if not has_part(settings.LINLI_PROFILE, "street"):
        return load_fiction()

    def on_progress(done: int, total: int) -> None:
        tell(_("Matters: %(done)d of %(total)d") % {"done": done, "total": total})

    community = load_demonstration_street(
        now=timezone.now(), matters=MATTERS, on_progress=on_progress
    )
    return _("The starting community %(name)s is ready; everything in it is invented.") % {
        "name": community.name
    }


def say_empty() -> str:
    """What to say where the community is to be founded by the first visitor."""
    said = _("The database is ready. Found the community at %(address)s with the code %(code)s.")
    return said % {"address": f"{settings.LINLI_PUBLIC_URL}/setup", "code": write_setup_code()}


def propose(
    name: str | None, place_code: str | None, admin_name: str | None, contact: str | None
) -> dict[str, Question]:
    """What has to be known: question, what an option said, and what the profile proposes."""
    proposal = read_founding()["place_code"]
    is_asking = None in (name, admin_name, contact)
    code = place_code or (None if is_asking else proposal)
    return {
        "name": (_("Name of the community"), name, None),
        "place_code": (_("Code of its top place"), code, proposal),
        "administrator": (_("Name of the administrator"), admin_name, None),
        "contact": (_("The administrator's mobile number or mail address"), contact, None),
    }


def found(answers: Mapping[str, str]) -> str:
    """Founds the community; what to do next."""
    try:
        administrator = found_community(Founding(**answers))
    except TerritoryRefusedError as error:
        raise click.ClickException(str(error)) from error
    except (ContactError, AccountsError) as error:
        raise click.ClickException(describe_refusal(error.code)) from error
    return _say_next() % {
        "name": administrator.community.name,
        "address": f"{settings.LINLI_PUBLIC_URL}/sign-in",
    }


def open_log() -> None:
    """Makes the public log's key where there is none, and seals what was recorded so far; where a
    worker runs, that is its work."""
    try:
        load_signers()
        seal_now()
    except (DisclosureError, LogError) as error:
        raise click.ClickException(str(error)) from error


def _say_next() -> str:
    return _(
        "The community %(name)s is ready. What comes next:\n"
        "  1. linli import places FILE.geojson    the grids, see docs/places.md\n"
        "  2. linli serve                         and sign in at %(address)s\n"
        "  3. linli doctor                        says what is still missing"
    )
