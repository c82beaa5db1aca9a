"""What the address of a page of rates asks for, and whether there is an answer to it."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone

from linli.apps.oversight.selectors import OTHER, PublishedPlaces, RateFilters
from linli.ground.communities.models import Community
from linli.ground.places.selectors import list_places

MONTHS_BACK = 13
MONTH = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])|2100-(0[1-9]|1[0-2])")


def read_given(request: HttpRequest, *names: str) -> dict[str, str]:
    """What the address says under these names, and "" for the rest; Http404 for what no name of
    anything can hold."""
    given = {name: request.GET.get(name, "")[:120] for name in names}
    if not all(text.isprintable() for text in given.values()):
        raise Http404
    return given


def find_filters(
    community: Community, given: dict[str, str], places: PublishedPlaces
) -> RateFilters | None:
    """The filters, or None where the place has no rates of its own, or the community has none;
    Http404 for a month or place that cannot be one."""
    since, until = bounds(community, given["month"])
    within = _within(community, given.get("place", ""), places)
    if within is None or not places.has_whole:
        return None
    return replace(
        within,
        since=since,
        until=until,
        category=given.get("category", ""),
        organisation=given.get("organisation", ""),
    )


def _within(community: Community, code: str, places: PublishedPlaces) -> RateFilters | None:
    if code in places.codes:
        return RateFilters(place_code=code)
    if code == OTHER:
        return RateFilters(outside=places.codes) if places.has_other else None
    if code and not list_places(community).filter(code=code).exists():
        raise Http404(code)
    return RateFilters() if not code or places.is_whole(code) else None


def bounds(community: Community, month: str) -> tuple[datetime | None, datetime | None]:
    """The bounds of the month there, none for ""; Http404 for what is no month."""
    if not month:
        return None, None
    try:
        return month_bounds(month, ZoneInfo(community.time_zone))
    except ValueError as error:
        raise Http404(month) from error


def month_bounds(month: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of `2026-11` there, and that of the next month; ValueError for what is none
    of the years 2000 to 2100, in which no clock comes to its end."""
    if not MONTH.fullmatch(month):
        raise ValueError(month)
    first = date.fromisoformat(f"{month}-01")
    after = first + timedelta(days=31)
    return (
        datetime(first.year, first.month, 1, tzinfo=zone),
        datetime(after.year, after.month, 1, tzinfo=zone),
    )


def list_months(community: Community, *, asked: str = "") -> list[str]:
    """The present month and those before it, the latest first; the one that was asked for at the
    end, where it is no one of them."""
    day = timezone.now().astimezone(ZoneInfo(community.time_zone)).date().replace(day=1)
    found = []
    for _month in range(MONTHS_BACK):
        found.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return found if asked in {"", *found} else [*found, asked]
