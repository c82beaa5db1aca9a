"""Lists: everybody's, one's own, and those of duties."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.core.contributions.selectors import list_joined_matters
from linli.core.follows.selectors import list_followed_matters
from linli.core.matters.models import Matter
from linli.core.matters.registry import get_registration, list_registrations
from linli.core.matters.selectors import (
    find_worklist,
    list_desk_steps,
    list_matters,
    list_own_matters,
    list_worklist,
    list_worklists,
)
from linli.core.pages.http.requests import acting, refuse
from linli.core.pages.news import list_news
from linli.core.pages.rows import make_entry, make_rows
from linli.core.pages.windows import get_window
from linli.ground.calendars.public import get_calendar
from linli.ground.places.codes import CodeError

FILTERS = ("kind", "state", "place_code", "subject", "holder_slug")
LONGEST_FILTER = 120
MOST_FOLLOWED = 30


@require_safe
def show_matters(request: HttpRequest) -> HttpResponse:
    """Visible matters, latest first, by kind, state, place, category or organisation."""
    filters = {name: request.GET.get(name, "")[:LONGEST_FILTER] for name in FILTERS}
    matters = _filtered(request, filters)
    context = rows_context(request, matters) | {
        "filters": filters,
        "procedures": [registration.procedure for registration in list_registrations()],
    }
    return render(request, "pages/matters.html", context)


def _filtered(request: HttpRequest, filters: dict[str, str]) -> QuerySet[Matter]:
    """The list, or a 404 for a place whose code cannot be one and for characters that none has."""
    if not all(text.isprintable() for text in filters.values()):
        raise Http404
    try:
        return list_matters(acting(request), **filters)
    except CodeError as error:
        raise Http404(filters["place_code"]) from error


@require_safe
def show_own(request: HttpRequest) -> HttpResponse:
    """What one reported, joined and follows, and what one was told of late."""
    user, now = acting(request), timezone.now()
    context = rows_context(request, list_own_matters(user))
    calendar = get_calendar(user.community)
    followed = list_followed_matters(user)[:MOST_FOLLOWED]
    context["followed"] = make_rows(followed, calendar=calendar, now=now)
    joined = list_joined_matters(user)[:MOST_FOLLOWED]
    context["joined"] = make_rows(joined, calendar=calendar, now=now)
    context["news"] = list_news(user, calendar=calendar)
    return render(request, "pages/own.html", context)


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """The first list of one's duties."""
    worklists = list_worklists(acting(request))
    if not worklists:
        return refuse(request, None, "not_your_duty")
    first = worklists[0][1]
    return redirect(first.page) if first.page else redirect("worklist", name=first.name)


@require_safe
def show_worklist(request: HttpRequest, name: str) -> HttpResponse:
    """What waits for one's duty, the most urgent first, with suggestions where there are any."""
    user = acting(request)
    found = find_worklist(user, name)
    if found is None:
        return refuse(request, None, "not_your_duty")
    procedure, worklist = found
    matters = list_worklist(user, kind=procedure.kind, worklist=worklist)
    context = rows_context(request, matters)
    suggest = get_registration(procedure.kind).suggest
    shown = [row.matter for row in context["rows"]]
    hints = suggest(user, shown) if suggest and shown else {}
    steps = list_desk_steps(shown, user=user, now=timezone.now())
    context |= {
        "entries": [
            make_entry(row, hint=hints.get(row.matter.pk), steps=steps[row.matter.pk])
            for row in context["rows"]
        ],
        "worklist": worklist,
        "worklists": [each for _procedure, each in list_worklists(user)],
    }
    return render(request, "pages/worklist.html", context)


def rows_context(request: HttpRequest, matters: QuerySet[Matter]) -> dict[str, Any]:
    """One window of rows, and the way to the next."""
    window = get_window(matters, page=request.GET.get("page", "1"))
    calendar = get_calendar(acting(request).community)
    rows = make_rows(window.items, calendar=calendar, now=timezone.now())
    return {"window": window, "rows": rows}
