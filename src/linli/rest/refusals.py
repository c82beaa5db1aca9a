"""Every refusal in one shape: a code, a sentence in the reader's language, errors by field."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError

from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.services.receipts import WINDOW
from linli.core.pages.messages import REFUSALS, say_field_error, say_refusal
from linli.core.rest.answers import answer
from linli.core.rest.callers import RECEIPT_SCHEME
from linli.core.rest.errors import RestError
from linli.core.rest.schemas import Refusal

logger = logging.getLogger(__name__)

FORBIDDEN = 403
STATUS = {
    "matter_not_found": 404,
    "unknown_step": 404,
    "not_in_state": 409,
    "idempotency_mismatch": 409,
    "invalid_input": 422,
    "receipt_refused": 401,
    "too_many_requests": 429,
    "not_found": 404,
    "no_community": 503,
    "method_not_allowed": 405,
    "too_large": 413,
    "internal_error": 500,
}
# Refusals that no page makes.
SENTENCES = {
    "invalid_json": gettext_noop("The body must be a JSON object in UTF-8."),
    "unsupported_media_type": gettext_noop("Send the body as application/json."),
    "too_large": gettext_noop("The request is too large."),
    "csrf_failed": gettext_noop(
        "The session's cookie came without its CSRF token. Send it in X-CSRFToken."
    ),
    "not_found": gettext_noop("There is no such address, or it is not open to you."),
    "no_community": gettext_noop("No community answers under this host name yet."),
    "method_not_allowed": gettext_noop("This address does not answer that method."),
    "internal_error": gettext_noop("Something went wrong on our side. Nothing was changed."),
}
# What is wrong with a parameter, by pydantic's types of errors; all others are out of range.
PARAMETERS = {"string_too_long": "too_long", "missing": "required"}


def refuse(
    code: str,
    *,
    status: int = 0,
    errors: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The refusal of that code; `errors` are codes by field."""
    sentence = _(SENTENCES[code]) if code in SENTENCES else say_refusal(code)
    payload: Refusal = {
        "code": code,
        "message": sentence,
        "errors": {
            name: {"code": each, "message": say_field_error(each, (about or {}).get(name, ""))}
            for name, each in (errors or {}).items()
        },
    }
    return answer(payload, status=status or STATUS.get(code, FORBIDDEN), headers=headers)


def add_refusals(api: NinjaAPI) -> None:
    """Makes the API answer with them, whatever goes wrong in an operation."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        MattersError: _refuse_matters,
        RestError: _refuse_request,
        ValidationError: _refuse_parameters,
        Http404: _refuse_unknown,
        RequestDataTooBig: _refuse_size,
        Exception: _break,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _refuse_matters(_request: HttpRequest, error: MattersError) -> HttpResponse:
    if isinstance(error, InputRefusedError):
        return refuse(error.code, errors=error.errors, about=error.about)
    return refuse(error.code, headers=_headers(error.code))


def _headers(code: str) -> dict[str, str]:
    if code == "too_many_requests":
        return {"Retry-After": str(int(WINDOW.total_seconds()))}
    if code == "receipt_refused":
        return {"WWW-Authenticate": RECEIPT_SCHEME}
    return {}


def _refuse_request(_request: HttpRequest, error: RestError) -> HttpResponse:
    return refuse(error.code, status=error.status)


def _refuse_parameters(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = {
        str(each["loc"][-1]): PARAMETERS.get(each["type"], "out_of_range") for each in error.errors
    }
    return refuse("invalid_input", errors=errors)


def _refuse_unknown(_request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(getattr(error, "code", "not_found"))


def _refuse_size(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return refuse("too_large")


def _break(request: HttpRequest, error: Exception) -> HttpResponse:
    """The edge of a request: written down with its trace, told to whoever listens, and answered."""
    logger.error("%s %s broke", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return refuse("internal_error")


def list_sentences() -> frozenset[str]:
    """Codes that have a sentence of their own."""
    return frozenset({*SENTENCES, *REFUSALS})
