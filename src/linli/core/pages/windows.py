"""Windows on long lists, without counting what nobody looks at."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

PER_PAGE = 30
LAST_PAGE = 400
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Window(Generic[Row]):
    """Thirty rows, or as many as were asked for, and whether there are more before and after."""

    items: tuple[Row, ...]
    page: int
    has_next: bool

    @property
    def previous(self) -> int:
        """The page before, 0 on the first."""
        return self.page - 1

    @property
    def next(self) -> int:
        """The page after, 0 on the last."""
        return self.page + 1 if self.has_next else 0


def get_window(rows: QuerySet[Row], *, page: str, per_page: int = PER_PAGE) -> Window[Row]:
    """The asked window; the first one for a page that is no number.  Nobody leafs beyond the
    four hundredth: filters are quicker, and a deep offset costs the database a long walk."""
    number = min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() else 1
    number = max(number, 1)
    start = (number - 1) * per_page
    found = tuple(rows[start : start + per_page + 1])
    has_next = len(found) > per_page and number < LAST_PAGE
    return Window(found[:per_page], number, has_next)
