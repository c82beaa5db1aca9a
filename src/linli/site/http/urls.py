"""Addresses of the pages that span apps."""

from django.urls import path

from linli.site.http import pages
from linli.site.http.demo import demo

urlpatterns = [
    path("", pages.show_home, name="home"),
    path("places/<str:code>", pages.show_place, name="place"),
    path("organisations/<str:slug>", pages.show_organisation, name="organisation"),
    path("view", pages.set_view, name="view"),
    path("language", pages.set_language, name="language"),
    path("demo", demo, name="demo"),
    path("healthz", pages.show_health, name="health"),
]
