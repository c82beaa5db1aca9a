"""Addresses of the derived pages."""

from django.urls import path

from linli.core.pages.http import pages

urlpatterns = [
    path("matters", pages.show_matters, name="matters"),
    path("matters/<str:number>", pages.show_matter, name="matter"),
    path("matters/<str:number>/contact", pages.show_contact, name="contact"),
    path("matters/<str:number>/steps/<slug:step>", pages.take_step, name="step"),
    path("matters/<str:number>/contribute/<slug:kind>", pages.add_contribution, name="contribute"),
    path("matters/<str:number>/open/<slug:kind>", pages.open_from, name="open-from"),
    path("matters/<str:number>/revoke-receipts", pages.give_up_receipts, name="revoke-receipts"),
    path("receipt", pages.enter_receipt, name="receipt"),
    path("receipt/new", pages.show_new_receipt, name="receipt-new"),
    path("mine", pages.show_own, name="own"),
    path("desk", pages.show_desk, name="desk"),
    path("desk/<slug:name>", pages.show_worklist, name="worklist"),
]
