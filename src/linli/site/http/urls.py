"""Addresses of the pages that span apps."""

from django.urls import path

from linli.site.http import help as help_pages
from linli.site.http import pages, preferences
from linli.site.http.demo import demo

urlpatterns = [
    path("", pages.show_home, name="home"),
    path("places/<str:code>", pages.show_place, name="place"),
    path("organisations/<str:slug>", pages.show_organisation, name="organisation"),
    path("help", help_pages.show_help, name="help"),
    path("help/<slug:slug>", help_pages.show_topic, name="help-topic"),
    path("view", preferences.set_view, name="view"),
    path("theme", preferences.set_theme, name="theme"),
    path("language", preferences.set_language, name="language"),
    path("demo", demo, name="demo"),
    path("healthz", pages.show_health, name="health"),
]
