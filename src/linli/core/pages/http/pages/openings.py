"""Opening a matter out of another one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from linli.core.matters.definition import Procedure
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.models import Matter
from linli.core.matters.registry import list_registrations
from linli.core.matters.selectors import find_opening_refusal
from linli.core.matters.services import open_matter
from linli.core.pages.forms import KEY_FIELD
from linli.core.pages.http.pages.receipts import keep_new_receipt
from linli.core.pages.http.requests import acting, fetch, form_page, refuse
from linli.core.pages.http.sent import read_sent


@require_http_methods(["GET", "POST"])
def open_from(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Opens a matter out of this one, such as an appeal against its closing."""
    origin = fetch(request, number)
    procedure = _get_openable(kind, origin)
    fields = procedure.opening.fields
    if request.method == "GET":
        refusal = find_opening_refusal(procedure, origin, user=acting(request), now=timezone.now())
        if refusal:
            return refuse(request, origin, refusal)
        return form_page(request, origin, fields=fields, step=procedure.opening)
    values, refused = read_sent(request, fields)
    try:
        if refused:
            raise refused
        outcome = open_matter(
            kind,
            acting_user=acting(request),
            values=values,
            origin=origin,
            idempotency_key=request.POST.get(KEY_FIELD, ""),
        )
    except InputRefusedError as error:
        return form_page(
            request, origin, fields=fields, step=procedure.opening, values=values, refused=error
        )
    except MattersError as error:
        return refuse(request, origin, error.code)
    if not outcome.secret or acting(request).is_reporter_of(outcome.matter):
        return redirect("matter", number=outcome.matter.number)
    keep_new_receipt(request, outcome)
    return redirect("receipt-new")


def _get_openable(kind: str, origin: Matter) -> Procedure:
    for registration in list_registrations():
        relation = registration.procedure.origin
        if registration.procedure.kind == kind and relation and relation.kind == origin.kind:
            return registration.procedure
    raise Http404(kind)
