"""Who calls: the bearer of a receipt, somebody signed in, or anybody.

In this order: a receipt's header makes the caller its bearer and nobody else, so that no cookie
counts and nothing can be forged from another site.  A session's cookie counts for what changes
something only with the CSRF token.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, APIKeyHeader
from ninja.utils import check_csrf

from linli.core.matters.acting import ActingUser, acting_anonymously
from linli.core.matters.middleware import RECEIPT_HEADER
from linli.core.matters.services import open_receipt
from linli.core.records.enums import Channel
from linli.core.rest.errors import CsrfError
from linli.ground.accounts.public import get_client_address

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RECEIPT_SCHEME = "Linli-Receipt"
LONGEST_NUMBER = 40
LONGEST_SECRET = 60


def acting(request: HttpRequest) -> ActingUser:
    """Who makes the request, as found by one of the callers below."""
    return request.acting_user  # type: ignore[attr-defined,no-any-return]


class ReceiptHeader(APIKeyHeader):
    """`X-Linli-Receipt: <number> <code>`, as on the receipt; wrong ones are counted and limited."""

    param_name = RECEIPT_HEADER
    openapi_description = "Number and code of a receipt with a space between them."

    def authenticate(self, request: HttpRequest, key: str | None) -> ActingUser | None:
        """The bearer; ReceiptError or TooManyAttemptsError."""
        if key is None:
            return None
        number, _, secret = key.strip().partition(" ")
        receipt = open_receipt(
            request.community,  # type: ignore[attr-defined]
            number=number[:LONGEST_NUMBER],
            secret=secret[:LONGEST_SECRET],
            network_address=get_client_address(request),
        )
        user = acting_anonymously(
            receipt.community, receipts=[receipt.matter_id], channel=Channel.API
        )
        request.acting_user = user  # type: ignore[attr-defined]
        return user


class SessionCookie(APIKeyCookie):
    """The cookie of a browser's session: an account, or receipts that were entered there."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "What changes something needs the CSRF token in X-CSRFToken as well."

    def __call__(self, request: HttpRequest) -> bool:
        """Whether there is one; CsrfError where it came without the token."""
        if not request.COOKIES.get(self.param_name):
            return False
        if request.method not in SAFE and check_csrf(request) is not None:
            raise CsrfError("the CSRF token is missing or wrong")
        return True

    def authenticate(self, request: HttpRequest, key: str | None) -> bool:
        """Not asked: who the session belongs to is looked up where somebody wants to know."""
        raise NotImplementedError


def anybody(_request: HttpRequest) -> bool:
    """Somebody without account and receipt: he may read what is public, and report."""
    return True


CALLERS = (ReceiptHeader(), SessionCookie(), anybody)
