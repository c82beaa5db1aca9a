"""Pages that span apps: home, place, organisation, health."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli import __version__
from linli.apps.cases.public import (
    Breach,
    count_cases_by_clock,
    list_explained_promises,
    list_late_promises,
    list_organisation_promises,
    list_usual_categories,
)
from linli.core.matters.acting import local_day
from linli.core.matters.selectors import list_matters, list_own_matters
from linli.core.pages.http.pages.lists import rows_context
from linli.core.pages.http.requests import acting
from linli.core.pages.promise_lines import make_promise_line
from linli.ground.calendars.public import Calendar, get_calendar
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation
from linli.ground.parties.selectors import (
    get_organisation,
    list_current_duty_holders,
    list_responsible_organisations,
)
from linli.ground.places.errors import UnknownPlaceError
from linli.ground.places.selectors import (
    get_place,
    get_top_place,
    list_ancestors,
    list_children,
    list_facilities,
)


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Where one is, what one can do, and whether the street keeps its word."""
    user = acting(request)
    context = rows_context(request, list_matters(user))
    context["rows"] = context["rows"][:6]
    context["own"] = rows_context(request, list_own_matters(user))["rows"][:3]
    context["top"] = get_top_place(user.community)
    context["tally"] = count_cases_by_clock(user)
    context["usual"] = list_usual_categories(user)
    return render(request, "site/home.html", context)


@require_safe
def show_place(request: HttpRequest, code: str) -> HttpResponse:
    """What goes on in a place, what lies in it, and who looks after it."""
    user = acting(request)
    try:
        place = get_place(user.community, code)
    except UnknownPlaceError as error:
        raise Http404(code) from error
    stewards = list_current_duty_holders(
        user.community, kind=DutyKind.STEWARD, codes=[code], on=local_day(user.community)
    )
    context = rows_context(request, list_matters(user, place_code=code)) | {
        "place": place,
        "stewards": stewards,
        "ancestors": list_ancestors(place),
        "children": list_children(place),
        "facilities": list_facilities(place),
        "tally": count_cases_by_clock(user, place_code=code),
        "responsible": list_responsible_organisations(
            user.community, codes=[each.code for each in [*list_ancestors(place), place]]
        ),
    }
    return render(request, "site/place.html", context)


@require_safe
def show_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation promised, whether it kept it, and what it said where it did not."""
    user, now = acting(request), timezone.now()
    try:
        organisation = get_organisation(user.community, slug)
    except Organisation.DoesNotExist as error:
        raise Http404(slug) from error
    late = list_late_promises(user, organisation=organisation, now=now)
    explained = list_explained_promises(user, organisation=organisation, now=now)
    calendar = get_calendar(user.community)
    context = rows_context(request, list_matters(user, holder_slug=slug)) | {
        "organisation": organisation,
        "promises": list_organisation_promises(user, organisation=organisation),
        "late": _show_breaches(late, calendar=calendar, now=now),
        "explained": _show_breaches(explained, calendar=calendar, now=now),
    }
    return render(request, "site/organisation.html", context)


def _show_breaches(
    breaches: list[Breach], *, calendar: Calendar, now: datetime
) -> list[dict[str, Any]]:
    return [
        {
            "line": make_promise_line(each.promise, calendar=calendar, now=now),
            "statement": each.statement,
            "may_be_explained": each.may_be_explained,
        }
        for each in breaches
    ]


@never_cache
@require_safe
def show_health(_request: HttpRequest) -> JsonResponse:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor, "version": __version__})
