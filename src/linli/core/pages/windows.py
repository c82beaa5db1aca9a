"""Windows on long lists, without counting what nobody looks at."""

from dataclasses import dataclass

from django.db.models import QuerySet

from linli.core.matters.models import Matter

PER_PAGE = 30
LAST_PAGE = 400


@dataclass(frozen=True, slots=True)
class Window:
    """Thirty matters, and whether there are more before and after."""

    items: tuple[Matter, ...]
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


def get_window(matters: QuerySet[Matter], *, page: str) -> Window:
    """The asked window; the first one for a page that is no number.  Nobody leafs beyond the
    four hundredth: filters are quicker, and a deep offset costs the database a long walk."""
    number = min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() else 1
    number = max(number, 1)
    start = (number - 1) * PER_PAGE
    found = tuple(matters[start : start + PER_PAGE + 1])
    has_next = len(found) > PER_PAGE and number < LAST_PAGE
    return Window(found[:PER_PAGE], number, has_next)
