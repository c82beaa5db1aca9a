"""Where in a file something stands: line and column for a message, from section, row and cell.

Positions are only worked out when there is an error to report, so reading keeps none of them.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from linli.engines.equal_shares.errors import PabulibError

SECTIONS = ("META", "PROJECTS", "VOTES")
HEADER = -1


def fault(
    text: str, reason: str, *, section: str, row: int = HEADER, cell: int = 0, offset: int = 0
) -> PabulibError:
    """The error for ``reason`` at a cell of a section; ``offset`` counts characters into it."""
    for start, end, found, number in records(text):
        if found == section and number == row:
            line, column = _line_and_column(text, start)
            inside = text[start : _cell_start(text, start, end, cell) + offset]
            breaks = inside.count("\n")
            column = len(inside) - inside.rfind("\n") if breaks else column + len(inside)
            return PabulibError(reason, line=line + breaks, column=column)
    raise AssertionError((section, row))  # pragma: no cover - callers name rows that exist


def records(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Each record's first and last offset, section and row (title lines left out)."""
    buffer = StringIO(text, newline="")
    start, section, row = 0, "", HEADER
    for cells in csv.reader(buffer, delimiter=";"):
        end = buffer.tell()
        if is_title(cells):
            section, row = cells[0].strip(), HEADER
        elif not is_blank(cells):
            yield start, end, section, row
            row += 1
        start = end


def is_title(cells: list[str]) -> bool:
    """Whether a record is the title of a section."""
    return len(cells) == 1 and cells[0].strip() in SECTIONS


def is_blank(cells: list[str]) -> bool:
    """Whether a record is an empty line."""
    return not cells or (len(cells) == 1 and not cells[0].strip())


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _cell_start(text: str, start: int, end: int, cell: int) -> int:
    quoted = False
    for position in range(start, end):
        if cell == 0:
            break
        quoted ^= text[position] == '"'
        cell -= text[position] == ";" and not quoted
    else:
        return end
    return position + (text[position] == '"')
