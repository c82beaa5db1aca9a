"""Rows as what the engine works on. A row without any text is left out."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from linli.engines.text_routing.duplicates import Matter
from linli.engines.text_routing.errors import TableError
from linli.engines.text_routing.routing.examples import Example
from linli.engines.text_routing.tables.columns import Column
from linli.engines.text_routing.tables.reader import Table
from linli.engines.text_routing.tables.times import parse_time
from linli.engines.text_routing.topics import Message

Value = TypeVar("Value")


def read_examples(table: Table) -> list[Example]:
    """Labelled texts; a title, where there is one, is put before its text."""
    table.need(Column.TEXT)
    label = table.need(Column.LABEL)
    found = []
    for row in _rows(table):
        if not row.words:
            continue
        if not row.cells[label].strip():
            raise row.error(label, "the category is empty")
        found.append(
            Example(
                row.words,
                row.cells[label].strip(),
                row.text(Column.PLACE),
                row.time(required=False),
                row.text(Column.REPORTER),
            )
        )
    return found


def read_matters(table: Table) -> list[Matter]:
    """Texts to compare; without a column of ids the line in the file is the id."""
    found = [
        Matter(
            row.text(Column.ID) or str(row.line),
            row.words,
            row.text(Column.PLACE),
            row.time(required=False),
            row.text(Column.REPORTER),
        )
        for row in _rows(table)
        if row.words
    ]
    _refuse_twins(table, [matter.id for matter in found])
    return found


def read_messages(table: Table) -> list[Message]:
    """Messages with times, for topics."""
    table.need(Column.TEXT)
    table.need(Column.TIME)
    found = []
    for row in _rows(table):
        time = row.time(required=True) if row.words else None
        if time is not None:
            found.append(
                Message(
                    row.text(Column.ID) or str(row.line),
                    row.body,
                    time,
                    row.text(Column.TITLE) or "",
                    row.text(Column.PLACE),
                    row.text(Column.REPORTER),
                    row.number(Column.VOTES),
                )
            )
    _refuse_twins(table, [message.id for message in found])
    return found


def read_paths(table: Table) -> list[tuple[str, ...]]:
    """A catalogue: each row is a path from the highest category down."""
    return list(table.rows)


def _refuse_twins(table: Table, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        seen: set[str] = set()
        for row in _rows(table):
            one = row.text(Column.ID)
            if row.words and one in seen:
                raise row.error(table.need(Column.ID), f"the id {one!r} is there twice")
            seen.add(one or "")


class _Row:
    """One row, asked by column."""

    def __init__(self, table: Table, cells: tuple[str, ...], line: int) -> None:
        self._table, self.cells, self.line = table, cells, line
        self.body = cells[table.need(Column.TEXT)].strip()
        self.words = " ".join(part for part in (self.text(Column.TITLE), self.body) if part)

    def text(self, column: Column) -> str | None:
        """The cell, None where it is empty or there is no such column."""
        place = self._table.find(column)
        return None if place is None else self.cells[place].strip() or None

    def time(self, *, required: bool) -> datetime | None:
        """The time; an unreadable one is an error, a missing one only where it is required."""
        return self._read(Column.TIME, parse_time, "time", required=required)

    def number(self, column: Column) -> int:
        """A whole number; 0 where the cell is empty or there is no such column."""
        return self._read(column, _whole, "whole number", required=False) or 0

    def _read(
        self, column: Column, parse: Callable[[str], Value | None], kind: str, *, required: bool
    ) -> Value | None:
        place, text = self._table.find(column), self.text(column)
        if place is None or (text is None and not required):
            return None
        value = parse(text or "")
        if value is None:
            raise self.error(place, f"{text or ''!r} is no {kind}")
        return value

    def error(self, place: int, reason: str) -> TableError:
        """What is wrong with the cell at that place."""
        return TableError(reason, line=self.line, column=place + 1)


def _rows(table: Table) -> Iterator[_Row]:
    for cells, line in zip(table.rows, table.lines, strict=True):
        yield _Row(table, cells, line)


def _whole(text: str) -> int | None:
    return int(text) if text.removeprefix("-").isdecimal() else None
