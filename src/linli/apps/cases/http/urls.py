"""Addresses of the pages that only cases have."""

from django.urls import path

from linli.apps.cases.http import pages

urlpatterns = [
    path("report", pages.report, name="report"),
    path("report/nearby", pages.show_nearby, name="report-nearby"),
    path("mediation", pages.ask_mediation, name="mediation"),
    path("statistics", pages.show_statistics, name="statistics"),
    path("matters/<number>/open/response", pages.call_to_case, name="call-to-case"),
    path("matters.csv", pages.export_matters, name="matters-export"),
]
