"""Reading the dispatch catalogue: to whom something goes, by category, place and hour."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from linli.apps.cases.models import CatalogueEntry
from linli.ground.communities.models import Community
from linli.ground.places.selectors import covers

FULL_DAY = 24


def list_entries(community: Community, *, ended: bool = False) -> QuerySet[CatalogueEntry]:
    """Lines in force by category, the wider place first; or those that have ended, the latest
    first."""
    rows = CatalogueEntry.objects.filter(
        community=community, ended_at__isnull=not ended
    ).select_related("category", "place", "organisation", "begun_by", "ended_by")
    if ended:
        return rows.order_by("-ended_at")
    return rows.order_by("category__position", "category__code", "place__code", "from_hour")


def find_entry(
    entries: Iterable[CatalogueEntry],
    *,
    category: str,
    place_code: str,
    at: datetime,
    community: Community,
) -> CatalogueEntry | None:
    """The line that fits best: of the nearest category, then of the narrowest place, then of hours
    rather than of the whole day; None where none fits."""
    hour = at.astimezone(ZoneInfo(community.time_zone)).hour
    fitting = [
        entry
        for entry in entries
        if _is_within(entry.category.code, category, ".")
        and covers(entry.place.code, place_code, community=community)
        and _is_open(entry, hour)
    ]
    return max(fitting, key=_closeness, default=None)


def _closeness(entry: CatalogueEntry) -> tuple[int, int, bool]:
    whole_day = (entry.to_hour - entry.from_hour) % FULL_DAY == 0
    return len(entry.category.code), len(entry.place.code), not whole_day


def _is_within(wide: str, narrow: str, sign: str) -> bool:
    return narrow == wide or narrow.startswith(wide + sign)


def _is_open(entry: CatalogueEntry, hour: int) -> bool:
    if entry.from_hour < entry.to_hour:
        return entry.from_hour <= hour < entry.to_hour
    return hour >= entry.from_hour or hour < entry.to_hour
