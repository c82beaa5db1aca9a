"""Notices as an operator writes them down: TOML like a profile's, or CSV from a spreadsheet."""

import csv
import re
import tomllib
from datetime import date
from typing import Final

from linli.ground.calendars.errors import NoticeError
from linli.ground.calendars.notices import Notice, add_days, read_notice
from linli.ground.calendars.working_calendar import DayKind

HEADER: Final = ["from", "until", "kind"]
_REMARK: Final = re.compile(r"#\s*(year|source)\s*[:：]\s*(.+)")
_TOML_LINE: Final = re.compile(r"at line (\d+)")


def parse_notice(text: str) -> Notice:
    """The notice in a text.

    TOML has `year`, `source`, `holidays`, `workdays`.  CSV has remarks `# year: 2027` and
    `# source: …`, then `from,until,kind` and one row a span; `until` may be empty, `kind` is
    `holiday` or `workday`.  Raises NoticeError with the line; what the days mean is checked when
    the notice is loaded.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if any(_cells(line) == HEADER for line in lines):
        return _read_csv(lines)
    return _read_toml("\n".join(lines))


def _read_toml(text: str) -> Notice:
    try:
        return read_notice(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise NoticeError("notice_syntax", str(error), field="text", line=line) from error
    except NoticeError as error:
        raise error.at_line(_line_of(text, error.value)) from error


def _read_csv(lines: list[str]) -> Notice:
    remarks: dict[str, str | int] = {}
    days: dict[date, DayKind] = {}
    in_table = False
    for number, line in enumerate(lines, start=1):
        try:
            if line.lstrip().startswith("#"):
                _read_remark(line, remarks)
            elif in_table and line.strip():
                _read_row(line, days)
            in_table = in_table or _cells(line) == HEADER
        except NoticeError as error:
            raise error.at_line(number) from error
    told = read_notice(remarks)
    return Notice(told.year, told.source, days)


def _read_remark(line: str, remarks: dict[str, str | int]) -> None:
    found = _REMARK.fullmatch(line.strip())
    if found is None:
        return
    name, value = found[1], found[2].strip()
    if name == "year" and not (value.isascii() and value.isdigit()):
        raise NoticeError("notice_year", f"{value!r} is no year", field="year", value=value)
    remarks[name] = int(value) if name == "year" else value


def _read_row(line: str, days: dict[date, DayKind]) -> None:
    cells = _cells(line)
    if len(cells) != len(HEADER):
        raise NoticeError("notice_row", "a row is from,until,kind", field="days", value=line)
    first, last, kind = cells
    if kind not in set(DayKind):
        sentence = f"{kind!r} is neither holiday nor workday"
        raise NoticeError("notice_kind", sentence, field="days", value=kind)
    add_days(days, [f"{first}/{last}" if last else first], DayKind(kind), field="days")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], skipinitialspace=True), [])]


def _line_of(text: str, value: str) -> int:
    """Where a value stands; the last place, because what is named twice is wrong there."""
    place = text.rfind(value)
    return text.count("\n", 0, max(place, 0)) + 1
