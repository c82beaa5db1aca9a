"""How the log grew, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from linli.apps.disclosure.models import Growth as Row

DAYS = 14


@dataclass(frozen=True, slots=True)
class Growth:
    """Entries at the end of a day, and how many of them were new."""

    day: date
    size: int
    added: int


def list_growth(days: int = DAYS) -> list[Growth]:
    """The last days on which something was sealed, the latest first."""
    rows = list(Row.objects.order_by("-day")[: days + 1])
    before: Sequence[int] = [0] if len(rows) <= days else []
    sizes = [*(row.size for row in rows), *before]
    return [
        Growth(row.day, size, size - earlier)
        for row, (size, earlier) in zip(rows, pairwise(sizes), strict=False)
    ]
