"""One's own input to an open matter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from linli.core.contributions.services import contribute
from linli.core.matters.definition.actors import Kind
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.middleware import remember_visitor
from linli.core.matters.versions import procedure_of
from linli.core.pages.forms import KEY_FIELD
from linli.core.pages.http.requests import acting, fetch, form_page, refuse
from linli.core.pages.http.sent import read_sent
from linli.ground.accounts.public import get_client_address


@require_http_methods(["GET", "POST"])
def add_contribution(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The form of a contribution; sent, the contribution."""
    matter = fetch(request, number)
    declared = procedure_of(matter).contribution_by_name.get(kind)
    if declared is None:
        raise Http404(kind)
    if request.method == "GET":
        return form_page(request, matter, fields=declared.fields, step=declared)
    if any(actor.kind is Kind.ANYONE for actor in declared.actors):
        remember_visitor(request)
    values, refused = read_sent(request, declared.fields)
    try:
        if refused:
            raise refused
        contribute(
            matter.pk,
            kind,
            acting_user=acting(request),
            values=values,
            idempotency_key=request.POST.get(KEY_FIELD, ""),
            network_address=get_client_address(request),
        )
    except InputRefusedError as error:
        return form_page(
            request, matter, fields=declared.fields, step=declared, values=values, refused=error
        )
    except MattersError as error:
        return refuse(request, matter, error.code)
    return redirect("matter", number=matter.number)
