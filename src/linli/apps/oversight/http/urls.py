"""Addresses of the pages of oversight."""

from django.urls import path

from linli.apps.oversight.http import pages

urlpatterns = [
    path("rates", pages.show_rates, name="rates"),
    path("rates.csv", pages.export_rates, name="rates-export"),
    path("rates/report", pages.show_report, name="rates-report"),
    path("supervision", pages.show_late, name="supervision"),
]
