"""Starting Django for the commands that need it, and what nearly all of them ask first."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from linli.ground.communities.models import Community


def start_django() -> None:
    """Loads settings and apps; a setting that is missing or wrong ends the command in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error


def find_community(slug: str) -> "Community":
    """The community of that slug, or without one the only community there is.

    Raises UsageError where there is none, or several and no slug, or no database to look in.
    """
    from django.db import OperationalError, ProgrammingError

    from linli.ground.communities.models import Community

    wanted = Community.objects.order_by("created_at", "id")
    try:
        found = list(wanted.filter(slug=slug) if slug else wanted)
    except (OperationalError, ProgrammingError) as error:
        raise click.UsageError(
            "The database does not answer or was never set up. `linli doctor` says what is wrong, "
            "`linli setup` prepares it."
        ) from error
    if slug and not found:
        raise click.UsageError(f"There is no community “{slug}”.")
    if not found:
        raise click.UsageError("There is no community yet: run `linli setup` first.")
    if len(found) > 1:
        slugs = ", ".join(community.slug for community in found)
        raise click.UsageError(f"There are several communities; choose by --community: {slugs}.")
    return found[0]
