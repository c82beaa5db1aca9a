"""The whistle: the form that calls several organisations to one case."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from linli.apps.cases.procedure import CASE, RESPONSE
from linli.apps.cases.services import call_organisations
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.models import Matter
from linli.core.matters.registry import get_options
from linli.core.matters.selectors import find_opening_refusal
from linli.core.pages.forms import KEY_FIELD, Group, make_form
from linli.core.pages.http.requests import UNPROCESSABLE, acting, fetch, refuse
from linli.core.pages.messages import say_field_error, say_refusal

CHOSEN, BRIEF = "organisations", "brief"


@require_http_methods(["GET", "POST"])
def call_to_case(request: HttpRequest, number: str) -> HttpResponse:
    """Calls all the organisations that were ticked, or none."""
    case = fetch(request, number)
    if case.kind != CASE.kind:
        raise Http404(number)
    refusal = find_opening_refusal(RESPONSE, case, user=acting(request), now=timezone.now())
    if request.method == "GET":
        return refuse(request, case, refusal) if refusal else _form(request, case)
    try:
        call_organisations(
            case,
            organisations=request.POST.getlist(CHOSEN),
            brief=request.POST.get(BRIEF, ""),
            acting_user=acting(request),
            idempotency_key=request.POST.get(KEY_FIELD, ""),
        )
    except InputRefusedError as error:
        return _form(request, case, error)
    except MattersError as error:
        return refuse(request, case, error.code)
    return redirect("matter", number=case.number)


def _form(
    request: HttpRequest, case: Matter, refused: InputRefusedError | None = None
) -> HttpResponse:
    """What was entered stays; whoever leads the case is not offered."""
    errors = refused.errors if refused else {}
    form = make_form(
        [field for field in RESPONSE.opening.fields if field.name == BRIEF],
        community=acting(request).community,
        values={BRIEF: request.POST.get(BRIEF, "")},
        errors=errors,
        error=say_refusal("invalid_input") if refused else "",
        key=request.POST.get(KEY_FIELD, ""),
    )
    context = {
        "matter": case,
        "step": RESPONSE.opening,
        "form": form,
        "groups": _groups(case),
        "chosen": request.POST.getlist(CHOSEN),
        "error": say_field_error(errors[CHOSEN]) if CHOSEN in errors else "",
    }
    return render(request, "cases/call.html", context, status=UNPROCESSABLE if refused else 200)


def _groups(case: Matter) -> list[Group]:
    leads = case.holder.slug if case.holder else ""
    listed = [
        option for option in get_options("organisations")(case.community) if option.code != leads
    ]
    return [Group(label, tuple(each)) for label, each in groupby(listed, key=lambda o: o.group)]
