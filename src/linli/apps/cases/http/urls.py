"""Addresses of the pages that only cases have."""

from django.urls import path

from linli.apps.cases.http import pages

urlpatterns = [
    path("report", pages.report, name="report"),
    path("report/nearby", pages.show_nearby, name="report-nearby"),
    path("report/suggestions", pages.show_suggestions, name="report-suggestions"),
    path("mediation", pages.ask_mediation, name="mediation"),
    path("statistics", pages.show_statistics, name="statistics"),
    path("matters/<number>/open/response", pages.call_to_case, name="call-to-case"),
    path("board", pages.show_board, name="board"),
    path("board/queue", pages.show_queue, name="board-queue"),
    path("board/next", pages.take_next, name="board-next"),
    path("board/leave", pages.leave_board, name="board-leave"),
    path("board/<number>/claim", pages.claim, name="board-claim"),
    path("board/<number>/dispatch", pages.dispatch_from_board, name="board-dispatch"),
    path("board/<number>/<slug:step>", pages.decide_from_board, name="board-decide"),
    path("dispatch-catalogue", pages.show_catalogue, name="dispatch-catalogue"),
    path("dispatch-catalogue/<key>/end", pages.end_catalogue_entry, name="catalogue-entry-end"),
    path("round", pages.show_round, name="round"),
    path("round/findings", pages.add_finding, name="round-finding"),
    path("templates", pages.show_templates, name="templates"),
    path("templates/<key>/drop", pages.remove_template, name="template-drop"),
    path("matters.csv", pages.export_matters, name="matters-export"),
]
