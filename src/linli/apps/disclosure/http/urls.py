"""Addresses of the public log."""

from django.urls import path

from linli.apps.disclosure.http import pages

urlpatterns = [
    path("log", pages.show_log, name="log"),
    path("log/check", pages.check_receipt, name="log-check"),
    path("log/checkpoint", pages.serve_checkpoint, name="log-checkpoint"),
    path("log/verifier-key", pages.serve_keys, name="log-keys"),
    path("log/handovers", pages.serve_handovers, name="log-handovers"),
    path("log/tile/<path:path>", pages.serve_tile, name="log-tile"),
    path("matters/<str:number>/log", pages.check_matter, name="matter-log"),
    path("matters/<str:number>/log.json", pages.list_matter_entries, name="matter-entries"),
    path("matters/<str:number>/proof", pages.show_proof, name="matter-proof"),
    path("matters/<str:number>/proof/<int:index>", pages.download_proof, name="matter-proof-file"),
]
