"""The closing rates: of what fell due in a period, what is closed, and what was done in time.

结案率 = 结案数 / 应结案数 and 按期结案率 = 按期结案数 / 应结案数, as cities publish them for digital city
management (Tianmen, 2016-12: 972 due, 911 closed, 737 in time).  应结案 is the case whose `handle`
promise, the time that its handling was given, ran out in the period: also where nobody has done
it, for a rate over closed cases alone would praise whoever closes only what is easy.

In time is what was reported done by then and is closed: who verifies and who closes have promises
of their own, and do not make the handling late.  A promise that fell away before its time was none
in the end.  Of a case that was opened again its present round alone counts, for whoever holds it
in this round, as its ratings do.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from linli.apps.oversight.selectors.figures import RateFilters, Rates, RatesLine
from linli.apps.oversight.selectors.keys import make_key, say_key, select_cases, was_excluded
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Promise
from linli.core.records.models import Record

# The steps by which a closed case comes to be handled once more.
REOPENING = ("reopen", "order_again")


class _Due(NamedTuple):
    """What is known of a case that fell due, from the query."""

    is_excluded: bool
    matter__state: str
    has_ended: bool
    kept: bool


def count_due(
    user: ActingUser, filters: RateFilters, dimension: str | None, *, now: datetime
) -> Iterator[RatesLine]:
    """Lines of cases that fell due within the filters and by now, one a combination of how they
    stand; one query.  A month is the one in which they fell due."""
    rows = (
        _fallen_due(user, filters, now)
        .annotate(
            key=make_key(user, dimension, moment="due_at", case="matter__"),
            is_excluded=was_excluded("matter"),
            has_ended=_holds(matter__closed_at__isnull=False),
            kept=_holds(met_at__isnull=False, met_at__lte=F("due_at")),
        )
        .values_list("key", *_Due._fields)
        .annotate(number=Count("pk"))
        .order_by()
    )
    for key, *how, number in rows:
        yield RatesLine(say_key(key), _tally(_Due(*how), number))


def _fallen_due(user: ActingUser, filters: RateFilters, now: datetime) -> QuerySet[Promise]:
    again = Record.objects.filter(
        matter_id=OuterRef("matter"), step__in=REOPENING, at__gt=OuterRef("opened_at")
    )
    promises = (
        Promise.objects.filter(name="handle", due_at__lte=now)
        .filter(matter__in=select_cases(user, filters).values("pk"))
        .exclude(cancelled_at__isnull=False, cancelled_at__lte=F("due_at"))
        .exclude(Exists(again))
    )
    if filters.since is not None:
        promises = promises.filter(due_at__gte=filters.since)
    if filters.until is not None:
        promises = promises.filter(due_at__lt=filters.until)
    return promises


def _holds(**condition: object) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())


def _tally(how: _Due, number: int) -> Rates:
    if how.is_excluded:
        return Rates(due_excluded=number)
    counted = Rates(due=number)
    if how.matter__state == "closed":
        counted.due_closed = number
        counted.due_in_time = number if how.kept else 0
    elif how.has_ended:
        counted.due_ended = number
    else:
        counted.due_open = number
    return counted
