"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from linli.ground.accounts.http.forms import CodeForm, ContactForm
from linli.ground.accounts.http.pages.code_flow import (
    CodeFlow,
    send_code,
    show_contact,
    take_code,
)
from linli.ground.accounts.middleware import begin_session, get_client_address
from linli.ground.accounts.models import Account
from linli.ground.accounts.services import confirm_code
from linli.ground.communities.middleware import CommunityRequest

HOME = "/"
VIEW_COOKIE = "view"


def choose_next(request: CommunityRequest, wanted: str) -> str:
    """The wanted path where it leads to this host, else the home page."""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else HOME


def finish_sign_in(request: CommunityRequest, account: Account, wanted: str) -> HttpResponse:
    """Signs in and leads on, in the account's language and view."""
    begin_session(request, account)
    response = redirect(choose_next(request, wanted))
    set_preference_cookies(response, account)
    return response


def set_preference_cookies(response: HttpResponseBase, account: Account) -> None:
    """Language and view of the account, where LocaleMiddleware and the base template look."""
    cookies = {settings.LANGUAGE_COOKIE_NAME: account.language, VIEW_COOKIE: account.view}
    for name, value in cookies.items():
        response.set_cookie(
            name,
            value,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _finish(request: CommunityRequest, form: CodeForm) -> HttpResponse:
    account = confirm_code(
        request.community,
        contact=form.cleaned_data["contact"],
        code=form.cleaned_data["code"],
        network_address=get_client_address(request),
    )
    return finish_sign_in(request, account, form.cleaned_data["next"])


FLOW = CodeFlow(
    "accounts/sign_in.html", "accounts:sign-in", "accounts:sign-in-code", finish=_finish
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: CommunityRequest) -> HttpResponse:
    """The first screen; who is signed in already is led on."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(choose_next(request, wanted))
    if request.method == "POST":
        return send_code(request, FLOW)
    return show_contact(request, FLOW, ContactForm(initial={"next": wanted}))


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: CommunityRequest) -> HttpResponse:
    """The second screen; opened by its address it leads back to the first."""
    if request.method != "POST":
        return redirect("accounts:sign-in")
    return take_code(request, FLOW)


@require_POST
def sign_out(request: CommunityRequest) -> HttpResponse:
    """Ends this session."""
    logout(request)
    return redirect(HOME)
