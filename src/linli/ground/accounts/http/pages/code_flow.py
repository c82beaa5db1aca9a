"""Two screens that prove a contact: where does the code go, and which code came.

Signing in and adding a contact are the same two screens; they differ in what happens at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from linli.ground.accounts.errors import (
    AccountClosedError,
    AccountsError,
    DeliveryError,
    TooManyRequestsError,
)
from linli.ground.accounts.http.forms import (
    CodeForm,
    ContactForm,
    describe_refusal,
    describe_wait,
)
from linli.ground.accounts.http.rest.party import find_relying_party
from linli.ground.accounts.middleware import get_client_address
from linli.ground.accounts.services import request_code
from linli.ground.communities.middleware import CommunityRequest
from linli.ground.privacy.errors import ContactError

BAD_REQUEST = 400
FORBIDDEN = 403
TOO_MANY = 429
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class CodeFlow:
    """Where the two screens live and what the right code brings."""

    contact_template: str
    contact_route: str
    code_route: str
    finish: Callable[[CommunityRequest, CodeForm], HttpResponse]


def show_contact(
    request: CommunityRequest, flow: CodeFlow, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    """The first screen."""
    possible = find_relying_party(request) is not None
    context = {"form": form, "flow": flow, "passkeys_possible": possible}
    return render(request, flow.contact_template, context, status=status)


def show_code(
    request: CommunityRequest, flow: CodeFlow, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    """The second screen; it knows nothing but what was typed on the first."""
    context = {"form": form, "flow": flow, "values": form.data or form.initial}
    return render(request, "accounts/code.html", context, status=status)


def send_code(request: CommunityRequest, flow: CodeFlow) -> HttpResponse:
    """Takes the contact, sends the code, and shows the second screen."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show_contact(request, flow, form, status=BAD_REQUEST)
    try:
        request_code(
            request.community,
            contact=form.cleaned_data["contact"],
            network_address=get_client_address(request),
            language=get_language() or request.community.language,
        )
    except (ContactError, DeliveryError) as error:
        form.add_error("contact", describe_refusal(error.code))
        status = BAD_REQUEST if isinstance(error, ContactError) else UNAVAILABLE
        return show_contact(request, flow, form, status=status)
    except TooManyRequestsError as error:
        # Somebody who pressed the button twice has a code already and must find its field.
        return _show_wait(request, flow, form, error)
    return show_code(request, flow, form)


def take_code(request: CommunityRequest, flow: CodeFlow) -> HttpResponse:
    """Takes the code and finishes the flow, or says what is wrong."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _show_invalid(request, flow, form)
    try:
        return flow.finish(request, form)
    except TooManyRequestsError as error:
        return _show_wait(request, flow, form, error)
    except ContactError as error:
        form.add_error("contact", describe_refusal(error.code))
        return show_contact(request, flow, form, status=BAD_REQUEST)
    except AccountsError as error:
        form.add_error("code", describe_refusal(error.code))
        status = FORBIDDEN if isinstance(error, AccountClosedError) else BAD_REQUEST
        return show_code(request, flow, form, status=status)


def _show_invalid(request: CommunityRequest, flow: CodeFlow, form: CodeForm) -> HttpResponse:
    show = show_contact if "contact" in form.errors else show_code
    return show(request, flow, form, status=BAD_REQUEST)


def _show_wait(
    request: CommunityRequest, flow: CodeFlow, form: ContactForm, error: TooManyRequestsError
) -> HttpResponse:
    form.add_error(None, describe_wait(error.retry_after))
    response = show_code(request, flow, form, status=TOO_MANY)
    response["Retry-After"] = str(error.retry_after)
    return response
