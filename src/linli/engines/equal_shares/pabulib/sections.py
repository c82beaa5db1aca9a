"""From the bytes of a file to the cells of its three sections."""

import csv
from io import StringIO

from linli.engines.equal_shares.errors import PabulibError
from linli.engines.equal_shares.pabulib.places import (
    SECTIONS,
    fault,
    is_blank,
    is_title,
)
from linli.engines.equal_shares.tables import Table, Tables

MAXIMUM_COLUMNS = 1_000
_META_COLUMNS = 2
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode(data: bytes) -> str:
    """The text of a file. Raises PabulibError at the first byte that is not UTF-8."""
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        reason = f"byte 0x{data[error.start]:02x} is not UTF-8; the file has another encoding"
        raise PabulibError(reason, line=before.count(b"\n") + 1, column=column) from error


def read_tables(data: bytes) -> tuple[str, Tables]:
    """Text and tables of a file. Raises PabulibError when a section or a cell is missing."""
    text = decode(data)
    found = dict(_split(text))
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        raise PabulibError(f"section {missing[0]} is missing", line=text.count("\n") + 1)
    meta, projects, votes = (found[name] for name in SECTIONS)
    tables = Tables(
        meta=meta,
        projects=projects,
        votes=votes,
        newline="\r\n" if "\r\n" in text else "\n",
        byte_order_mark=data.startswith(_BYTE_ORDER_MARK),
        ends_with_newline=text.endswith("\n"),
    )
    return text, tables


def _split(text: str) -> list[tuple[str, Table]]:
    buffer = StringIO(text, newline="")
    reader = csv.reader(buffer, delimiter=";", strict=True)
    sections: list[tuple[str, list[list[str]]]] = []
    try:
        for cells in reader:
            if is_title(cells):
                _expect(len(sections), cells[0].strip(), line=reader.line_num)
                sections.append((cells[0].strip(), []))
                if len(sections) == len(SECTIONS):
                    break
            elif not is_blank(cells):
                _append(sections, cells, line=reader.line_num)
        tables = [(name, _table(text, name, rows)) for name, rows in sections[:2]]
        if len(sections) == len(SECTIONS):
            tables.append((SECTIONS[2], _votes(text, buffer.tell())))
    except csv.Error as error:
        raise PabulibError(f"not a table: {error}", line=max(reader.line_num, 1)) from error
    return tables


def _expect(position: int, title: str, *, line: int) -> None:
    if title != SECTIONS[position]:
        reason = f"section {title} where {SECTIONS[position]} should be"
        raise PabulibError(reason, line=line)


def _append(sections: list[tuple[str, list[list[str]]]], cells: list[str], *, line: int) -> None:
    if not sections:
        raise PabulibError("section META is missing: the file does not begin with it", line=line)
    sections[-1][1].append(cells)


def _table(text: str, section: str, rows: list[list[str]]) -> Table:
    header = _checked_header(text, section, rows)
    if section == "META" and len(header) != _META_COLUMNS:
        reason = f"{len(header)} columns where META has a key and a value"
        raise fault(text, reason, section=section)
    for number, row in enumerate(rows[1:]):
        if len(row) != len(header):
            reason = f"{len(row)} cells where the header of {section} has {len(header)}"
            raise fault(text, reason, section=section, row=number)
    return Table(header, [cell for row in rows[1:] for cell in row])


def _checked_header(text: str, section: str, rows: list[list[str]]) -> tuple[str, ...]:
    if not rows:
        line = next(n for n, line in enumerate(text.split("\n"), 1) if line.strip() == section)
        raise PabulibError(f"section {section} has no header line", line=line)
    header = tuple(rows[0])
    if len(header) > MAXIMUM_COLUMNS:
        reason = f"{len(header)} columns; no more than {MAXIMUM_COLUMNS} are read"
        raise fault(text, reason, section=section)
    names = [name.strip() for name in header]
    for cell, name in enumerate(names):
        if name in names[:cell]:
            raise fault(text, f"column {name!r} stands twice", section=section, cell=cell)
    return header


def _votes(text: str, begin: int) -> Table:
    """The VOTES table: split at once where no cell is quoted, as a table else."""
    body = text[begin:].replace("\r\n", "\n")
    if '"' not in body and "\r" not in body:
        lines = body.removesuffix("\n").split("\n")
        width = lines[0].count(";")
        even = all(lines) and {line.count(";") for line in lines} == {width}
        # Longer cells the table's own reader refuses, which also finds where an error stands.
        short = max(map(len, lines)) < csv.field_size_limit()
        if even and short and width < MAXIMUM_COLUMNS:
            header = _checked_header(text, "VOTES", [lines[0].split(";")])
            return Table(header, ";".join(lines[1:]).split(";") if len(lines) > 1 else [])
    return _table(text, "VOTES", _quoted_rows(text, begin))


def _quoted_rows(text: str, begin: int) -> list[list[str]]:
    before = text.count("\n", 0, begin)
    reader = csv.reader(StringIO(text[begin:], newline=""), delimiter=";", strict=True)
    rows = []
    try:
        for row in reader:
            if is_title(row):
                reason = f"section {row[0].strip()} stands after VOTES"
                raise PabulibError(reason, line=before + reader.line_num)
            if not is_blank(row):
                rows.append(row)
    except csv.Error as error:
        line = before + max(reader.line_num, 1)
        raise PabulibError(f"not a table: {error}", line=line) from error
    return rows
