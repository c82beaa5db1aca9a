"""What is counted: filters, counts with everything that they leave out, and shares of them."""

from dataclasses import dataclass, field, fields
from datetime import datetime

from linli.apps.cases.public import wilson


@dataclass(frozen=True, slots=True)
class RateFilters:
    """Which cases: closed, or due, from a moment up to another; of a category and all below it; in
    a place and all below it, or in none of the places `outside`; held by an organisation.  Empty
    is all."""

    since: datetime | None = None
    until: datetime | None = None
    category: str = ""
    place_code: str = ""
    outside: tuple[str, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with numerator and denominator."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """95 %, in percent (Wilson 1927)."""
        return wilson(self.part, self.whole) if self.whole else None


@dataclass(slots=True)
class Rates:
    """Counts of two kinds of cases, which overlap and are not the same.

    Of those closed in the period, `answered` were reached and answered, by themselves or called;
    with `not_reached`, `declined`, `not_asked` and `excluded` they make up `closed`.

    Of those that fell due in the period, `due_closed`, `due_open` and `due_ended` (withdrawn, say,
    when it was too late to count for nothing) make up `due`; `due_in_time` is a part of
    `due_closed`; `due_excluded` stand beside.
    """

    closed: int = 0
    excluded: int = 0
    answered: int = 0
    not_reached: int = 0
    declined: int = 0
    not_asked: int = 0
    contact_asked: int = 0
    contacted: int = 0
    solution_asked: int = 0
    solved: int = 0
    content_asked: int = 0
    content: int = 0
    due: int = 0
    due_closed: int = 0
    due_in_time: int = 0
    due_open: int = 0
    due_ended: int = 0
    due_excluded: int = 0

    @property
    def silent(self) -> int:
        """Closed cases whose reporters did not wish to answer, or were not asked."""
        return self.declined + self.not_asked

    @property
    def response(self) -> Rate:
        """响应率: who says that the organisation got in touch in time."""
        return Rate(self.contacted, self.contact_asked)

    @property
    def solution(self) -> Rate:
        """解决率: who says that it is solved; partly solved does not count."""
        return Rate(self.solved, self.solution_asked)

    @property
    def satisfaction(self) -> Rate:
        """满意率: who is at least basically satisfied."""
        return Rate(self.content, self.content_asked)

    @property
    def closing(self) -> Rate:
        """结案率: closed by now, of those that fell due."""
        return Rate(self.due_closed, self.due)

    @property
    def timely_closing(self) -> Rate:
        """按期结案率: closed, and done by the promised time, of those that fell due."""
        return Rate(self.due_in_time, self.due)

    def add(self, other: "Rates") -> None:
        """Counts the other's cases too."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass(frozen=True, slots=True)
class RatesLine:
    """One line of a table: the key of what it is about, and its rates."""

    key: str
    rates: Rates = field(default_factory=Rates)
