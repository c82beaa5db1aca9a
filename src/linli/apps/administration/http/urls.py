"""Addresses of administration."""

from django.urls import path

from linli.apps.administration.http import pages

BASE = "administration"

urlpatterns = [
    path("setup", pages.first_visit, name="setup"),
    path(BASE, pages.show_administration, name="administration"),
    path(f"{BASE}/community", pages.edit_community, name="administration-community"),
    path(f"{BASE}/places", pages.edit_places, name="administration-places"),
    path(f"{BASE}/organisations", pages.edit_organisations, name="administration-organisations"),
    path(f"{BASE}/duties", pages.edit_duties, name="administration-duties"),
    path(f"{BASE}/duties/<key>/end", pages.stop_duty, name="administration-duty-end"),
    path(f"{BASE}/categories", pages.edit_categories, name="administration-categories"),
    path(f"{BASE}/categories/<name:code>", pages.edit_category, name="administration-category"),
    path(f"{BASE}/calendar", pages.edit_calendar, name="administration-calendar"),
    path(
        f"{BASE}/invitations/<key>/end", pages.end_invitation, name="administration-invitation-end"
    ),
    path("invitations/<secret>", pages.open_invitation, name="invitation"),
    path("colleagues", pages.show_colleagues, name="colleagues"),
    path(f"{BASE}/limits", pages.edit_limits, name="administration-limits"),
]
