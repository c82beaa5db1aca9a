"""The steward's day on the phone: stops by clock or by way, findings in two taps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.apps.cases.procedure import CASE
from linli.apps.cases.selectors.catalogue import category_label
from linli.apps.cases.selectors.round import (
    count_stops,
    find_own_duties,
    list_found_categories,
    list_own_grids,
    list_stops,
)
from linli.apps.cases.services.patrol import report_finding
from linli.core.matters.errors import InputRefusedError, MattersError
from linli.core.matters.selectors import list_worklists
from linli.core.pages.forms import KEY_FIELD, make_form
from linli.core.pages.http.requests import UNPROCESSABLE, acting, refuse
from linli.core.pages.http.sent import read_sent
from linli.core.pages.messages import say_field_error

PHOTOS = [field for field in CASE.opening.fields if field.name == "photos"]


@require_safe
def show_round(request: HttpRequest) -> HttpResponse:
    """What waits in one's grids, and what one may find there."""
    return (
        _page(request)
        if find_own_duties(acting(request))
        else refuse(request, None, "not_your_duty")
    )


@require_POST
def add_finding(request: HttpRequest) -> HttpResponse:
    """A finding becomes a case at once; where it was solved on the spot, it waits for the office."""
    user = acting(request)
    if not find_own_duties(user):
        return refuse(request, None, "not_your_duty")
    values, refused = read_sent(request, PHOTOS)
    category, _dot, solved = request.POST.get("found", "")[:80].partition("|")
    name = category_label(user.community, category)
    values |= {
        "category": category,
        "place": request.POST.get("place", "")[:64],
        "words": request.POST.get("words", "").strip()
        or _("Found on a round: %(what)s.") % {"what": name},
    }
    if request.POST.get("coordinates"):
        values["coordinates"] = request.POST["coordinates"]
    try:
        if refused:
            raise refused
        outcome = report_finding(
            values,
            solved=_("Put right on the spot.") if solved else "",
            acting_user=user,
            idempotency_key=request.POST.get(KEY_FIELD, ""),
        )
    except InputRefusedError as error:
        return _page(request, say_field_error(next(iter(error.errors.values()))))
    except MattersError as error:
        return refuse(request, None, error.code)
    said = _("Noted: %(title)s (%(number)s).")
    named = {"title": outcome.matter.title, "number": outcome.matter.number}
    messages.success(request, said % named)
    return redirect("round")


def _page(request: HttpRequest, error: str = "") -> HttpResponse:
    user, now = acting(request), timezone.now()
    stops = list_stops(user, now=now)
    looks = [stop.row.clock.look for stop in stops if stop.row.clock]
    context = {
        "stops": stops,
        "late": looks.count("late"),
        "soon": looks.count("soon"),
        "total": count_stops(user),
        "duties": find_own_duties(user),
        "grids": list_own_grids(user),
        "place": request.POST.get("place", ""),
        "categories": list_found_categories(user),
        "form": make_form(PHOTOS, community=user.community),
        "words": request.POST.get("words", ""),
        "error": error,
        "worklists": [worklist for _kind, worklist in list_worklists(user)],
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "cases/round.html", context, status=status)
