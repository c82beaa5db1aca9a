"""Pages of administration."""

from linli.apps.administration.http.pages.categories import (
    edit_calendar,
    edit_categories,
    edit_category,
)
from linli.apps.administration.http.pages.colleagues import show_colleagues
from linli.apps.administration.http.pages.health import make_health_page
from linli.apps.administration.http.pages.invitations import end_invitation, open_invitation
from linli.apps.administration.http.pages.limits import edit_limits
from linli.apps.administration.http.pages.overview import (
    edit_community,
    edit_places,
    show_administration,
)
from linli.apps.administration.http.pages.parties import (
    edit_duties,
    edit_organisations,
    stop_duty,
)
from linli.apps.administration.http.pages.setup import first_visit

__all__ = [
    "edit_calendar",
    "edit_categories",
    "edit_category",
    "edit_community",
    "edit_duties",
    "edit_limits",
    "edit_organisations",
    "edit_places",
    "end_invitation",
    "first_visit",
    "make_health_page",
    "open_invitation",
    "show_administration",
    "show_colleagues",
    "stop_duty",
]
