"""What the API tells about cases beside the matters: categories and figures."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from typing_extensions import TypedDict

from linli.apps.cases.selectors import list_categories
from linli.apps.cases.selectors.statistics import (
    Line,
    PromiseFigures,
    Statistics,
    get_statistics,
)
from linli.core.rest.answers import answer
from linli.core.rest.callers import acting
from linli.core.rest.entry_schemas import Moment
from linli.core.rest.operations import ANYBODY, reading

router = Router(tags=["cases"])


class CategoryItem(TypedDict):
    """A kind of problem; a report of a `restricted` one is for its parties alone."""

    code: str
    name: str
    parent: str | None
    organisation: str | None
    restricted: bool


class CategoryList(TypedDict):
    """Categories in use, in the catalogue's order."""

    items: list[CategoryItem]


class CountLine(TypedDict):
    """How many in all, how many of them under way, how many of those late."""

    code: str
    label: str
    total: int
    open: int
    late: int


class ClockCounts(TypedDict):
    """Cases under way by their earliest promise; `total` is the denominator."""

    total: int
    running: int
    soon: int
    late: int
    without: int


class PromiseCounts(TypedDict):
    """Kept of all `settled`: met late and still unmet count against it; `interval` is the 95 %
    interval of the share kept in percent, null where nothing is settled."""

    name: str
    label: str
    kept: int
    settled: int
    broken: int
    late: int
    open: int
    interval: tuple[int, int] | None


class RatingCounts(TypedDict):
    """Of `closed` cases: rated or not; of the rated, how solved, how many satisfied."""

    closed: int
    rated: int
    not_rated: int
    solved: int
    partly: int
    unsolved: int
    satisfied: int


class Figures(TypedDict):
    """Figures over all cases that the caller may see, with their denominators."""

    at: Moment
    total: int
    clock: ClockCounts
    states: list[CountLine]
    promises: list[PromiseCounts]
    organisations: list[CountLine]
    ratings: RatingCounts


@router.get(
    "/categories",
    response=reading(CategoryList),
    operation_id="list_categories",
    summary="Categories of cases",
    openapi_extra=ANYBODY,
)
def list_all(request: HttpRequest) -> HttpResponse:
    """`organisation` is the one that a category usually goes to."""
    listed: CategoryList = {
        "items": [
            {
                "code": row.code,
                "name": row.name,
                "parent": row.code.rpartition(".")[0] or None,
                "organisation": row.organisation.slug if row.organisation else None,
                "restricted": row.restricted,
            }
            for row in list_categories(acting(request).community)
        ]
    }
    return answer(listed)


@router.get(
    "/statistics",
    response=reading(Figures),
    operation_id="get_statistics",
    summary="Figures over cases",
    openapi_extra=ANYBODY,
)
def show(request: HttpRequest) -> HttpResponse:
    """Every share comes as numerator and denominator; no figure is about a person."""
    return answer(_figures(get_statistics(acting(request))))


def _figures(statistics: Statistics) -> Figures:
    tally, ratings = statistics.tally, statistics.ratings
    return {
        "at": statistics.at.isoformat(),
        "total": statistics.total,
        "clock": {
            "total": tally.total,
            "running": tally.running,
            "soon": tally.soon,
            "late": tally.late,
            "without": tally.without,
        },
        "states": _lines(statistics.states, translated=True),
        "promises": [_promise(figures) for figures in statistics.promises],
        "organisations": _lines(statistics.organisations, translated=False),
        "ratings": {
            "closed": ratings.closed,
            "rated": ratings.rated,
            "not_rated": ratings.not_rated,
            "solved": ratings.solved,
            "partly": ratings.partly,
            "unsolved": ratings.unsolved,
            "satisfied": ratings.satisfied,
        },
    }


def _lines(lines: Iterable[Line], *, translated: bool) -> list[CountLine]:
    return [
        {
            "code": line.code,
            "label": _(line.label) if translated else line.label,
            "total": line.total,
            "open": line.open,
            "late": line.late,
        }
        for line in lines
    ]


def _promise(figures: PromiseFigures) -> PromiseCounts:
    return {
        "name": figures.name,
        "label": _(figures.label),
        "kept": figures.kept,
        "settled": figures.settled,
        "broken": figures.broken,
        "late": figures.late,
        "open": figures.open,
        "interval": figures.interval,
    }
