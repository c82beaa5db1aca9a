"""Reading the territory."""

from linli.ground.places.selectors.grids import find_grid, get_grid_index
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
)

__all__ = [
    "below",
    "covers",
    "find_grid",
    "get_code_system",
    "get_grid_index",
    "get_kind_label",
    "get_neighbourhood_of",
    "get_place",
    "get_top_place",
    "list_ancestors",
    "list_children",
    "list_codes_above",
    "list_grids",
]
