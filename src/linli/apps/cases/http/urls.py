"""Addresses of the pages that only cases have."""

from django.urls import path

from linli.apps.cases.http import exports, pages

urlpatterns = [
    path("report", pages.report, name="report"),
    path("statistics", pages.show_statistics, name="statistics"),
    path("matters.csv", exports.export_matters, name="matters-export"),
]
