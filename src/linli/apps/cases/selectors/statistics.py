"""Figures with their denominators: nothing is a percentage alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from linli.apps.cases.procedure import CASE
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter, Promise
from linli.core.matters.policies import visible_to
from linli.core.records.models import Record
from linli.ground.parties.models import Organisation
from linli.ground.places.selectors import below

SOON = timedelta(hours=24)
RUNNING = Q(met_at__isnull=True, cancelled_at__isnull=True)
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
    """Promises of one name: kept and broken are settled ones, also those that fell away after
    their time; late ones are still open; dropped ones fell away before it and count for nothing."""

    name: str
    label: str
    kept: int
    broken: int
    open: int
    late: int
    dropped: int = 0

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
        for row in Promise.objects.filter(where, matter__in=visible_to(user).filter(kind=CASE.kind))
        .values("name")
        .annotate(
            kept=Count("pk", filter=Q(met_at__lte=F("due_at"))),
            broken=Count("pk", filter=Q(met_at__gt=F("due_at")) | Q(cancelled_at__gt=F("due_at"))),
            open=Count("pk", filter=RUNNING & Q(due_at__gt=now)),
            late=Count("pk", filter=RUNNING & Q(due_at__lte=now)),
            dropped=Count("pk", filter=Q(cancelled_at__lte=F("due_at"))),
        )
        .order_by()
    }
    return [
        PromiseFigures(
            kind.name,
            kind.label,
            kept=row["kept"],
            broken=row["broken"],
            open=row["open"],
            late=row["late"],
            dropped=row["dropped"],
        )
        for kind in CASE.promises
        if (row := rows.get(kind.name))
    ]


def _organisations(user: ActingUser, now: datetime) -> tuple[Line, ...]:
    """Whoever holds matters or has promised anything in them, as a centre that dispatches and an
    office that verifies.  Late is who broke his own promise, whoever holds the matter."""
    cases = visible_to(user).filter(kind=CASE.kind)
    held = {
        (slug, name): (total, running)
        for slug, name, total, running in cases.filter(holder__isnull=False)
        .values_list("holder__slug", "holder__name")
        .annotate(total=Count("pk"), open=Count("pk", filter=Q(state__in=CASE.open_states)))
        .order_by()
    }
    late = _late_by_party(cases, now)
    lines = []
    for slug, name in held | late:
        total, running = held.get((slug, name), (0, 0))
        lines.append(Line(slug, name, total, running, late.get((slug, name), 0)))
    return tuple(sorted(lines, key=lambda line: (-line.total, line.label)))


def _late_by_party(cases: QuerySet[Matter], now: datetime) -> dict[tuple[str, str], int]:
    """By slug and name of whoever promised anything: in how many cases it is late now."""
    is_late = RUNNING & Q(due_at__lte=now)
    rows = (
        Promise.objects.filter(matter__in=cases, party__isnull=False)
        .values_list("party__slug", "party__name")
        .annotate(number=Count("matter", filter=is_late, distinct=True))
        .order_by()
    )
    return {(slug, name): number for slug, name, number in rows}


def _ratings(user: ActingUser) -> RatingFigures:
    """The rating of the present closing counts; one of an earlier closing does not."""
    closed = visible_to(user).filter(kind=CASE.kind, state="closed")
    given = Record.objects.filter(
        community=user.community,
        matter_id=OuterRef("pk"),
        step="rate",
        at__gte=OuterRef("entered_at"),
    ).order_by("-sequence")
    answers = (
        closed.annotate(
            solved=Subquery(given.annotate(code=KT("facts__solved")).values("code")[:1]),
            satisfied=Subquery(given.annotate(code=KT("facts__satisfied")).values("code")[:1]),
        )
        .values_list("solved", "satisfied")
        .annotate(number=Count("pk"))
        .order_by()
    )
    counted = [(solved, satisfied, number) for solved, satisfied, number in answers]
    by_solved = dict.fromkeys(("yes", "partly", "no", None), 0)
    for solved, _satisfied, number in counted:
        by_solved[solved] += number
    return RatingFigures(
        closed=sum(by_solved.values()),
        rated=sum(by_solved.values()) - by_solved[None],
        solved=by_solved["yes"],
        partly=by_solved["partly"],
        unsolved=by_solved["no"],
        satisfied=sum(number for _, answer, number in counted if answer not in {"no", None}),
    )
