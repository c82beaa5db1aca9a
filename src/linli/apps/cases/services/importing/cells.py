"""Values of cells: texts without what spreadsheets leave in them, times, coordinates."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from linli.core.matters.inputs import CONTROL, MICRODEGREES, Coordinates

# How Excel writes control characters into its files: _x000D_ is a carriage return.
EXCEL_ESCAPE = re.compile(r"_x00([01][0-9A-Fa-f])_")
BLANK_LINES = re.compile(r"\n\s*\n\s*")
MOST_LATITUDE = 90
MOST_LONGITUDE = 180


class CellError(ValueError):
    """A cell that cannot be taken; the message is a code."""


def clean_text(cell: str) -> str:
    """The text with line feeds, at most one blank line, and no tab or control character."""
    text = EXCEL_ESCAPE.sub(lambda found: chr(int(found[1], 16)), cell)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return BLANK_LINES.sub("\n\n", CONTROL.sub("", text)).strip()


def clean_line(cell: str) -> str:
    """The text in one line."""
    return " ".join(clean_text(cell).split())


def read_moment(cell: str, *, formats: Sequence[str], zone: ZoneInfo) -> datetime | None:
    """The moment in UTC terms of the zone, None for an empty cell; CellError not_a_time.

    A day without a time is its first moment.
    """
    text = cell.strip()
    if not text:
        return None
    for written in formats:
        try:
            return datetime.strptime(text, written).replace(tzinfo=zone)
        except ValueError:
            continue
    raise CellError("not_a_time")


def read_coordinates(
    latitude: str, longitude: str, *, unknown: Sequence[Sequence[str]]
) -> Coordinates | None:
    """WGS 84 coordinates; None where both cells are empty or hold a pair that means "not known".

    CellError: not_coordinates.
    """
    if not (latitude.strip() or longitude.strip()):
        return None
    try:
        pair = Decimal(latitude.strip()), Decimal(longitude.strip())
        inside = abs(pair[0]) <= MOST_LATITUDE and abs(pair[1]) <= MOST_LONGITUDE
    except InvalidOperation as error:
        raise CellError("not_coordinates") from error
    if not inside:
        raise CellError("not_coordinates")
    if any(pair == tuple(map(Decimal, dummy)) for dummy in unknown):
        return None
    return Coordinates(round(pair[0] * MICRODEGREES), round(pair[1] * MICRODEGREES))
