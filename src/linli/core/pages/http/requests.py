"""What every page needs of a request: who acts, which matter, how a refusal looks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Field
from linli.core.matters.errors import InputRefusedError, MatterNotFoundError
from linli.core.matters.models import Matter
from linli.core.matters.numbers import NUMBER, normalise_number
from linli.core.matters.registry import get_registration
from linli.core.matters.selectors import get_matter
from linli.core.pages.forms import KEY_FIELD, make_form
from linli.core.pages.matter_view import make_matter_view
from linli.core.pages.messages import say_refusal

FORBIDDEN = 403
UNPROCESSABLE = 422


def acting(request: HttpRequest) -> ActingUser:
    """Who makes the request; the middleware put him there."""
    return request.acting_user  # type: ignore[attr-defined,no-any-return]


def fetch(request: HttpRequest, number: str) -> Matter:
    """The matter for this user, or a 404 that says no more."""
    written = normalise_number(number)
    if not NUMBER.fullmatch(written):
        raise Http404(number)
    try:
        return get_matter(written, user=acting(request))
    except MatterNotFoundError as error:
        raise Http404(number) from error


def refuse(request: HttpRequest, matter: Matter | None, code: str) -> HttpResponse:
    """A refusal on a visible matter: 403 with its code, and what to do; 404 where the matter has
    meanwhile become one that this user may not see."""
    if code == MatterNotFoundError.code:
        raise Http404(code)
    context = {"matter": matter, "code": code, "message": say_refusal(code)}
    return render(request, "pages/refused.html", context, status=FORBIDDEN)


def form_page(
    request: HttpRequest,
    matter: Matter,
    *,
    fields: tuple[Field, ...],
    step: Any,
    values: dict[str, Any] | None = None,
    refused: InputRefusedError | None = None,
    hint: Any = None,
) -> HttpResponse:
    """The form of a step, a contribution or an opening, above it what the matter says."""
    user = acting(request)
    view = make_matter_view(matter, user=user, now=timezone.now())
    form = make_form(
        fields,
        community=user.community,
        values=values,
        errors=refused.errors if refused else None,
        about=refused.about if refused else None,
        originals=[photo for photo in view.photos if not photo.is_public],
        error=say_refusal("invalid_input") if refused else "",
        key=request.POST.get(KEY_FIELD, ""),
    )
    phrases = get_registration(matter.kind).phrases.get(step.name)
    context = {
        "form": form,
        "step": step,
        "matter": matter,
        "view": view,
        "hint": hint,
        "phrases": phrases(user, matter) if phrases else (),
    }
    return render(request, "pages/step.html", context, status=UNPROCESSABLE if refused else 200)
