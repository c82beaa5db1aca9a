"""What may stand in a field."""

from collections.abc import Mapping
from typing import TypeVar

from linli.engines.opinion_groups.formats.table import Row, Table

V = TypeVar("V")

# More digits do not fit into 64 bits.
_DIGITS = 18


def read_id(table: Table, row: Row, place: int, what: str) -> str:
    """An id, which is any text but none."""
    name = row.cells[place].strip()
    if not name:
        table.refuse(row, place, f"the {what} is missing")
    return name


def read_choice(table: Table, row: Row, place: int, choices: Mapping[str, V], what: str) -> V:
    """One of a few words."""
    try:
        return choices[row.cells[place].strip()]
    except KeyError:
        words = ", ".join(choices)
        table.refuse(row, place, f"the {what} is {row.cells[place]!r}, not one of {words}")


def read_number(table: Table, row: Row, place: int, what: str) -> int:
    """A whole number."""
    text = row.cells[place].strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        table.refuse(row, place, f"the {what} is {text!r}, not a whole number")
    return int(text)
