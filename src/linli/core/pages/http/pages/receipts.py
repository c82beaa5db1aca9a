"""Receipts: shown once after reporting, typed in on another phone, revoked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core.matters.errors import MatterNotFoundError, MattersError, TooManyAttemptsError
from linli.core.matters.middleware import remember_receipt
from linli.core.matters.selectors import get_matter
from linli.core.matters.services import (
    Outcome,
    claim_matter,
    find_receipt,
    open_receipt,
    revoke_receipts,
)
from linli.core.pages.http.requests import FORBIDDEN, acting, fetch, refuse
from linli.core.pages.messages import say_refusal
from linli.core.pages.qr import draw_qr
from linli.ground.accounts.public import get_client_address
from linli.ground.privacy.cipher import seal, unseal

NEW = "new_receipt"
TOO_MANY = 429


def keep_new_receipt(request: HttpRequest, outcome: Outcome, *, is_own: bool = True) -> None:
    """Keeps the receipt, sealed, to be shown once, and gives this browser the reporter's rights,
    unless it was entered for somebody else: then they are on the printed receipt alone."""
    receipt = find_receipt(outcome.matter.community, secret=outcome.secret)
    if receipt is not None and is_own:
        remember_receipt(request, receipt)
    sealed = seal(outcome.secret, purpose=NEW, binding=[outcome.matter.number])
    request.session[NEW] = {"number": outcome.matter.number, "sealed": sealed}


@require_GET
def show_new_receipt(request: HttpRequest) -> HttpResponse:
    """Number and secret of what was just reported, once: then they are kept nowhere."""
    new = request.session.pop(NEW, None)
    if not new:
        return redirect("receipt")
    try:
        matter = get_matter(new["number"], user=acting(request))
    except MatterNotFoundError:
        return redirect("receipt")
    secret = unseal(new["sealed"], purpose=NEW, binding=[matter.number])
    address = request.build_absolute_uri(f"/receipt?number={matter.number}#code={secret}")
    context = {
        "matter": matter,
        "secret": secret,
        "code": draw_qr(address, label=_("Scan to open")),
    }
    response = render(request, "pages/receipt_new.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def enter_receipt(request: HttpRequest) -> HttpResponse:
    """Number and secret open the reporter's steps in this browser."""
    if request.method == "GET":
        return render(request, "pages/receipt.html", {"number": request.GET.get("number", "")})
    number = request.POST.get("number", "")[:40]
    try:
        receipt = open_receipt(
            acting(request).community,
            number=number,
            secret=request.POST.get("secret", "")[:60],
            network_address=get_client_address(request),
        )
    except MattersError as error:
        context = {"number": number, "error": say_refusal(error.code)}
        status = TOO_MANY if isinstance(error, TooManyAttemptsError) else FORBIDDEN
        return render(request, "pages/receipt.html", context, status=status)
    remember_receipt(request, receipt)
    return redirect("matter", number=receipt.matter.number)


@require_POST
def take_matter_over(request: HttpRequest, number: str) -> HttpResponse:
    """Makes the matter that the receipt opens that of the account that is signed in."""
    matter = fetch(request, number)
    try:
        claim_matter(matter, acting_user=acting(request))
    except MattersError as error:
        return refuse(request, matter, error.code)
    return redirect("matter", number=matter.number)


@require_POST
def give_up_receipts(request: HttpRequest, number: str) -> HttpResponse:
    """Makes the receipts of a matter worthless, for whoever lost one."""
    matter = fetch(request, number)
    try:
        revoke_receipts(matter, acting_user=acting(request))
    except MattersError as error:
        return refuse(request, matter, error.code)
    return redirect("matter", number=matter.number)
