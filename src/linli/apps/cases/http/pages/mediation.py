"""Asking for mediation: a short form, kept to its parties from the first word on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from linli.apps.cases.http.pages.report import list_asked
from linli.apps.cases.procedure import MEDIATION
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.services import open_matter
from linli.core.pages.forms import KEY_FIELD, make_form
from linli.core.pages.http.pages.receipts import keep_new_receipt
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.http.sent import read_sent
from linli.core.pages.messages import say_refusal


@require_http_methods(["GET", "POST"])
def ask_mediation(request: HttpRequest) -> HttpResponse:
    """The form; sent, the receipt."""
    if request.method == "GET":
        return _form(request, {})
    values, refused = read_sent(request, list_asked(request, MEDIATION))
    try:
        if refused:
            raise refused
        outcome = open_matter(
            MEDIATION.kind,
            acting_user=acting(request),
            values=values,
            idempotency_key=request.POST.get(KEY_FIELD, ""),
        )
    except InputRefusedError as error:
        return _form(request, values, error)
    except MattersError as error:
        return refuse(request, None, error.code)
    keep_new_receipt(request, outcome, is_own="on_behalf" not in values)
    return redirect("receipt-new")


def _form(
    request: HttpRequest, values: dict[str, Any], refused: InputRefusedError | None = None
) -> HttpResponse:
    form = make_form(
        list_asked(request, MEDIATION),
        community=acting(request).community,
        values=values,
        errors=refused.errors if refused else None,
        error=say_refusal("invalid_input") if refused else "",
        key=request.POST.get(KEY_FIELD, ""),
    )
    status = UNPROCESSABLE if refused else 200
    return render(request, "cases/mediation.html", {"form": form}, status=status)
