"""Figures with their denominators: nothing is a percentage alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.db.models import Count, F, Q
from django.utils import timezone

from linli.apps.cases.procedure import CASE
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Promise
from linli.core.matters.policies import visible_to
from linli.core.records.models import Record
from linli.ground.parties.models import Organisation
from linli.ground.places.selectors import below

SOON = timedelta(hours=24)
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class ClockTally:
    """Unfinished cases: how many within their promise, due within a day, late, without one."""

    running: int
    soon: int
    late: int
    without: int

    @property
    def total(self) -> int:
        return self.running + self.soon + self.late + self.without


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """Promises of one name: kept and broken are settled ones; late ones are still open."""

    name: str
    label: str
    kept: int
    broken: int
    open: int
    late: int

    @property
    def settled(self) -> int:
        """The denominator: promises that were met, and those that ran out unmet."""
        return self.kept + self.broken + self.late

    @property
    def percent(self) -> int | None:
        return round(100 * self.kept / self.settled) if self.settled else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The 95 % interval of the share kept, in percent (Wilson 1927)."""
        return wilson(self.kept, self.settled) if self.settled else None


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """What reporters answered after closing; those who did not answer are counted too."""

    closed: int
    rated: int
    solved: int
    partly: int
    unsolved: int
    satisfied: int

    @property
    def not_rated(self) -> int:
        return self.closed - self.rated


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of counts."""

    code: str
    label: str
    total: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that the page of figures shows, for one reader."""

    at: datetime
    total: int
    states: tuple[Line, ...]
    tally: ClockTally
    promises: tuple[PromiseFigures, ...]
    organisations: tuple[Line, ...]
    ratings: RatingFigures


def wilson(hits: int, number: int) -> tuple[int, int]:
    """The 95 % interval of a share, in whole percent, rounded outwards; number above 0."""
    share = hits / number
    middle = (share + Z95**2 / (2 * number)) / (1 + Z95**2 / number)
    reach = (
        Z95 * sqrt(share * (1 - share) / number + Z95**2 / (4 * number**2)) / (1 + Z95**2 / number)
    )
    low, high = 100 * (middle - reach), 100 * (middle + reach)
    return max(0, int(low)), min(100, -int(-high // 1))


def count_cases_by_clock(user: ActingUser, *, place_code: str = "") -> ClockTally:
    """Unfinished cases by their earliest open promise; one query."""
    now = timezone.now()
    cases = visible_to(user).filter(kind=CASE.kind, state__in=CASE.open_states)
    if place_code:
        cases = cases.filter(below(place_code, user.community, field="place_code"))
    counted = cases.aggregate(
        running=Count("pk", filter=Q(due_at__gt=now + SOON)),
        soon=Count("pk", filter=Q(due_at__gt=now, due_at__lte=now + SOON)),
        late=Count("pk", filter=Q(due_at__lte=now)),
        without=Count("pk", filter=Q(due_at__isnull=True)),
    )
    return ClockTally(**counted)


def list_organisation_promises(
    user: ActingUser, *, organisation: Organisation
) -> list[PromiseFigures]:
    """An organisation's promises in cases that the reader may see."""
    return _promises(user, Q(party=organisation))


def get_statistics(user: ActingUser) -> Statistics:
    """Figures over all cases that the reader may see; the same number of queries always."""
    cases = visible_to(user).filter(kind=CASE.kind)
    now = timezone.now()
    by_state = dict(cases.values_list("state").annotate(number=Count("pk")).order_by())
    late = dict(
        cases.filter(state__in=CASE.open_states, due_at__lte=now)
        .values_list("state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    states = tuple(
        Line(
            state.name,
            state.label,
            by_state.get(state.name, 0),
            0 if state.final else by_state.get(state.name, 0),
            late.get(state.name, 0),
        )
        for state in CASE.states
    )
    return Statistics(
        at=now,
        total=sum(by_state.values()),
        states=states,
        tally=count_cases_by_clock(user),
        promises=tuple(_promises(user, Q())),
        organisations=_organisations(user, now),
        ratings=_ratings(user),
    )


def _promises(user: ActingUser, where: Q) -> list[PromiseFigures]:
    now = timezone.now()
    rows = {
        row["name"]: row
        for row in Promise.objects.filter(
            where, matter__in=visible_to(user).filter(kind=CASE.kind), cancelled_at__isnull=True
        )
        .values("name")
        .annotate(
            kept=Count("pk", filter=Q(met_at__lte=F("due_at"))),
            broken=Count("pk", filter=Q(met_at__gt=F("due_at"))),
            open=Count("pk", filter=Q(met_at__isnull=True, due_at__gt=now)),
            late=Count("pk", filter=Q(met_at__isnull=True, due_at__lte=now)),
        )
        .order_by()
    }
    return [
        PromiseFigures(kind.name, kind.label, row["kept"], row["broken"], row["open"], row["late"])
        for kind in CASE.promises
        if (row := rows.get(kind.name))
    ]


def _organisations(user: ActingUser, now: datetime) -> tuple[Line, ...]:
    rows = (
        visible_to(user)
        .filter(kind=CASE.kind, holder__isnull=False)
        .values("holder__slug", "holder__name")
        .annotate(
            total=Count("pk"),
            open=Count("pk", filter=Q(state__in=CASE.open_states)),
            late=Count("pk", filter=Q(state__in=CASE.open_states, due_at__lte=now)),
        )
        .order_by("-total", "holder__name")
    )
    return tuple(
        Line(row["holder__slug"], row["holder__name"], row["total"], row["open"], row["late"])
        for row in rows
    )


def _ratings(user: ActingUser) -> RatingFigures:
    """The latest rating of each closed case counts."""
    closed = visible_to(user).filter(kind=CASE.kind, state="closed")
    answers: dict[object, tuple[str, str]] = {
        matter_id: (facts.get("solved", ""), facts.get("satisfied", ""))
        for matter_id, facts in Record.objects.filter(
            community=user.community, step="rate", matter_id__in=closed.values("pk")
        )
        .order_by("sequence")
        .values_list("matter_id", "facts")
    }
    solved = [answer[0] for answer in answers.values()]
    return RatingFigures(
        closed=closed.count(),
        rated=len(answers),
        solved=solved.count("yes"),
        partly=solved.count("partly"),
        unsolved=solved.count("no"),
        satisfied=sum(1 for answer in answers.values() if answer[1] not in {"no", ""}),
    )
