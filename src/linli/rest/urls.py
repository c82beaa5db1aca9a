"""Addresses of the JSON API."""

from django.urls import path

from linli.rest.api import api

urlpatterns = [path("", api.urls)]
