"""The rates: for everybody, with filters; as a file; and a month on two sheets."""

import csv
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.cases.public import count_cases_by_clock, list_categories
from linli.apps.oversight.http.pages.filters import (
    find_filters,
    list_months,
    read_given,
)
from linli.apps.oversight.http.pages.tables import HEADER, NamedLine, list_cells, make_tables
from linli.apps.oversight.selectors import (
    OTHER,
    PublishedPlaces,
    RateFilters,
    get_published_places,
    get_rates,
    list_calls,
)
from linli.core.matters.acting import ActingUser
from linli.core.matters.selectors import list_matters
from linli.core.pages.http.requests import acting
from linli.ground.communities.models import Community
from linli.ground.parties.selectors import list_organisations

ASKED = ("month", "category", "place", "organisation")


@require_safe
def show_rates(request: HttpRequest) -> HttpResponse:
    """The rates over all, and by organisation, category, place and month; a refusal in their stead
    for a place that has none of its own."""
    user, now = acting(request), timezone.now()
    places = get_published_places(user.community)
    given = read_given(request, *ASKED)
    filters = find_filters(user.community, given, places)
    context = _choices(user.community, places, given) | {
        "given": given,
        "query": request.GET.urlencode(),
        "places_shown": places.are_any,
        "whole_shown": places.has_whole,
    }
    if filters is not None:
        context["rates"] = get_rates(user, filters, now=now)
        context["tables"] = make_tables(user, filters, places, now=now)
    return render(request, "oversight/rates.html", context)


@require_safe
def export_rates(request: HttpRequest) -> HttpResponse:
    """The same counts as a file: one line for the whole, and one an organisation, category, place
    or month; Http404 for a place that has no rates of its own."""
    user, now = acting(request), timezone.now()
    places = get_published_places(user.community)
    given = read_given(request, *ASKED)
    filters = find_filters(user.community, given, places)
    if filters is None:
        raise Http404(given["place"])
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    total = NamedLine("", _("All of these"), get_rates(user, filters, now=now))
    writer.writerows(list_cells("total", [total]))
    for dimension, lines in make_tables(user, filters, places, now=now).items():
        writer.writerows(list_cells(dimension, lines))
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rates.csv"'
    return response


@require_safe
def show_report(request: HttpRequest) -> HttpResponse:
    """One month in words and figures of the whole community, made to be printed on two sheets."""
    user, now = acting(request), timezone.now()
    month = read_given(request, "month")["month"] or list_months(user.community)[1]
    places = get_published_places(user.community)
    filters = find_filters(user.community, {"month": month}, places)
    context = {
        "month": month,
        "months": list_months(user.community, asked=month),
        "places_shown": places.are_any,
        "today": now,
    }
    if filters is not None:
        context |= _report(user, filters, places, now=now)
    return render(request, "oversight/report.html", context)


def _report(
    user: ActingUser, filters: RateFilters, places: PublishedPlaces, *, now: datetime
) -> dict[str, Any]:
    return {
        "opened": _count_opened(user, filters),
        "rates": get_rates(user, filters, now=now),
        "tables": make_tables(user, filters, places, now=now),
        "tally": count_cases_by_clock(user),
        "callers": list_calls(user, filters, side="called", now=now),
        "called": list_calls(user, filters, side="was_called", now=now),
    }


def _count_opened(user: ActingUser, filters: RateFilters) -> int:
    opened = list_matters(user, kind="case").filter(
        opened_at__gte=filters.since, opened_at__lt=filters.until
    )
    return opened.order_by().count()


def _choices(
    community: Community, places: PublishedPlaces, given: Mapping[str, str]
) -> dict[str, Any]:
    """What can be filtered by: groups of categories, places with rates, organisations, months; and
    what the address asks for beside them."""
    return {
        "months": list_months(community, asked=given["month"]),
        "categories": [
            row
            for row in list_categories(community)
            if "." not in row.code or row.code == given["category"]
        ],
        "places": places.alone,
        "other": OTHER if places.has_other else "",
        "organisations": list_organisations(community),
    }
