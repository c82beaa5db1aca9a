"""Reads a TOML table strictly: each key has its type, and none is left over."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from linli.apps.cases.errors import MappingError

T = TypeVar("T")


class StrictTable:
    """A table with the path that leads to it, so that a refusal names the line's key."""

    def __init__(self, table: Mapping[str, Any], path: str = "") -> None:
        self._left = dict(table)
        self._path = path

    def path_of(self, key: str) -> str:
        """The key with the tables around it, as TOML writes it."""
        return f"{self._path}.{key}" if self._path else key

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; MappingError where it is missing without a default."""
        found = self._take(key, str, default)
        if found == "" and default != "":
            raise MappingError(f"{self.path_of(key)} is empty")
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        return self._take(key, bool, default)

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        given = self._left.get(key)
        listed = [given] if isinstance(given, str) else self._take(key, list, default)
        if not all(isinstance(item, str) and item for item in listed):
            raise MappingError(f"{self.path_of(key)} must hold texts")
        self._left.pop(key, None)
        return tuple(listed)

    def numbers(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of numbers, each as it is written."""
        rows = self._take(key, list, [])
        if not all(isinstance(row, list) for row in rows):
            raise MappingError(f"{self.path_of(key)} must hold lists of numbers")
        return tuple(tuple(str(item) for item in row) for row in rows)

    def table(self, key: str) -> "StrictTable | None":
        """The table of that name, None where there is none."""
        found: Mapping[str, Any] = self._take(key, dict, {})
        return StrictTable(found, self.path_of(key)) if found else None

    def needed_table(self, key: str) -> "StrictTable":
        found = self.table(key)
        if found is None:
            raise MappingError(f"{self.path_of(key)} is missing")
        return found

    def tables(self, key: str) -> "list[StrictTable]":
        """The tables of a list."""
        rows = self._take(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            raise MappingError(f"{self.path_of(key)} must hold tables")
        return [StrictTable(row, f"{self.path_of(key)}[{at}]") for at, row in enumerate(rows)]

    def list_keys(self) -> list[str]:
        """The keys that were not asked for yet."""
        return list(self._left)

    def rest(self) -> Iterator[tuple[str, Any]]:
        """What was not asked for by name, as it stands."""
        left, self._left = self._left, {}
        yield from left.items()

    def finish(self) -> None:
        """Raises MappingError where a key was never asked for: it is misspelt, or means nothing."""
        if self._left:
            raise MappingError(f"unknown: {', '.join(self.path_of(key) for key in self._left)}")

    def _take(self, key: str, kind: type[T], default: T | None) -> T:
        found = self._left.pop(key, default)
        if found is None:
            raise MappingError(f"{self.path_of(key)} is missing")
        if not isinstance(found, kind):
            raise MappingError(f"{self.path_of(key)} must be of type {kind.__name__}")
        return found
