"""The report form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from linli.apps.cases.procedure import CASE
from linli.core.matters.definition import Field
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.services import open_matter
from linli.core.pages.forms import KEY_FIELD, make_form, read_values
from linli.core.pages.http.pages.receipts import keep_new_receipt
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.messages import say_refusal

ONLY_ANONYMOUS = {"contact_name", "contact_phone"}


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The report form; sent, the receipt."""
    if request.method == "GET":
        chosen = {name: request.GET[name] for name in ("place", "category") if name in request.GET}
        return _form(request, chosen)
    values = read_values(_fields(request), request.POST)
    try:
        outcome = open_matter(
            CASE.kind,
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


def _fields(request: HttpRequest) -> tuple[Field, ...]:
    """Whoever is signed in left his contact with the account; only duties enter for others."""
    user = acting(request)
    left_out = set() if user.duties else {"on_behalf"}
    if user.account is not None and not user.duties:
        left_out |= ONLY_ANONYMOUS
    return tuple(field for field in CASE.opening.fields if field.name not in left_out)


def _form(
    request: HttpRequest, values: dict[str, str], refused: InputRefusedError | None = None
) -> HttpResponse:
    form = make_form(
        _fields(request),
        community=acting(request).community,
        values=values,
        errors=refused.errors if refused else None,
        error=say_refusal("invalid_input") if refused else "",
        key=request.POST.get(KEY_FIELD, ""),
    )
    return render(
        request, "cases/report.html", {"form": form}, status=UNPROCESSABLE if refused else 200
    )
