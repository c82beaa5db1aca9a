"""Matters as points: those that the reader may see, each where everybody may know of it.

A point is the matter's own spot only where that is public space (`cases.public` decides); else it
is the point that stands for its grid, the same for all matters there.  Boxes are compared with the
points that are shown, so that no box finds out more than the map tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.apps.cases.public import (
    has_spot_within,
    is_shown_at_spot,
    list_category_names,
    list_shown_spots,
)
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.core.pages.rows import Row, make_rows
from linli.ground.calendars.public import get_calendar
from linli.ground.communities.models import Community
from linli.ground.places.selectors import (
    Outline,
    get_code_system,
    get_outlines,
    list_codes_above,
)
from linli.site.maps.filters import Box, MapFilters

LIMIT = 1000
COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Point:
    """A matter on the map; degrees are millionths, `is_exact` where it is the matter's own spot."""

    row: Row
    category: str
    latitude: int
    longitude: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Points:
    """What the map shows, and how much it leaves out.

    `matching` counts up to COUNTED and no further; `is_counted` says whether it is the number.
    Of those looked at, the latest LIMIT, some have no point: their place has no boundary.
    """

    shown: tuple[Point, ...]
    matching: int
    is_counted: bool
    beyond_limit: int
    without_point: int


def list_map_matters(user: ActingUser, filters: MapFilters) -> QuerySet[Matter]:
    """Visible matters that the filters leave, latest first, ready for a list."""
    matters = list_matters(
        user, state=filters.state, subject=filters.category, place_code=filters.place
    )
    if (begins := filters.begins(user.community)) is not None:
        matters = matters.filter(opened_at__gte=begins)
    if (ends := filters.ends(user.community)) is not None:
        matters = matters.filter(opened_at__lt=ends)
    if filters.box is not None:
        matters = matters.filter(_lies_in(filters.box, user))
    return matters


def list_points(user: ActingUser, filters: MapFilters, *, now: datetime) -> Points:
    """The points of the latest matters, in a constant number of queries."""
    matters = list_map_matters(user, filters)
    matching = matters.order_by()[: COUNTED + 1].count()
    listed = list(matters[:LIMIT])
    spots = list_shown_spots(user.community, listed)
    outlines = get_outlines(user.community).by_code
    names = list_category_names(user.community)
    rows = make_rows(listed, calendar=get_calendar(user.community), now=now)
    points = [_point(row, spots, outlines, names, user.community) for row in rows]
    shown = tuple(point for point in points if point is not None)
    counted = min(matching, COUNTED)
    return Points(
        shown=shown,
        matching=counted,
        is_counted=matching <= COUNTED,
        beyond_limit=counted - len(listed),
        without_point=len(points) - len(shown),
    )


def _point(
    row: Row,
    spots: Mapping[UUID, tuple[int, int]],
    outlines: Mapping[str, Outline],
    names: Mapping[str, str],
    community: Community,
) -> Point | None:
    matter = row.matter
    category = names.get(matter.subject, "")
    if (spot := spots.get(matter.pk)) is not None:
        return Point(row, category, *spot, is_exact=True)
    outline = _find_outline(matter.place_code, outlines, community)
    if outline is None:
        return None
    return Point(row, category, outline.latitude, outline.longitude, is_exact=False)


def _find_outline(
    code: str, outlines: Mapping[str, Outline], community: Community
) -> Outline | None:
    """Of the place itself, or for a home of the grid that it lies in."""
    if code in outlines:
        return outlines[code]
    above = list_codes_above(community, code)[1:2]
    outline = outlines.get(above[0]) if above else None
    is_grid = outline is not None and outline.kind == get_code_system(community).grid
    return outline if is_grid else None


def _lies_in(box: Box, user: ActingUser) -> Q:
    at_spot = is_shown_at_spot(user.community)
    inside = [
        outline.id
        for outline in get_outlines(user.community).by_code.values()
        if box.south <= outline.latitude <= box.north and box.west <= outline.longitude <= box.east
    ]
    grid = get_code_system(user.community).grid
    at_outline = Q(place__in=inside) | Q(place__parent__in=inside, place__parent__kind=grid)
    own = has_spot_within(box.south, box.west, box.north, box.east)
    return (at_spot & own) | (~at_spot & at_outline)
