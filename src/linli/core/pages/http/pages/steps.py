"""The form of a step, and taking it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from linli.core.matters.definition import Step
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.models import Matter
from linli.core.matters.registry import Hint, get_registration
from linli.core.matters.selectors import find_refusal
from linli.core.matters.services import perform
from linli.core.matters.versions import procedure_of
from linli.core.pages.forms import KEY_FIELD
from linli.core.pages.http.requests import acting, fetch, form_page, refuse
from linli.core.pages.http.sent import read_sent


@require_http_methods(["GET", "POST"])
def take_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """The form of a step; sent, the step itself."""
    matter = fetch(request, number)
    declared = procedure_of(matter).step_by_name.get(step)
    if declared is None or not declared.sources:
        raise Http404(step)
    if request.method == "POST":
        return _post(request, matter, declared)
    refusal = find_refusal(matter, step, user=acting(request), now=timezone.now())
    if refusal:
        return refuse(request, matter, refusal)
    hint = _hint(request, matter, step)
    values = _known(matter, declared) | (dict(hint.values.get(step, {})) if hint else {})
    return form_page(
        request, matter, fields=declared.fields, step=declared, values=values, hint=hint
    )


def _known(matter: Matter, step: Step) -> dict[str, str]:
    """What the matter says already of what the step asks: its category."""
    named = get_registration(matter.kind).subject_field
    asked = {field.name for field in step.fields}
    return {named: matter.subject} if named in asked and matter.subject else {}


def _post(request: HttpRequest, matter: Matter, step: Step) -> HttpResponse:
    if request.FILES:
        # Nothing of somebody is stored who could not take the step whatever its state.
        refusal = find_refusal(matter, step.name, user=acting(request), now=timezone.now())
        if refusal == "not_your_duty":
            return refuse(request, matter, refusal)
    values, refused = read_sent(request, step.fields)
    key = request.POST.get(KEY_FIELD, "")
    try:
        if refused:
            raise refused
        perform(
            matter.pk, step.name, acting_user=acting(request), values=values, idempotency_key=key
        )
    except InputRefusedError as error:
        return form_page(
            request, matter, fields=step.fields, step=step, values=values, refused=error
        )
    except MattersError as error:
        return refuse(request, matter, error.code)
    return redirect("matter", number=matter.number)


def _hint(request: HttpRequest, matter: Matter, step: str) -> Hint | None:
    """What the step's own prefill suggests, else what is suggested for the matter."""
    registration = get_registration(matter.kind)
    if prefill := registration.prefills.get(step):
        return prefill(acting(request), matter)
    suggest = registration.suggest
    return suggest(acting(request), [matter]).get(matter.pk) if suggest else None
