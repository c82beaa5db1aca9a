"""The dispatcher's board: a queue, the chosen case beside it, everything by keys as well."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.apps.cases.procedure import CASE, DISPATCH_QUEUE
from linli.apps.cases.selectors.board import count_waiting, list_waiting, look_at
from linli.apps.cases.services.board import dispatch_at_once
from linli.apps.cases.services.claims import (
    claim_matter,
    claim_next,
    release_claims,
    renew_claim,
)
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.models import Matter
from linli.core.matters.registry import get_options
from linli.core.matters.selectors import find_refusal, list_worklists
from linli.core.matters.services import Outcome, perform
from linli.core.matters.versions import procedure_of
from linli.core.pages.forms import KEY_FIELD, make_form
from linli.core.pages.http.duties import for_duties
from linli.core.pages.http.requests import UNPROCESSABLE, acting, fetch, refuse
from linli.core.pages.messages import say_field_error, say_refusal
from linli.ground.parties.enums import DutyKind

NO_CONTENT, CONFLICT, UNCHANGED = 204, 409, 304
STEPS = ("merge", "redirect")


@require_safe
@for_duties(DutyKind.DISPATCHER)
def show_board(request: HttpRequest) -> HttpResponse:
    """The queue, and the case that `matter` names."""
    number = request.GET.get("matter", "")
    chosen = fetch(request, number) if number else None
    if chosen is not None and chosen.kind != CASE.kind:
        raise Http404(number)
    return _board(request, chosen)


@require_safe
@for_duties(DutyKind.DISPATCHER)
def show_queue(request: HttpRequest) -> HttpResponse:
    """The queue alone, for a page that is open; nothing where it is as the page knows it."""
    response = render(request, "cases/board_queue.html", _queue(request))
    tag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=UNCHANGED, headers={"ETag": tag})
    response["ETag"] = tag
    return response


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """To the most urgent case that nobody else is at."""
    try:
        matter = claim_next(acting_user=acting(request), now=timezone.now())
    except MattersError as error:
        return refuse(request, None, error.code)
    return redirect(f"/board?matter={matter.number}" if matter else "/board")


@require_POST
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """Says to the others that one is at this case, or still at it; 409 where somebody else is."""
    matter, user, now = fetch(request, number), acting(request), timezone.now()
    try:
        if request.POST.get("still"):
            renew_claim(matter, acting_user=user, now=now)
        else:
            claim_matter(matter, acting_user=user, now=now)
    except MattersError as error:
        if error.code == "claimed_by_another":
            return HttpResponse(say_refusal(error.code), status=CONFLICT, content_type="text/plain")
        return refuse(request, None, error.code)
    return HttpResponse(status=NO_CONTENT)


@require_POST
def leave_board(request: HttpRequest) -> HttpResponse:
    """Gives back what one is at, for the others."""
    try:
        release_claims(acting_user=acting(request))
    except MattersError as error:
        return refuse(request, None, error.code)
    return redirect("board")


@require_POST
def dispatch_from_board(request: HttpRequest, number: str) -> HttpResponse:
    """Takes the case on, gives it to the organisation, and goes on to the next."""
    return _decide(
        request,
        number,
        names=("category", "organisation", "brief"),
        act=lambda matter, given, key: dispatch_at_once(
            matter,
            category=given["category"],
            organisation=given["organisation"],
            brief=given["brief"],
            acting_user=acting(request),
            idempotency_key=key,
        ),
    )


@require_POST
def decide_from_board(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Merges the case or shows another way, and goes on to the next."""
    if step not in STEPS:
        raise Http404(step)
    return _decide(
        request,
        number,
        names=[field.name for field in CASE.step_by_name[step].fields],
        act=lambda matter, given, key: perform(
            matter.pk, step, acting_user=acting(request), values=given, idempotency_key=key
        ),
    )


def _decide(
    request: HttpRequest,
    number: str,
    *,
    names: Iterable[str],
    act: Callable[[Matter, dict[str, str], str], Outcome],
) -> HttpResponse:
    """What was answered is kept by a mistake, and where another took the case meanwhile; a refusal
    says why; else on to the next."""
    matter = fetch(request, number)
    given = {name: request.POST.get(name, "") for name in names}
    try:
        act(matter, given, request.POST.get(KEY_FIELD, ""))
    except InputRefusedError as error:
        hidden = error.errors.get("category") == "accepted_otherwise"
        said = say_field_error("accepted_otherwise") if hidden else ""
        return _board(request, fetch(request, number), refused=error, said=said, given=given)
    except MattersError as error:
        if error.code == "claimed_by_another":
            return _board(request, matter, said=say_refusal(error.code), given=given)
        return refuse(request, matter, error.code)
    return _go_on(request, matter)


def _go_on(request: HttpRequest, done: Matter) -> HttpResponse:
    now_there = fetch(request, done.number)
    state = CASE.state_by_name[now_there.state]
    where = f" → {now_there.holder.name}" if now_there.holder else ""
    said = _("%(title)s (%(number)s): %(state)s%(where)s") % {
        "title": now_there.title,
        "number": now_there.number,
        "state": _(state.label),
        "where": where,
    }
    messages.success(request, said)
    return take_next(request)


def _queue(request: HttpRequest) -> dict[str, Any]:
    user, now = acting(request), timezone.now()
    waiting, standing = list_waiting(user, now=now), count_waiting(user, now=now)
    return {
        "waiting": waiting,
        "total": standing.total,
        "more": standing.total - len(waiting),
        "chosen_number": request.GET.get("matter", ""),
        "late": standing.late,
        "soon": sum(1 for each in waiting if each.row.clock and each.row.clock.look == "soon"),
    }


def _board(
    request: HttpRequest,
    matter: Matter | None,
    *,
    refused: InputRefusedError | None = None,
    said: str = "",
    given: dict[str, str] | None = None,
) -> HttpResponse:
    user, now = acting(request), timezone.now()
    chosen = look_at(matter, user=user, now=now) if matter else None
    context = _queue(request) | {
        "worklist": DISPATCH_QUEUE,
        "worklists": [worklist for _kind, worklist in list_worklists(user)],
        "chosen": chosen,
        "bar": _bar(request, matter),
        "may_correct": matter is not None and _may_correct(request, matter),
        "given": given or {},
        "error": said or (say_refusal("invalid_input") if refused else ""),
        "form": _form(request, matter, refused, given or {}),
        "categories": get_options("categories")(user.community),
    }
    if matter:
        context["chosen_number"] = matter.number
    status = UNPROCESSABLE if refused else CONFLICT if said else 200
    return render(request, "cases/board.html", context, status=status)


def _may_correct(request: HttpRequest, matter: Matter) -> bool:
    """Cases that began under an earlier declaration go on without that step."""
    known = "correct_category" in procedure_of(matter).step_by_name
    user, now = acting(request), timezone.now()
    return known and not find_refusal(matter, "correct_category", user=user, now=now)


def _bar(request: HttpRequest, matter: Matter | None) -> str:
    """Why nothing can be done with the chosen case, in words; empty where something can."""
    if matter is None:
        return ""
    step = "accept" if matter.state == "reported" else "dispatch"
    code = find_refusal(matter, step, user=acting(request), now=timezone.now())
    return say_refusal(code) if code else ""


def _form(
    request: HttpRequest,
    matter: Matter | None,
    refused: InputRefusedError | None,
    given: dict[str, str],
) -> Any:
    """The fields for giving it to whomever the dispatcher wants, merging, and other ways."""
    steps = ("accept", "dispatch", "merge", "redirect")
    fields = [field for step in steps for field in CASE.step_by_name[step].fields]
    values = {"category": matter.subject} if matter else {}
    return make_form(
        fields,
        community=acting(request).community,
        values=values | given,
        errors=refused.errors if refused else None,
        key=request.POST.get(KEY_FIELD, ""),
    )
