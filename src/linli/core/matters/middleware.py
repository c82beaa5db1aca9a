"""Makes `request.acting_user`: looked up once, and only where somebody asks for it."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from linli.core.matters.acting import ActingUser, acting_anonymously, acting_as
from linli.core.matters.models import Receipt
from linli.core.records.enums import Channel

SESSION_RECEIPTS = "receipts"
SESSION_BEARER = "receipts_of"
SESSION_VISITOR = "visitor"
VISITOR_BYTES = 16
RECEIPT_HEADER = "X-Linli-Receipt"
MOST_RECEIPTS = 50


class ActingUserMiddleware:
    """Account, duties and receipts of the request as one value."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting_user = SimpleLazyObject(lambda: get_acting_user(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Asked only where it matters: what may be kept by everybody depends on nobody's cookie.
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = _cache_control(request)
        return response


def _cache_control(request: HttpRequest) -> str:
    """Pages of a known reader are kept nowhere; those of everybody are asked for again, since they
    carry the reader's own form tokens."""
    session = request.session
    known = any(key in session for key in (SESSION_KEY, SESSION_RECEIPTS, SESSION_VISITOR))
    return "private, no-store" if known else "private, no-cache"


def get_acting_user(request: HttpRequest) -> ActingUser:
    """Who makes this request.

    Receipts of a session that somebody on duty did not hold himself are not his: he would be taken
    for the reporter of what another one reported on the same machine.
    """
    community = request.community  # type: ignore[attr-defined]
    channel = Channel.API if request.path.startswith("/api/") else Channel.WEB
    receipts = _receipt_matters(request)
    account = request.user
    if account.is_authenticated and account.community_id == community.pk:
        user = acting_as(account, community=community, receipts=receipts, channel=channel)
        own = request.session.get(SESSION_BEARER) == str(account.pk)
        return user if own or not user.duties else replace(user, receipt_matters=frozenset())
    visitor = "" if channel is Channel.API else request.session.get(SESSION_VISITOR, "")
    return acting_anonymously(community, receipts=receipts, visitor=visitor, channel=channel)


def remember_receipt(request: HttpRequest, receipt: Receipt) -> None:
    """Keeps the right to the reporter's steps in this browser's session."""
    held = [key for key in request.session.get(SESSION_RECEIPTS, []) if key != str(receipt.pk)]
    request.session[SESSION_RECEIPTS] = [str(receipt.pk), *held][:MOST_RECEIPTS]
    request.session[SESSION_BEARER] = str(request.user.pk or "")


def remember_visitor(request: HttpRequest) -> None:
    """Makes this browser's session one of somebody who can be told apart, though not who he is."""
    if SESSION_VISITOR in request.session or request.user.is_authenticated:
        return
    request.session[SESSION_VISITOR] = secrets.token_hex(VISITOR_BYTES)
    request.acting_user = get_acting_user(request)  # type: ignore[attr-defined]


def _receipt_matters(request: HttpRequest) -> set[UUID]:
    matters: set[UUID] = set()
    if held := request.session.get(SESSION_RECEIPTS):
        live = Receipt.objects.filter(pk__in=held, revoked_at__isnull=True)
        matters |= set(live.values_list("matter_id", flat=True))
    return matters
