"""Changing the territory and its basemap: the only ways."""

from linli.ground.places.services.basemap import BasemapImport, import_basemap
from linli.ground.places.services.imports import ImportResult, import_places
from linli.ground.places.services.territory import lock_territory
from linli.ground.places.services.tree import create_place, rename_place, retire_place

__all__ = [
    "BasemapImport",
    "ImportResult",
    "create_place",
    "import_basemap",
    "import_places",
    "lock_territory",
    "rename_place",
    "retire_place",
]
