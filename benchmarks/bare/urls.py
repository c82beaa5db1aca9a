"""Addresses of the plain views: those of the product's pages that they stand for."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from benchmarks.bare import reading, writing

urlpatterns = [
    path("matters", reading.show_list),
    path("desk/dispatch", reading.show_worklist),
    path("matters/<str:number>", reading.show_matter),
    path("api/v1/matters", reading.list_json),
    path("report", csrf_exempt(writing.report)),
]
