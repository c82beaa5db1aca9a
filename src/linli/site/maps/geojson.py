"""Points and outlines as GeoJSON (RFC 7946)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from linli.core.pages.templatetags.components import LOOKS
from linli.ground.places.selectors import Outline
from linli.site.maps.points import Point, Points

MICRODEGREES = 1_000_000


def make_matters(points: Points) -> dict[str, Any]:
    """The matters, and beside them what was left out (a foreign member, RFC 7946, 6.1)."""
    return {
        "type": "FeatureCollection",
        "features": [_matter(point) for point in points.shown],
        "counts": {
            "matching": points.matching,
            "is_counted": points.is_counted,
            "shown": len(points.shown),
            "beyond_limit": points.beyond_limit,
            "without_point": points.without_point,
        },
    }


def make_outlines(outlines: Iterable[Outline], *, innermost: str) -> dict[str, Any]:
    """Places in use as areas; `is_grid` for those of the innermost kind."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "code": outline.code,
                    "name": outline.name,
                    "is_grid": outline.kind == innermost,
                },
                "geometry": outline.boundary,
            }
            for outline in outlines
            if not outline.is_retired
        ],
    }


def _matter(point: Point) -> dict[str, Any]:
    row, matter = point.row, point.row.matter
    clock = row.clock
    return {
        "type": "Feature",
        "id": matter.number,
        "geometry": {
            "type": "Point",
            "coordinates": [point.longitude / MICRODEGREES, point.latitude / MICRODEGREES],
        },
        "properties": {
            "number": matter.number,
            "title": matter.title,
            "category": matter.subject,
            "category_name": point.category,
            "state": matter.state,
            "state_name": _(row.state.label),
            "look": LOOKS[row.state.phase],
            "clock": clock.say if clock else "",
            "clock_state": clock.look if clock else "",
            "is_late": clock is not None and clock.look == "late",
            "place": matter.place_code,
            "place_name": matter.place.name,
            "level": "spot" if point.is_exact else "grid",
            "opened_at": matter.opened_at.isoformat(),
            "url": row.url,
        },
    }
