"""The three rates: what the reporters of cases say that were closed in a period.

They are asked by their own rating, or by a call back.  What was reached answers; whoever could not
be reached, did not wish to answer or was not asked is counted beside it, and so is what was
excluded by a supervisor.  The working definitions are those of published practice (响应率, 解决率,
满意率: 32 of 北京市接诉即办工作条例 names them), for which no official formula was found.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from linli.apps.oversight.selectors.figures import RateFilters, Rates, RatesLine
from linli.apps.oversight.selectors.keys import make_key, say_key, select_cases, was_excluded
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.records.models import Record

CONTENT = frozenset({"very", "satisfied", "basically"})


class _Answers(NamedTuple):
    """What is known of a closed case, from the query."""

    is_excluded: bool
    rated: str | None
    rated_content: str | None
    called: str | None
    called_contact: str | None
    called_solved: str | None
    called_content: str | None
    reached: bool


def count_answers(
    user: ActingUser, filters: RateFilters, dimension: str | None
) -> Iterator[RatesLine]:
    """Lines of cases closed within the filters, one a combination of answers: few, however many
    cases; one query."""
    rows = (
        _closed(user, filters)
        .annotate(
            key=make_key(user, dimension, moment="closed_at"),
            is_excluded=was_excluded(),
            rated=_answer("rate", "solved"),
            rated_content=_answer("rate", "satisfied"),
            called=_answer("call_back", "answered"),
            called_contact=_answer("call_back", "contacted", reached=True),
            called_solved=_answer("call_back", "solved", reached=True),
            called_content=_answer("call_back", "satisfied", reached=True),
            reached=Exists(_records("call_back").filter(facts__answered="yes")),
        )
        .values_list("key", *_Answers._fields)
        .annotate(number=Count("pk"))
        .order_by()
    )
    for key, *answers, number in rows:
        yield RatesLine(say_key(key), _tally(_Answers(*answers), number))


def _closed(user: ActingUser, filters: RateFilters) -> QuerySet[Matter]:
    cases = select_cases(user, filters).filter(state="closed")
    if filters.since is not None:
        cases = cases.filter(closed_at__gte=filters.since)
    if filters.until is not None:
        cases = cases.filter(closed_at__lt=filters.until)
    return Matter.objects.filter(pk__in=cases.values("pk"))


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
    answered = records.annotate(code=KT(f"facts__{name}")).filter(code__isnull=False)
    return Subquery(answered.order_by("-sequence").values("code")[:1])


def _tally(answers: _Answers, number: int) -> Rates:
    """What so many cases with these answers count as: the reporter's own rating goes before what
    was noted in a call."""
    if answers.is_excluded:
        return Rates(closed=number, excluded=number)
    counted = Rates(closed=number)
    setattr(counted, _how_reached(answers), number)
    solved = answers.rated or answers.called_solved
    content = answers.rated_content or answers.called_content
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


def _how_reached(answers: _Answers) -> str:
    if answers.rated is not None or answers.reached:
        return "answered"
    if answers.called is None:
        return "not_asked"
    return "declined" if answers.called == "declined" else "not_reached"
