"""Reading the territory."""

from linli.ground.places.selectors.basemap import find_basemap, get_basemap_path
from linli.ground.places.selectors.facilities import FacilityGroup, list_facilities
from linli.ground.places.selectors.grids import find_grid, get_grid_index
from linli.ground.places.selectors.outlines import Outline, find_extent, get_outlines
from linli.ground.places.selectors.tree import (
    below,
    covers,
    get_code_system,
    get_kind_label,
    get_neighbourhood_of,
    get_place,
    get_top_place,
    list_ancestors,
    list_children,
    list_codes_above,
    list_grids,
    list_places,
)

__all__ = [
    "FacilityGroup",
    "Outline",
    "below",
    "covers",
    "find_basemap",
    "find_extent",
    "find_grid",
    "get_basemap_path",
    "get_code_system",
    "get_grid_index",
    "get_kind_label",
    "get_neighbourhood_of",
    "get_outlines",
    "get_place",
    "get_top_place",
    "list_ancestors",
    "list_children",
    "list_codes_above",
    "list_facilities",
    "list_grids",
    "list_places",
]
