"""From a row of the sheet to a case as it will be written; refuses what it would have to guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.cells import (
    CellError,
    clean_line,
    clean_text,
    read_coordinates,
    read_moment,
)
from linli.apps.cases.services.importing.chains import Chain, EventRule
from linli.apps.cases.services.importing.promises import PromiseDraft, draft_promise
from linli.apps.cases.services.importing.rules import CaseMapping
from linli.apps.cases.services.importing.sheet import Row
from linli.apps.cases.services.importing.territory import Territory
from linli.core.matters.inputs import Coordinates
from linli.core.records.services import Part
from linli.ground.calendars.public import Calendar
from linli.ground.places.models import Place

LONGEST_ID = 80
LONGEST_TITLE = 200
LONGEST_NAME = 80
LONGEST_TEXT = 20_000
# The clocks of two systems may differ a little.
AHEAD = timedelta(minutes=5)
EARLIEST, LATEST = 1900, 2100


class RowRefusedError(CellError):
    """A row that cannot be taken; `column` is where, the message a code that says why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A step of the chain with its time and texts."""

    rule: EventRule
    at: datetime
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """A row understood; category and holder still by the source's names."""

    row: int
    source_id: str
    title: str
    category: str
    holder: str
    place: Place
    spot: Coordinates | None
    events: tuple[EventDraft, ...]
    promise: PromiseDraft | None


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts the rows of one import."""

    mapping: CaseMapping
    territory: Territory
    calendar: Calendar
    now: datetime

    def convert(self, row: Row) -> CaseDraft:
        """The case in the row.

        Raises RowRefusedError: cells, required, too_long, not_a_time, in_future, unknown_state,
        out_of_order, not_coordinates, out_of_range.
        """
        if not row.is_whole:
            raise RowRefusedError("", "cells")
        mapping, cells = self.mapping, row.cells
        times = self._times(cells)
        chain = self._chain(cells)
        events = self._events(chain, times, cells)
        spot = self._spot(cells)
        return CaseDraft(
            row=row.number,
            source_id=_needed(cells, mapping.id_column, LONGEST_ID),
            title=_needed(cells, mapping.title_column, LONGEST_TITLE)
            if mapping.title_column
            else "",
            category=_needed(cells, mapping.category.column, LONGEST_NAME)
            if mapping.category.column
            else "",
            holder=_line(cells, mapping.holder.column, LONGEST_NAME) if mapping.holder else "",
            place=self.territory.locate(spot, _line(cells, mapping.place.name, LONGEST_NAME)),
            spot=spot,
            events=events,
            promise=self._promise(times, events),
        )

    def _times(self, cells: Mapping[str, str]) -> dict[str, datetime]:
        rule = self.mapping.times
        times = {}
        for name, column in rule.columns.items():
            try:
                moment = read_moment(cells[column], formats=rule.formats, zone=rule.zone)
            except CellError as error:
                raise RowRefusedError(column, str(error)) from error
            if moment is not None:
                if not EARLIEST <= moment.year <= LATEST:
                    raise RowRefusedError(column, "out_of_range")
                if name != "due" and moment > self.now + AHEAD:
                    raise RowRefusedError(column, "in_future")
                times[name] = moment
        if "opened" not in times:
            raise RowRefusedError(rule.columns["opened"], "required")
        return times

    def _chain(self, cells: Mapping[str, str]) -> Chain:
        rule = self.mapping.states
        if not rule.column:
            return self.mapping.chains[rule.always]
        name = rule.chains.get(cells[rule.column].strip())
        if name is None:
            raise RowRefusedError(rule.column, "unknown_state")
        return self.mapping.chains[name]

    def _events(
        self, chain: Chain, times: Mapping[str, datetime], cells: Mapping[str, str]
    ) -> tuple[EventDraft, ...]:
        drafts: list[EventDraft] = []
        for event in chain.events:
            known = [name for name in event.at if name in times]
            if not known:
                raise RowRefusedError(self._column_of(event.at[0]), "required")
            at = times[known[0]]
            if drafts and at < drafts[-1].at:
                raise RowRefusedError(self._column_of(known[0]), "out_of_order")
            drafts.append(EventDraft(event, at, _parts(event, cells)))
        return tuple(drafts)

    def _column_of(self, moment: str) -> str:
        return self.mapping.times.columns.get(moment, moment)

    def _spot(self, cells: Mapping[str, str]) -> Coordinates | None:
        rule = self.mapping.place
        if not rule.latitude:
            return None
        try:
            return read_coordinates(
                cells[rule.latitude], cells[rule.longitude], unknown=rule.unknown
            )
        except CellError as error:
            raise RowRefusedError(rule.latitude, str(error)) from error

    def _promise(
        self, times: Mapping[str, datetime], events: tuple[EventDraft, ...]
    ) -> PromiseDraft | None:
        if self.mapping.promise is None:
            return None
        taken = [(event.rule.step, event.at) for event in events]
        try:
            return draft_promise(
                self.mapping.promise,
                calendar=self.calendar,
                opened=times["opened"],
                due=times.get("due"),
                taken=taken,
                state=CASE.state_by_name[events[-1].rule.state],
            )
        except CellError as error:
            raise RowRefusedError(self._column_of("due"), str(error)) from error


def _line(cells: Mapping[str, str], column: str, longest: int) -> str:
    """The text in one line, empty where there is no column or nothing in it."""
    text = clean_line(cells[column]) if column else ""
    if len(text) > longest:
        raise RowRefusedError(column, "too_long")
    return text


def _needed(cells: Mapping[str, str], column: str, longest: int) -> str:
    text = _line(cells, column, longest)
    if not text:
        raise RowRefusedError(column, "required")
    return text


def _parts(event: EventRule, cells: Mapping[str, str]) -> tuple[Part, ...]:
    parts = []
    for rule in event.parts:
        text = clean_text(cells[rule.column])
        if len(text) > LONGEST_TEXT:
            raise RowRefusedError(rule.column, "too_long")
        if text:
            parts.append(Part(rule.name, text, rule.audience))
    return tuple(parts)
