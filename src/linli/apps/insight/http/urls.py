"""Addresses of insight."""

from django.urls import path

from linli.apps.insight.http import pages

urlpatterns = [
    path("topics", pages.show_topics, name="topics"),
    path("topics/<core>", pages.show_topic, name="topic"),
    path("suggestions", pages.show_suggestions, name="suggestions"),
]
