"""A CSV file read strictly: the whole of it is looked at before a row is used."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from linli.apps.cases.errors import CasesError

ENCODINGS = ("utf-8-sig", "gb18030")
OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BLOCK = 1 << 20
LONGEST_CELL = 1_000_000


class SheetError(CasesError):
    """A file that cannot be read as a table; `code` says why."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column, with the number under which a spreadsheet shows it: the header is row 1."""

    number: int
    cells: dict[str, str]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose encoding, header and quoting were found sound."""

    path: Path
    encoding: str
    header: tuple[str, ...]
    count: int

    def rows(self) -> Iterator[Row]:
        """Rows below the header, one after the other; blank ones are passed over."""
        for number, cells in enumerate(_records(self.path, self.encoding), 1):
            if number > 1 and any(cells):
                whole = len(cells) == len(self.header)
                yield Row(number, dict(zip(self.header, cells, strict=False)), whole)


def open_sheet(path: Path, *, columns: list[str]) -> Sheet:
    """The sheet, once all of it was read.

    Raises SheetError: not_readable, encoding, syntax, no_header, column_twice, column_missing.
    """
    try:
        encoding = detect_encoding(path)
    except OSError as error:
        raise SheetError("not_readable", f"{path}: {error.strerror}") from error
    header: tuple[str, ...] = ()
    count = 0
    for number, cells in enumerate(_records(path, encoding), 1):
        if number == 1:
            header = tuple(cell.strip() for cell in cells)
        elif any(cells):
            count += 1
    _check_header(header, columns)
    return Sheet(path, encoding, header, count)


def detect_encoding(path: Path) -> str:
    """The first of UTF-8 and GB 18030 under which every byte makes sense; SheetError."""
    with path.open("rb") as file:
        if file.read(2) in OTHER_MARKS:
            raise SheetError("encoding", _("The file is UTF-16; save it as CSV in UTF-8."))
    for encoding in ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise SheetError("encoding", _("The file is neither UTF-8 nor GB 18030 text."))


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _records(path: Path, encoding: str) -> Iterator[list[str]]:
    """Rows as csv reads them; strict, because a lost quotation mark would swallow all that
    follows."""
    before = csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            sentence = _("Line %(line)d is no CSV: %(reason)s") % {
                "line": reader.line_num,
                "reason": error,
            }
            raise SheetError("syntax", sentence) from error
        finally:
            # The limit is the whole process's; other readers count on theirs.
            csv.field_size_limit(before)


def _check_header(header: tuple[str, ...], columns: list[str]) -> None:
    if not any(header):
        raise SheetError("no_header", _("The file has no header."))
    if missing := [column for column in columns if column not in header]:
        raise SheetError(
            "column_missing",
            _("The file lacks the columns %(columns)s.") % {"columns": ", ".join(missing)},
        )
    if twice := [column for column in columns if header.count(column) > 1]:
        raise SheetError(
            "column_twice",
            _("The file has more than one of %(columns)s.") % {"columns": ", ".join(twice)},
        )
