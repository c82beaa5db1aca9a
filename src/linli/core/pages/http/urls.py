"""Addresses of the derived pages."""

from uuid import UUID

from django.urls import path, register_converter

from linli.core.pages.http import pages


class HexKey:
    """A key of 32 digits, as the addresses of photos have it."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> UUID:
        """The key."""
        return UUID(hex=value)

    def to_url(self, value: UUID) -> str:
        """Its digits alone."""
        return value.hex


register_converter(HexKey, "hexkey")

urlpatterns = [
    path("matters", pages.show_matters, name="matters"),
    path("matters/<str:number>", pages.show_matter, name="matter"),
    path("matters/<str:number>/contact", pages.show_contact, name="contact"),
    path("matters/<str:number>/steps/<slug:step>", pages.take_step, name="step"),
    path("matters/<str:number>/contribute/<slug:kind>", pages.add_contribution, name="contribute"),
    path("matters/<str:number>/open/<slug:kind>", pages.open_from, name="open-from"),
    path("matters/<str:number>/revoke-receipts", pages.give_up_receipts, name="revoke-receipts"),
    path("matters/<str:number>/follow", pages.change_following, name="follow"),
    path("matters/<str:number>/claim", pages.take_matter_over, name="claim"),
    path("photos/<hexkey:key>", pages.show_photo, name="photo"),
    path("photos/<hexkey:key>/small", pages.show_photo, {"small": True}, name="photo-small"),
    path("receipt", pages.enter_receipt, name="receipt"),
    path("receipt/new", pages.show_new_receipt, name="receipt-new"),
    path("mine", pages.show_own, name="own"),
    path("desk", pages.show_desk, name="desk"),
    path("desk/<slug:name>", pages.show_worklist, name="worklist"),
]
