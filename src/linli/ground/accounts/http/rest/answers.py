"""Requests and refusals as JSON.

A refusal is `{"code", "detail"}`: 400 for an answer that does not hold, 401 without the session that
is needed, 403 for a closed account, 409 for a passkey that is known or one too many, 429 with
Retry-After.
"""

import functools
import json
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.ground.accounts.errors import (
    AccountClosedError,
    AccountsError,
    PasskeyKnownError,
    PasskeyLimitError,
    TooManyRequestsError,
)
from linli.ground.accounts.http.forms import describe_refusal, describe_wait
from linli.ground.communities.middleware import CommunityRequest

_P = ParamSpec("_P")
_View = Callable[Concatenate[CommunityRequest, _P], JsonResponse]


class JsonError(AccountsError):
    """The body is no JSON object."""

    code = "json_invalid"


class SignInRequiredError(AccountsError):
    """Nobody is signed in."""

    code = "sign_in_required"


_STATUS: dict[type[AccountsError], int] = {
    SignInRequiredError: 401,
    AccountClosedError: 403,
    PasskeyKnownError: 409,
    PasskeyLimitError: 409,
    TooManyRequestsError: 429,
}


def json_view(view: _View[_P]) -> Callable[Concatenate[CommunityRequest, _P], HttpResponse]:
    """A view for POST that is never cached and whose refusals are answered as JSON."""

    @functools.wraps(view)
    def answer(request: CommunityRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AccountsError as error:
            return refuse(error)

    return never_cache(require_POST(answer))


def refuse(error: AccountsError) -> JsonResponse:
    """The refusal as the script reads it."""
    wait = error.retry_after if isinstance(error, TooManyRequestsError) else 0
    detail = describe_wait(wait) if wait else describe_refusal(error.code)
    response = JsonResponse(
        {"code": error.code, "detail": detail}, status=_STATUS.get(type(error), 400)
    )
    if wait:
        response["Retry-After"] = str(wait)
    return response


def read_object(request: CommunityRequest) -> dict[str, Any]:
    """The body as a JSON object; raises JsonError."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise JsonError("The body is no JSON.") from error
    if not isinstance(body, dict):
        raise JsonError("The body is no JSON object.")
    return body


def read_credential(body: dict[str, Any]) -> dict[str, Any]:
    """The browser's credential out of the body; raises JsonError unless it has the shape of one."""
    credential = body.get("credential")
    if not isinstance(credential, dict) or not isinstance(credential.get("response"), dict):
        raise JsonError("The body holds no credential.")
    return credential
