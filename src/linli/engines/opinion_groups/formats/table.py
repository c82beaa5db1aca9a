"""Comma-separated files in UTF-8, read so that every complaint can say where."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from linli.engines.opinion_groups.errors import FileError, TableError


@dataclass(frozen=True, slots=True)
class Row:
    """One record, and on which line of the file it begins."""

    line: int
    cells: list[str]


class Table:
    """A file with a header line. Iterating gives its rows, each as long as the header."""

    def __init__(self, path: Path, tell: Callable[[int], None] | None = None) -> None:
        self.path = path
        self.text = _decode(path)
        self.tell = tell or (lambda _: None)
        self.records = self._read()
        first = next(self.records, None)
        if first is None:
            raise TableError("the file is empty", file=str(path), line=1)
        self.header = first.cells
        for place, name in enumerate(self.header):
            if name in self.header[:place]:
                self.refuse(first, place, f"the column {name!r} comes twice")

    def place_of(self, name: str) -> int:
        """Where a column is; refused where it is missing."""
        if name not in self.header:
            raise TableError(f"the column {name!r} is missing", file=str(self.path), line=1)
        return self.header.index(name)

    def __iter__(self) -> Iterator[Row]:
        """The rows after the header."""
        width = len(self.header)
        for row in self.records:
            if len(row.cells) != width:
                reason = f"{len(row.cells)} fields where the header has {width}"
                self.refuse(row, min(len(row.cells), width) - 1, reason)
            yield row

    def refuse(self, row: Row, place: int, reason: str) -> NoReturn:
        """Raises what is wrong with a field, with its line and column."""
        line, column = self._locate(row.line, place)
        raise TableError(reason, file=str(self.path), line=line, column=column)

    def _read(self) -> Iterator[Row]:
        reader = csv.reader(io.StringIO(self.text), strict=True)
        begin = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                reason = f"not a table: {error}"
                raise TableError(reason, file=str(self.path), line=begin) from error
            if cells:
                yield Row(begin, cells)
            begin = reader.line_num + 1
            self.tell(begin)

    def _locate(self, line: int, place: int) -> tuple[int, int]:
        """Line and column of the first character of a field; quoted fields may span lines."""
        rest = "\n".join(self.text.split("\n")[line - 1 :])
        column, quoted = 1, False
        for character in rest:
            if place == 0:
                break
            quoted ^= character == '"'
            place -= character == "," and not quoted
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
        return line, column


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        line, column = _count(before)
        reason = f"not UTF-8: {error.reason}"
        raise TableError(reason, file=str(path), line=line, column=column) from error
    if "\0" in text:
        line, column = _count(text[: text.index("\0")])
        raise TableError("a NUL character", file=str(path), line=line, column=column)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _count(before: str) -> tuple[int, int]:
    """The line and column that come after this text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
