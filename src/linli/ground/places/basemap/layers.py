"""What of a map is drawn: which tags make a street, a building, water, green, or a name.

The layers are a contract with the front end's style: `streets`, `buildings`, `water`, `green`,
`labels`.  Tags: https://wiki.openstreetmap.org/wiki/Map_features
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from linli.ground.places.basemap.openstreetmap.elements import Tags
from linli.ground.places.facilities import get_facility_kind
from linli.ground.places.names import NAME_MAX_LENGTH, UNFIT

MIN_ZOOM, MAX_ZOOM = 10, 16
LAYERS = ("water", "green", "buildings", "streets", "labels")
LABEL_ZOOMS: Mapping[str, int] = {
    "city": 10,
    "town": 10,
    "suburb": 12,
    "village": 12,
    "quarter": 13,
    "neighbourhood": 14,
    "hamlet": 14,
    "square": 15,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How something is drawn: its layer, its kind there, from which zoom on; smaller `rank` wins
    where names meet."""

    layer: str
    kind: str
    min_zoom: int
    rank: int = 0


# Kind and first zoom by value.
STREETS: Mapping[str, tuple[str, int]] = {
    "motorway": ("main", 10),
    "motorway_link": ("main", 12),
    "trunk": ("main", 10),
    "trunk_link": ("main", 12),
    "primary": ("main", 10),
    "primary_link": ("main", 12),
    "secondary": ("through", 11),
    "secondary_link": ("through", 13),
    "tertiary": ("through", 12),
    "tertiary_link": ("through", 13),
    "unclassified": ("street", 13),
    "residential": ("street", 13),
    "living_street": ("street", 13),
    "service": ("yard", 14),
    "pedestrian": ("walk", 14),
    "footway": ("walk", 15),
    "path": ("walk", 15),
    "cycleway": ("walk", 15),
    "track": ("walk", 15),
    "steps": ("walk", 15),
}
RAILWAYS: Mapping[str, tuple[str, int]] = {
    "rail": ("rail", 12),
    "light_rail": ("rail", 13),
    "tram": ("rail", 14),
}
WATERWAYS: Mapping[str, tuple[str, int]] = {
    "river": ("river", 10),
    "canal": ("river", 12),
    "stream": ("stream", 13),
    "drain": ("stream", 15),
    "ditch": ("stream", 15),
}
WATER = {
    "natural": {"water", "bay"},
    "waterway": {"riverbank", "dock"},
    "landuse": {"reservoir", "basin"},
    "leisure": {"swimming_pool"},
}
GREEN = {
    "leisure": {"park", "garden", "playground", "pitch", "nature_reserve", "golf_course"},
    "landuse": {
        "allotments",
        "cemetery",
        "farmland",
        "flowerbed",
        "forest",
        "grass",
        "greenfield",
        "meadow",
        "orchard",
        "recreation_ground",
        "village_green",
    },
    "natural": {"wood", "scrub", "grassland", "heath", "wetland"},
}
GROUNDS = {
    "amenity": {"university", "college", "school", "kindergarten", "hospital", "place_of_worship"},
    "leisure": {"park", "garden", "stadium", "sports_centre"},
    "landuse": {"residential", "commercial", "retail"},
    "natural": {"water"},
    "place": {"square", "neighbourhood", "quarter"},
}


def look_of_line(tags: Tags) -> Look | None:
    """How a way is drawn as a line."""
    for key, layer, values in (
        ("highway", "streets", STREETS),
        ("railway", "streets", RAILWAYS),
        ("waterway", "water", WATERWAYS),
    ):
        found = values.get(tags.get(key, ""))
        if found is not None and tags.get("area") != "yes":
            return Look(layer, *found)
    return None


def look_of_area(tags: Tags) -> Look | None:
    """How a closed way or a multipolygon is drawn as an area."""
    if _is_one_of(tags, WATER):
        return Look("water", "area", MIN_ZOOM)
    if tags.get("building", "no") != "no":
        return Look("buildings", "building", 14)
    if _is_one_of(tags, GREEN):
        return Look("green", "area", 11)
    if tags.get("highway") in {"pedestrian", "footway"} and tags.get("area") == "yes":
        return Look("streets", "square", 14)
    return None


def look_of_name(tags: Tags, *, is_area: bool) -> Look | None:
    """How the name of a point or an area is written; streets and rivers carry theirs themselves."""
    if (zoom := LABEL_ZOOMS.get(tags.get("place", ""))) is not None:
        return Look("labels", "place", zoom, rank=zoom)
    if tags.get("railway") in {"station", "halt"} or tags.get("station") == "subway":
        return Look("labels", "station", 13, rank=13)
    if (kind := get_facility_kind(tags)) is not None:
        return Look("labels", kind, 15, rank=20)
    if is_area and _is_one_of(tags, GROUNDS):
        return Look("labels", "ground", 14, rank=15)
    if is_area and tags.get("building", "no") != "no":
        return Look("labels", "building", 16, rank=30)
    return None


def name_of(tags: Tags, *, language: str) -> str:
    """The name to write, in Chinese where the community reads it; empty where there is none."""
    keys = ("name:zh-Hans", "name:zh", "name") if language.startswith("zh") else ("name",)
    names = (_tidy(tags.get(key, "")) for key in keys)
    return next((name for name in names if name), "")


def is_drawn(tags: Tags) -> bool:
    """Whether anything of it comes onto a map."""
    return bool(look_of_line(tags) or look_of_area(tags) or look_of_name(tags, is_area=True))


def _is_one_of(tags: Tags, values: Mapping[str, set[str]]) -> bool:
    return any(tags.get(key) in listed for key, listed in values.items())


def _tidy(text: str) -> str:
    """Names in map files are anybody's: what cannot be shown is left out of them."""
    shown = "".join(letter for letter in text if unicodedata.category(letter) not in UNFIT)
    return " ".join(shown.split())[:NAME_MAX_LENGTH]
