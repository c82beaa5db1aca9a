"""The tables of the pages of rates: lines with names, for people and for spreadsheets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.utils.translation import gettext as _

from linli.apps.cases.public import list_categories
from linli.apps.oversight.selectors import (
    OTHER,
    PublishedPlaces,
    RateFilters,
    Rates,
    RatesLine,
    list_rates_by,
)
from linli.core.matters.acting import ActingUser
from linli.core.pages.spreadsheets import inert_cell
from linli.ground.parties.selectors import list_organisations

COUNTS = tuple(each.name for each in fields(Rates))
SHARES = ("response", "solution", "satisfaction", "closing", "timely_closing")
ENDS = tuple(f"{name}_{end}" for name in SHARES for end in ("low", "high"))
HEADER = ("dimension", "key", "name", *COUNTS, *ENDS)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of a table: what it is about, by key and by name, and its rates."""

    key: str
    name: str
    rates: Rates


def make_tables(
    user: ActingUser, filters: RateFilters, places: PublishedPlaces, *, now: datetime
) -> dict[str, list[NamedLine]]:
    """Lines by organisation, category, place and month; those of small places are put together,
    and there is no line of a place where nothing can be published."""
    organisations = {row.slug: row.name for row in list_organisations(user.community)}
    organisations[""] = _("without an organisation")
    groups = {row.code: row.name for row in list_categories(user.community)}
    names = {place.code: place.name for place in places.alone} | {OTHER: _("Other places")}

    def fold(
        dimension: str, names: Mapping[str, str], into: Callable[[str], str] = str
    ) -> list[NamedLine]:
        lines = list_rates_by(user, filters, dimension, now=now)
        return list(_fold(lines, names, into))

    return {
        "organisation": fold("organisation", organisations),
        "category": fold("category", groups, lambda code: code.partition(".")[0]),
        "place": fold("place", names, places.key_of) if places.are_any else [],
        "month": fold("month", {}),
    }


def _fold(
    lines: Iterable[RatesLine], names: Mapping[str, str], into: Callable[[str], str]
) -> Iterator[NamedLine]:
    folded: dict[str, Rates] = {}
    for line in lines:
        folded.setdefault(into(line.key), Rates()).add(line.rates)
    for key, rates in sorted(folded.items()):
        yield NamedLine(key, names.get(key) or key or "–", rates)


def list_cells(dimension: str, lines: Iterable[NamedLine]) -> Iterator[list[str | int]]:
    """The lines as rows under HEADER: every count, and the 95 % interval of every share."""
    for line in lines:
        counts = [getattr(line.rates, name) for name in COUNTS]
        yield [dimension, line.key, inert_cell(line.name), *counts, *_ends(line.rates)]


def _ends(rates: Rates) -> Iterator[str | int]:
    for name in SHARES:
        yield from getattr(rates, name).interval or ("", "")
