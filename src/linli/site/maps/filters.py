"""What a reader narrows the map down by, the same for page, list and data."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from linli.core.matters.acting import local_day
from linli.ground.communities.models import Community
from linli.ground.places.codes import CodeError
from linli.ground.places.selectors import list_codes_above

LONGEST = 120
PERIODS = (7, 30, 90, 365)
MICRODEGREES = 1_000_000


class FilterError(ValueError):
    """A filter that cannot be one; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Box:
    """South, west, north and east in millionths of a degree."""

    south: int
    west: int
    north: int
    east: int


@dataclass(frozen=True, slots=True)
class MapFilters:
    """`days` counts back from today; `since` and `until` are days on which a matter was opened."""

    state: str = ""
    category: str = ""
    place: str = ""
    days: int = 0
    since: date | None = None
    until: date | None = None
    box: Box | None = None

    @property
    def query(self) -> str:
        """As an address says it, without the box, which each view of the map chooses itself."""
        said = {
            "state": self.state,
            "category": self.category,
            "place": self.place,
            "days": str(self.days or ""),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return urlencode({name: text for name, text in said.items() if text})

    def begins(self, community: Community) -> datetime | None:
        """The first moment that counts, where the community is."""
        days = [self.since] if self.since else []
        if self.days:
            days.append(local_day(community) - timedelta(days=self.days - 1))
        return _midnight(max(days), community) if days else None

    def ends(self, community: Community) -> datetime | None:
        """The first moment that no longer counts."""
        return _midnight(self.until + timedelta(days=1), community) if self.until else None


def read_filters(given: Mapping[str, str], *, community: Community) -> MapFilters:
    """The filters of an address.  Raises FilterError."""
    texts = {name: given.get(name, "").strip() for name in ("state", "category", "place")}
    for name, text in texts.items():
        if len(text) > LONGEST or not text.isprintable():
            raise FilterError(name)
    if texts["place"]:
        try:
            list_codes_above(community, texts["place"])
        except CodeError as error:
            raise FilterError("place") from error
    return MapFilters(
        **texts,
        days=_days(given.get("days", "")),
        since=_day("since", given.get("since", "")),
        until=_day("until", given.get("until", "")),
        box=_box(given.get("bbox", "")),
    )


def _days(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and 0 < int(text[:5]) <= PERIODS[-1] * 10):
        raise FilterError("days")
    return int(text)


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise FilterError(name) from error
    # The day after must exist too, and one in the year 1 is a slip of the pen.
    if not 1900 < day.year < 9999:  # noqa: PLR2004 - years
        raise FilterError(name)
    return day


def _box(text: str) -> Box | None:
    """“west,south,east,north” in degrees, as in GeoJSON (RFC 7946, 5)."""
    if not text:
        return None
    try:
        west, south, east, north = (float(side) for side in text[:LONGEST].split(","))
    except ValueError as error:
        raise FilterError("bbox") from error
    sides = (west, south, east, north)
    if not all(map(math.isfinite, sides)) or not (-90 <= south <= north <= 90 and west <= east):  # noqa: PLR2004 - degrees
        raise FilterError("bbox")
    if max(abs(west), abs(east)) > 360:  # noqa: PLR2004 - a map may be turned once around
        raise FilterError("bbox")
    return Box(*(round(side * MICRODEGREES) for side in (south, west, north, east)))


def _midnight(day: date, community: Community) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(community.time_zone))
