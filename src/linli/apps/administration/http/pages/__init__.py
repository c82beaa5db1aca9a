"""Pages of administration."""

from linli.apps.administration.http.pages.colleagues import show_colleagues
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
    "edit_community",
    "edit_duties",
    "edit_limits",
    "edit_organisations",
    "edit_places",
    "first_visit",
    "show_administration",
    "show_colleagues",
    "stop_duty",
]
