"""The three rates and the closing rates, each with everything that it leaves out.

Asked are the reporters of cases that were closed in a period: by their own rating, or by a call
back.  What was reached answers; whoever could not be reached, did not wish to answer or was not
asked is counted beside it, and so is what was excluded by a supervisor.  The working definitions
are those of published practice (响应率, 解决率, 满意率), for which no official formula was found.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import TruncMonth

from linli.apps.cases.public import wilson
from linli.apps.oversight.enums import ExclusionState
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.selectors import list_matters
from linli.core.records.models import Record

CASE, CLOSED = "case", "closed"
CONTENT = frozenset({"very", "satisfied", "basically"})
# What a line of a table is about: an expression over the case, folded to a key afterwards.
DIMENSIONS = ("organisation", "category", "place", "month")


@dataclass(frozen=True, slots=True)
class RateFilters:
    """Which cases: closed from a moment up to another, of a category and all below it, in a place
    and all below it, held by an organisation.  Empty is all."""

    since: datetime | None = None
    until: datetime | None = None
    category: str = ""
    place_code: str = ""
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
    """Counts over closed cases.  `answered` were reached and answered, by themselves or called;
    with `not_reached`, `declined`, `not_asked` and `excluded` they make up `closed`."""

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
    promised: int = 0
    in_time: int = 0

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
    def punctuality(self) -> Rate:
        """按期办结率: whose main promise was met by its time, of those closed that had one."""
        return Rate(self.in_time, self.promised)

    def add(self, other: "Rates") -> None:
        """Counts the other's cases too."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass(frozen=True, slots=True)
class RatesLine:
    """One line of a table: the key of what it is about, and its rates."""

    key: str
    rates: Rates = field(default_factory=Rates)


def get_rates(user: ActingUser, filters: RateFilters) -> Rates:
    """The rates over all cases that the filters leave and the reader may see; two queries."""
    total = Rates()
    for line in _count(user, filters, None):
        total.add(line.rates)
    return total


def list_rates_by(user: ActingUser, filters: RateFilters, dimension: str) -> list[RatesLine]:
    """Rates for each organisation (slug), category (code), place (code of the grid) or month
    (`2026-11`); two queries."""
    found: dict[str, Rates] = {}
    for line in _count(user, filters, dimension):
        found.setdefault(line.key, Rates()).add(line.rates)
    return [RatesLine(key, found[key]) for key in sorted(found)]


def _closed(user: ActingUser, filters: RateFilters) -> QuerySet[Matter]:
    cases = list_matters(
        user,
        kind=CASE,
        state=CLOSED,
        place_code=filters.place_code,
        subject=filters.category,
        holder_slug=filters.organisation,
    )
    if filters.since is not None:
        cases = cases.filter(closed_at__gte=filters.since)
    if filters.until is not None:
        cases = cases.filter(closed_at__lt=filters.until)
    return Matter.objects.filter(pk__in=cases.order_by().values("pk"))


def _count(user: ActingUser, filters: RateFilters, dimension: str | None) -> Iterable[RatesLine]:
    """One line a combination of answers: few rows, however many cases."""
    cases = _keyed(_closed(user, filters), user, dimension)
    excluded = MatterLink.objects.filter(
        matter=OuterRef("pk"), other__kind="exclusion", other__state=ExclusionState.GRANTED
    )
    promise = Promise.objects.filter(matter=OuterRef("pk"), name="handle").order_by("-opened_at")
    rows = (
        cases.annotate(
            is_excluded=Exists(excluded),
            rated=_answer("rate", "solved"),
            rated_content=_answer("rate", "satisfied"),
            called=_answer("call_back", "answered"),
            called_contact=_answer("call_back", "contacted", reached=True),
            called_solved=_answer("call_back", "solved", reached=True),
            called_content=_answer("call_back", "satisfied", reached=True),
            reached=Exists(_records("call_back").filter(facts__answered="yes")),
            kept=Subquery(
                promise.annotate(
                    how=Case(
                        When(met_at__lte=F("due_at"), then=Value("kept")),
                        default=Value("broken"),
                        output_field=CharField(),
                    )
                ).values("how")[:1]
            ),
        )
        .values_list(
            "key",
            "is_excluded",
            "rated",
            "rated_content",
            "called",
            "called_contact",
            "called_solved",
            "called_content",
            "reached",
            "kept",
        )
        .annotate(number=Count("pk"))
        .order_by()
    )
    for key, *answers, number in rows:
        yield RatesLine(_say_key(key), _tally(_Answers(*answers), number))


def _records(step: str) -> QuerySet[Record]:
    """Records of that step since the case was closed."""
    return Record.objects.filter(
        matter_id=OuterRef("pk"), step=step, at__gte=OuterRef("entered_at")
    )


def _answer(step: str, name: str, *, reached: bool = False) -> Subquery:
    """The latest answer to that question since the closing; of calls that reached somebody."""
    records = _records(step)
    if reached:
        records = records.filter(facts__answered="yes")
    return Subquery(
        records.order_by("-sequence").annotate(code=KT(f"facts__{name}")).values("code")[:1]
    )


def _keyed(cases: QuerySet[Matter], user: ActingUser, dimension: str | None) -> QuerySet[Matter]:
    if dimension is None:
        return cases.annotate(key=Value("", output_field=CharField()))
    if dimension == "month":
        zone = ZoneInfo(user.community.time_zone)
        return cases.annotate(key=TruncMonth("closed_at", tzinfo=zone))
    column = {"organisation": "holder__slug", "category": "subject", "place": "place_code"}
    return cases.annotate(key=F(column[dimension]))


def _say_key(key: object) -> str:
    return f"{key:%Y-%m}" if isinstance(key, datetime) else str(key or "")


class _Answers(NamedTuple):
    """What is known of a closed case, from the query."""

    excluded: bool
    rated: str | None
    rated_content: str | None
    called: str | None
    called_contact: str | None
    called_solved: str | None
    called_content: str | None
    reached: bool
    kept: str | None


def _tally(answers: _Answers, number: int) -> Rates:
    """What so many cases with these answers count as: the reporter's own rating goes before what
    was noted in a call."""
    if answers.excluded:
        return Rates(closed=number, excluded=number)
    counted = Rates(closed=number, promised=number if answers.kept else 0)
    counted.in_time = number if answers.kept == "kept" else 0
    if answers.rated is not None or answers.reached:
        counted.answered = number
    elif answers.called == "declined":
        counted.declined = number
    elif answers.called is not None:
        counted.not_reached = number
    else:
        counted.not_asked = number
    solved, content = (
        answers.rated or answers.called_solved,
        answers.rated_content or answers.called_content,
    )
    if answers.called_contact:
        counted.contact_asked = number
        counted.contacted = number if answers.called_contact == "yes" else 0
    if solved:
        counted.solution_asked = number
        counted.solved = number if solved == "yes" else 0
    if content:
        counted.content_asked = number
        counted.content = number if content in CONTENT else 0
    return counted
