"""My data: what somebody sees and changes about himself."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.ground.accounts.errors import AccountsError, PasskeyMissingError
from linli.ground.accounts.http.forms import AccountForm, CodeForm, ContactForm, describe_refusal
from linli.ground.accounts.http.pages.code_flow import (
    BAD_REQUEST,
    CodeFlow,
    send_code,
    show_contact,
    take_code,
)
from linli.ground.accounts.http.pages.sign_in import set_preference_cookies
from linli.ground.accounts.http.rest.party import find_relying_party
from linli.ground.accounts.middleware import get_client_address
from linli.ground.accounts.models import Account
from linli.ground.accounts.selectors import get_masked_contacts, list_passkeys
from linli.ground.accounts.services import (
    attach_contact,
    remove_passkey,
    sign_out_everywhere,
    update_account,
)
from linli.ground.communities.middleware import CommunityRequest


def _me(request: CommunityRequest) -> Account:
    """The signed-in account; `login_required` stands before every caller."""
    assert isinstance(request.user, Account)
    return request.user


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: CommunityRequest) -> HttpResponse:
    """Shows the data, and stores name, language and view."""
    me = _me(request)
    form = AccountForm(request.POST if request.method == "POST" else None, account=me)
    if form.is_valid():
        try:
            update_account(me, acting_user=me, **form.cleaned_data)
        except AccountsError as error:
            form.add_error("display_name", describe_refusal(error.code))
        else:
            return _saved(me)
    context = {
        "form": form,
        "contacts": get_masked_contacts(me),
        "passkeys": list_passkeys(me),
        "passkeys_possible": find_relying_party(request) is not None,
    }
    return render(
        request, "accounts/account.html", context, status=BAD_REQUEST if form.errors else 200
    )


def _saved(me: Account) -> HttpResponse:
    response = redirect("accounts:account")
    set_preference_cookies(response, me)
    return response


@login_required
@require_POST
def end_all_sessions(request: CommunityRequest) -> HttpResponse:
    """Signs out here and on every other device."""
    sign_out_everywhere(_me(request), acting_user=_me(request))
    logout(request)
    return redirect("accounts:sign-in")


@login_required
@require_POST
def delete_passkey(request: CommunityRequest, passkey_id: uuid.UUID) -> HttpResponse:
    """Removes one passkey; one that is gone already is no harm."""
    try:
        remove_passkey(_me(request), acting_user=_me(request), passkey_id=passkey_id)
    except PasskeyMissingError as error:
        messages.warning(request, describe_refusal(error.code))
    else:
        messages.success(request, _("The passkey was removed."))
    return redirect("accounts:account")


def _finish(request: CommunityRequest, form: CodeForm) -> HttpResponse:
    attach_contact(
        _me(request),
        acting_user=_me(request),
        contact=form.cleaned_data["contact"],
        code=form.cleaned_data["code"],
        network_address=get_client_address(request),
    )
    messages.success(request, _("Saved."))
    return redirect("accounts:account")


FLOW = CodeFlow(
    "accounts/contact.html", "accounts:contact", "accounts:contact-code", finish=_finish
)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: CommunityRequest) -> HttpResponse:
    """Adds or replaces a phone number or mail address: the first screen."""
    if request.method == "POST":
        return send_code(request, FLOW)
    return show_contact(request, FLOW, ContactForm())


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_code(request: CommunityRequest) -> HttpResponse:
    """The second screen."""
    if request.method != "POST":
        return redirect("accounts:contact")
    return take_code(request, FLOW)
