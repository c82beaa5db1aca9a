"""Addresses of the pages that span apps."""

from django.urls import path, register_converter

from linli.site.http import help as help_pages
from linli.site.http import maps, pages, preferences
from linli.site.http.converters import NameConverter
from linli.site.http.demo import demo
from linli.site.http.design.pages import show_design

register_converter(NameConverter, "name")

urlpatterns = [
    path("", pages.show_home, name="home"),
    path("places/<name:code>", pages.show_place, name="place"),
    path("organisations/<name:slug>", pages.show_organisation, name="organisation"),
    path("map", maps.show_map, name="map"),
    path("map.geojson", maps.show_matters, name="map-matters"),
    path("map/setup.json", maps.show_setup, name="map-setup"),
    path("map/outlines.geojson", maps.show_outlines, name="map-outlines"),
    path("map/tiles/<int:zoom>/<int:column>/<int:row>.mvt", maps.show_tile, name="map-tile"),
    path("design", show_design, name="design"),
    path("help", help_pages.show_help, name="help"),
    path("help/<slug:slug>", help_pages.show_topic, name="help-topic"),
    path("view", preferences.set_view, name="view"),
    path("theme", preferences.set_theme, name="theme"),
    path("language", preferences.set_language, name="language"),
    path("demo", demo, name="demo"),
    path("healthz", pages.show_health, name="health"),
]
