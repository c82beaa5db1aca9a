"""Answer templates: what an organisation has at hand."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.cases.selectors.templates import (
    list_ended_templates,
    list_handled_for,
    list_templates,
)
from linli.apps.cases.services.templates import end_template, keep_template
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.messages import say_field_error
from linli.ground.parties.enums import DutyKind

NAMES = ("name", "text", "organisation")
HISTORY = 50


@require_http_methods(["GET", "POST"])
@for_duties(DutyKind.HANDLER)
def show_templates(request: HttpRequest) -> HttpResponse:
    """The templates, and the form for one more."""
    user = acting(request)
    given = {name: request.POST.get(name, "")[:2000] for name in NAMES}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            keep_template(
                name=given["name"],
                text=given["text"],
                organisation_slug=given["organisation"],
                acting_user=user,
                now=timezone.now(),
            )
        except InputRefusedError as error:
            errors = {name: say_field_error(code) for name, code in error.errors.items()}
        else:
            return redirect("templates")
    context = {
        "templates": list_templates(user),
        "ended": list_ended_templates(user)[:HISTORY],
        "organisations": list_handled_for(user),
        "given": given,
        "errors": errors,
    }
    status = UNPROCESSABLE if errors else 200
    return render(request, "cases/templates.html", context, status=status)


@require_POST
def remove_template(request: HttpRequest, key: str) -> HttpResponse:
    """Ends one."""
    try:
        end_template(UUID(key), acting_user=acting(request), now=timezone.now())
    except ValueError as error:
        raise Http404(key) from error
    except MattersError as error:
        return refuse(request, None, error.code)
    return redirect("templates")
