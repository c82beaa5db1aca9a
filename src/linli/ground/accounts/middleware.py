"""Sessions: their beginning, their two limits, and their community."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from linli.ground.accounts.models import Account
from linli.ground.accounts.policies import get_session_limits
from linli.ground.privacy.network import read_client_address

BACKEND = "linli.ground.accounts.policies.AccountBackend"
_SIGNED_IN_AT = "linli_signed_in_at"
_SEEN_AT = "linli_seen_at"


class AccountMiddleware:
    """Stands behind Django's AuthenticationMiddleware and CommunityMiddleware.

    `request.user` becomes anonymous where the session is over or the account belongs to another
    community than the host.  Lazy: a page that does not ask who reads it asks no session either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _admit(request))  # type: ignore[assignment]
        return self.get_response(request)


def begin_session(request: HttpRequest, account: Account) -> None:
    """Signs the account in under a fresh session key, for at most the absolute lifetime."""
    login(request, account, backend=BACKEND)
    now = timezone.now()
    request.session[_SIGNED_IN_AT] = request.session[_SEEN_AT] = now.timestamp()
    request.session.set_expiry(now + get_session_limits().absolute)


def get_client_address(request: HttpRequest) -> str:
    """The address of the person's machine, as far as our own proxies (LINLI_PROXY_HOPS) vouch."""
    return read_client_address(request.META, proxy_hops=getattr(settings, "LINLI_PROXY_HOPS", 0))


def _admit(request: HttpRequest) -> Account | AnonymousUser:
    user = get_user(request)
    if not isinstance(user, Account):
        return AnonymousUser()
    if user.community_id != request.community.pk:  # type: ignore[attr-defined]
        return AnonymousUser()
    if _is_over(request):
        request.session.flush()
        return AnonymousUser()
    return user


def _is_over(request: HttpRequest) -> bool:
    """Notes the visit where the session goes on.  A session without stamps begins its time now."""
    now, session, limits = timezone.now(), request.session, get_session_limits()
    if _SIGNED_IN_AT not in session:
        session[_SIGNED_IN_AT] = session[_SEEN_AT] = now.timestamp()
    signed_in_at = datetime.fromtimestamp(session[_SIGNED_IN_AT], UTC)
    seen_at = datetime.fromtimestamp(session[_SEEN_AT], UTC)
    if limits.is_touch_due(seen_at=seen_at, now=now):
        session[_SEEN_AT] = now.timestamp()
    return limits.is_over(signed_in_at=signed_in_at, seen_at=seen_at, now=now)
