"""Where a report belongs: by a point, by an entry of the list, or by the names in an address."""

from linli.core.matters.inputs import MICRODEGREES, Coordinates
from linli.ground.communities.models import Community
from linli.ground.places.models import Place
from linli.ground.places.selectors import find_grid, get_place, list_grids

SHORTEST_NAME = 2


def find_place(
    community: Community, *, spot: Coordinates | None, code: str, address: str
) -> Place | None:
    """The place, the narrowest that is named; None where nothing names one that is in use.

    A point wins over the list, and the list over words: it is what the resident pointed at.
    """
    if spot is not None:
        return find_grid(community, spot.latitude / MICRODEGREES, spot.longitude / MICRODEGREES)
    if not code:
        code = _find_named(community, address)
    place = get_place(community, code) if code else None
    return place if place is not None and place.retired_on is None else None


def _find_named(community: Community, address: str) -> str:
    """The code of the one grid, else of the one neighbourhood, that the words name; else empty."""
    if not address:
        return ""
    rows = list_grids(community).values_list("code", "name", "parent__code", "parent__name")
    below = [row for row in rows if _is_named(row[3], address)]
    grids = {code for code, name, *_ in below or rows if _is_named(name, address)}
    if len(grids) == 1:
        return grids.pop()
    above = {code for _, _, code, _ in below}
    return above.pop() if len(above) == 1 else ""


def _is_named(name: str | None, address: str) -> bool:
    return name is not None and len(name) >= SHORTEST_NAME and name.casefold() in address.casefold()
