"""Changing the territory: the only ways."""

from linli.ground.places.services.imports import ImportResult, import_places
from linli.ground.places.services.tree import create_place, rename_place, retire_place

__all__ = ["ImportResult", "create_place", "import_places", "rename_place", "retire_place"]
