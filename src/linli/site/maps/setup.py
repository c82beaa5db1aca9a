"""What a map needs to know before it is drawn, in the reader's language."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from linli.core.pages.icons import PATHS
from linli.ground.communities.models import Community
from linli.ground.places.basemap.archive.reader import Archive
from linli.ground.places.basemap.building import ATTRIBUTION
from linli.ground.places.basemap.openstreetmap.elements import STEPS_PER_DEGREE, Box
from linli.ground.places.selectors import find_basemap, find_extent

MARKS = ("wait", "doing", "check", "done", "other", "stop")
LATE = "warn"
COPYRIGHT = "https://www.openstreetmap.org/copyright"
Degrees = tuple[float, float, float, float]


def make_setup(community: Community) -> dict[str, Any]:
    """Where scripts, tiles and outlines are, what is seen first, and the words on the map.

    `bounds` is null where there is neither territory nor basemap: then no map can be drawn.
    """
    archive = find_basemap(community)
    extent = find_extent(community)
    first = degrees_of(extent) if extent else (archive.header.box if archive else None)
    return {
        "script": static("built/map.js"),
        "stylesheet": static("built/map.css"),
        "worker": static("built/map-worker.js"),
        "bounds": first,
        "basemap": _basemap(archive) if archive else None,
        "service": _service(),
        "outlines": "/map/outlines.geojson",
        "attribution": f'<a href="{COPYRIGHT}">{ATTRIBUTION}</a>',
        "marks": {name: PATHS[name] for name in MARKS} | {"late": PATHS[LATE]},
        "texts": _texts(),
    }


def degrees_of(box: Box) -> Degrees:
    """West, south, east and north."""
    west, south, east, north = (
        side / STEPS_PER_DEGREE for side in (box.west, box.south, box.east, box.north)
    )
    return west, south, east, north


def _basemap(archive: Archive) -> dict[str, Any]:
    """The version in the address lets every cache keep the tiles for ever."""
    tiles = "/map/tiles/{z}/{x}/{y}.mvt" + f"?v={archive.version}"
    return {"tiles": tiles, "bounds": archive.header.box}


def _service() -> dict[str, str] | None:
    if not settings.LINLI_MAP_TILES_URL:
        return None
    return {
        "tiles": settings.LINLI_MAP_TILES_URL,
        "datum": settings.LINLI_MAP_TILES_DATUM,
        "attribution": settings.LINLI_MAP_TILES_ATTRIBUTION,
    }


def _texts() -> dict[str, str]:
    """The library's own messages by its names for them, then ours."""
    return {
        "Map.Title": _("Map"),
        "NavigationControl.ZoomIn": _("Closer"),
        "NavigationControl.ZoomOut": _("Farther away"),
        "Popup.Close": _("Close"),
        "CooperativeGesturesHandler.MobileHelpText": _("Move the map with two fingers"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Hold Ctrl and scroll to zoom"),
        "CooperativeGesturesHandler.MacHelpText": _("Hold ⌘ and scroll to zoom"),
        "somewhere": _("Somewhere in this grid"),
        "left_out": _("{number} more stand in the list alone."),
        "many_left_out": _("More than {number} others stand in the list alone."),
        "put_pin": _("Put the pin here"),
        "remove_pin": _("Remove the pin"),
        "locate": _("Use where I am now"),
        "locating": _("Looking where you are …"),
        "not_located": _("Your device does not say where you are."),
        "pin_set": _("The pin is set."),
    }
