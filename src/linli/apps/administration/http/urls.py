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
    path("colleagues", pages.show_colleagues, name="colleagues"),
    path(f"{BASE}/limits", pages.edit_limits, name="administration-limits"),
]
