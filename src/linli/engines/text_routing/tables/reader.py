"""CSV files as tables of cells.

UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030 (which GBK and GB2312 are
parts of). Comma, semicolon or tab, whichever the head has most of. A row that has more or fewer
cells than the head is an error, never guessed at.
"""

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.engines.text_routing.errors import TableError
from linli.engines.text_routing.tables.columns import COLUMNS, Column

LONGEST_CELL = 10_000_000
_SEPARATORS = (",", "\t", ";")


@dataclass(frozen=True, eq=False)
class Table:
    """Cells by row, with the line in the file where each row begins."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    chosen: Mapping[Column, str]

    def find(self, column: Column) -> int | None:
        """Where a column stands: the one chosen, else the first that has one of its names."""
        names = [name.strip().lower() for name in self.header]
        if column in self.chosen:
            wanted = self.chosen[column].strip().lower()
            if wanted not in names:
                raise TableError(f"there is no column {self.chosen[column]!r}", line=1)
            return names.index(wanted)
        found = [names.index(name) for name in COLUMNS[column] if name in names]
        return found[0] if found else None

    def need(self, column: Column) -> int:
        """The same for a column that must be there."""
        place = self.find(column)
        if place is None:
            names = ", ".join(COLUMNS[column][:3])
            raise TableError(f"there is no column of {column.value}s ({names}, …)", line=1)
        return place


def read_table(data: bytes, chosen: Mapping[Column, str] | None = None) -> Table:
    """The table in the bytes. Raises TableError."""
    text = _decode(data)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    begin = 1
    try:
        for row in reader:
            if row:
                rows.append(tuple(row))
                lines.append(begin)
            begin = reader.line_num + 1
    except csv.Error as error:
        raise TableError(str(error), line=begin) from error
    finally:
        # The limit is the whole process's; other readers count on theirs.
        csv.field_size_limit(before)
    return _check(rows, lines, chosen or {})


def _check(
    rows: Sequence[tuple[str, ...]], lines: Sequence[int], chosen: Mapping[Column, str]
) -> Table:
    if not rows:
        raise TableError("the file is empty", line=1)
    header = rows[0]
    for row, line in zip(rows, lines, strict=True):
        if len(row) != len(header):
            reason = f"the row has {len(row)} cells, the head {len(header)}"
            raise TableError(reason, line=line, column=min(len(row), len(header)) + 1)
    return Table(header, tuple(rows[1:]), tuple(lines[1:]), chosen)


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_as(data, "gb18030")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding, "replace")
        column = len(good) - good.rfind("\n")
        reason = "the file is neither UTF-8 nor GB18030"
        raise TableError(reason, line=good.count("\n") + 1, column=column) from error
