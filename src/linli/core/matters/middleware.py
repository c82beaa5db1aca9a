"""Makes `request.acting_user`: looked up once, and only where somebody asks for it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from linli.core.matters.acting import ActingUser, acting_anonymously, acting_as
from linli.core.matters.models import Receipt
from linli.core.records.enums import Channel

SESSION_RECEIPTS = "receipts"
RECEIPT_HEADER = "X-Linli-Receipt"
MOST_RECEIPTS = 50


class ActingUserMiddleware:
    """Account, duties and receipts of the request as one value."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting_user = SimpleLazyObject(lambda: get_acting_user(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def get_acting_user(request: HttpRequest) -> ActingUser:
    """Who makes this request."""
    community = request.community  # type: ignore[attr-defined]
    channel = Channel.API if request.path.startswith("/api/") else Channel.WEB
    receipts = _receipt_matters(request)
    account = request.user
    if account.is_authenticated and account.community_id == community.pk:
        return acting_as(account, community=community, receipts=receipts, channel=channel)
    return acting_anonymously(community, receipts=receipts, channel=channel)


def remember_receipt(request: HttpRequest, receipt: Receipt) -> None:
    """Keeps the right to the reporter's steps in this browser's session."""
    held = [key for key in request.session.get(SESSION_RECEIPTS, []) if key != str(receipt.pk)]
    request.session[SESSION_RECEIPTS] = [str(receipt.pk), *held][:MOST_RECEIPTS]


def _receipt_matters(request: HttpRequest) -> set[UUID]:
    matters: set[UUID] = set()
    if held := request.session.get(SESSION_RECEIPTS):
        live = Receipt.objects.filter(pk__in=held, revoked_at__isnull=True)
        matters |= set(live.values_list("matter_id", flat=True))
    return matters
