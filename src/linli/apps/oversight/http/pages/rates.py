"""The rates: for everybody, with filters; as a file; and a month on two sheets."""

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.cases.public import count_cases_by_clock, list_categories
from linli.apps.oversight.selectors import (
    RateFilters,
    Rates,
    get_rates,
    list_calls,
    list_rates_by,
)
from linli.core.matters.acting import ActingUser
from linli.core.matters.selectors import list_matters
from linli.core.pages.http.requests import acting
from linli.core.pages.spreadsheets import inert_cell
from linli.ground.communities.models import Community
from linli.ground.parties.selectors import count_duty_holders, list_organisations
from linli.ground.places.models import Place
from linli.ground.places.selectors import covers, get_code_system, list_places

MONTHS_BACK = 13
FEWEST_HOLDERS = 3
COLUMNS = (
    "closed",
    "excluded",
    "answered",
    "not_reached",
    "declined",
    "not_asked",
    "contact_asked",
    "contacted",
    "solution_asked",
    "solved",
    "content_asked",
    "content",
    "promised",
    "in_time",
)


@require_safe
def show_rates(request: HttpRequest) -> HttpResponse:
    """The rates over all, and by organisation, category, place and month."""
    user = acting(request)
    given = _given(request)
    filters = _filters(user.community, given)
    context = _choices(user.community) | {"given": given, "query": request.GET.urlencode()}
    if _has_enough(user.community, filters.place_code):
        context["rates"] = get_rates(user, filters)
        context["tables"] = _tables(user, filters)
    return render(request, "oversight/rates.html", context)


@require_safe
def export_rates(request: HttpRequest) -> HttpResponse:
    """The same counts as a file: one line an organisation, category, place or month."""
    user = acting(request)
    filters = _filters(user.community, _given(request))
    if not _has_enough(user.community, filters.place_code):
        raise Http404(filters.place_code)
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(["dimension", "key", "name", *COLUMNS])
    for dimension, table in _tables(user, filters).items():
        for line in table:
            counts = [getattr(line["rates"], name) for name in COLUMNS] if line["rates"] else []
            writer.writerow([dimension, line["key"], inert_cell(line["name"]), *counts])
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rates.csv"'
    return response


@require_safe
def show_report(request: HttpRequest) -> HttpResponse:
    """One month in words and figures, made to be printed on two sheets."""
    user = acting(request)
    given = _given(request)
    month = given["month"] or _months(user.community)[1]
    filters = _filters(user.community, given | {"month": month})
    opened = list_matters(user, kind="case").filter(
        opened_at__gte=filters.since, opened_at__lt=filters.until
    )
    context = {
        "month": month,
        "months": _months(user.community),
        "opened": opened.order_by().count(),
        "rates": get_rates(user, filters),
        "tables": _tables(user, filters),
        "tally": count_cases_by_clock(user),
        "callers": list_calls(user, filters, side="called"),
        "called": list_calls(user, filters, side="was_called"),
        "today": timezone.now(),
    }
    return render(request, "oversight/report.html", context)


def _has_enough(community: Community, place_code: str) -> bool:
    """Whether the rates of the place would be of more than one or two people."""
    if not place_code:
        return True
    holders = count_duty_holders(community, codes=[place_code])
    return holders[place_code] >= FEWEST_HOLDERS


def _given(request: HttpRequest) -> dict[str, str]:
    names = ("month", "category", "place", "organisation")
    given = {name: request.GET.get(name, "")[:120] for name in names}
    if not all(text.isprintable() for text in given.values()):
        raise Http404
    return given


def _filters(community: Community, given: dict[str, str]) -> RateFilters:
    """Raises Http404 for a month or place that cannot be one."""
    since = until = None
    if given["month"]:
        try:
            since, until = month_bounds(given["month"], ZoneInfo(community.time_zone))
        except ValueError as error:
            raise Http404(given["month"]) from error
    known = {place.code for place in list_places(community)} if given["place"] else set()
    if given["place"] and given["place"] not in known:
        raise Http404(given["place"])
    return RateFilters(
        since=since,
        until=until,
        category=given["category"],
        place_code=given["place"],
        organisation=given["organisation"],
    )


def month_bounds(month: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of `2026-11` there, and that of the next month; ValueError."""
    first = date.fromisoformat(f"{month}-01")
    after = first + timedelta(days=31)
    return (
        datetime(first.year, first.month, 1, tzinfo=zone),
        datetime(after.year, after.month, 1, tzinfo=zone),
    )


def _months(community: Community) -> list[str]:
    """The present month and those before it, the latest first."""
    day = timezone.now().astimezone(ZoneInfo(community.time_zone)).date().replace(day=1)
    found = []
    for _month in range(MONTHS_BACK):
        found.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return found


def _choices(community: Community) -> dict[str, Any]:
    """What can be filtered by: groups of categories, neighbourhoods, organisations, months."""
    return {
        "months": _months(community),
        "categories": [row for row in list_categories(community) if "." not in row.code],
        "places": _neighbourhoods(community),
        "organisations": list_organisations(community),
    }


def _neighbourhoods(community: Community) -> list[Place]:
    kind = get_code_system(community).neighbourhood
    return [place for place in list_places(community) if place.kind == kind]


def _tables(user: ActingUser, filters: RateFilters) -> dict[str, list[dict[str, Any]]]:
    """Lines with names.  A place with fewer than three people on duty has no rates: they would be
    somebody's (rates are of organisations and places, never of a person)."""
    community = user.community
    organisations = {row.slug: row.name for row in list_organisations(community)}
    groups = {row.code: row.name for row in list_categories(community)}
    places = _neighbourhoods(community)
    return {
        "organisation": _fold(user, filters, "organisation", organisations.get),
        "category": _fold(
            user, filters, "category", groups.get, into=lambda code: code.partition(".")[0]
        ),
        "place": _few(community, places, _fold_places(user, filters, places)),
        "month": _fold(user, filters, "month", lambda key: key),
    }


def _fold(
    user: ActingUser,
    filters: RateFilters,
    dimension: str,
    name: Any,
    into: Any = lambda key: key,
) -> list[dict[str, Any]]:
    folded: dict[str, Rates] = {}
    for line in list_rates_by(user, filters, dimension):
        folded.setdefault(into(line.key), Rates()).add(line.rates)
    return [
        {"key": key, "name": name(key) or key or _("without an organisation"), "rates": rates}
        for key, rates in sorted(folded.items())
    ]


def _fold_places(
    user: ActingUser, filters: RateFilters, places: list[Place]
) -> list[dict[str, Any]]:
    def into(code: str) -> str:
        community = user.community
        within = (each.code for each in places if covers(each.code, code, community=community))
        return next(within, code)

    names = {place.code: place.name for place in places}
    return _fold(user, filters, "place", names.get, into)


def _few(
    community: Community, places: list[Place], lines: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    holders = count_duty_holders(community, codes=[place.code for place in places])
    for line in lines:
        if holders.get(line["key"], 0) < FEWEST_HOLDERS:
            line["rates"] = None
    return lines
