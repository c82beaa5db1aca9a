"""Reading a small CSV file as offices write it."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Self

from linli.core.matters.errors import InputRefusedError

MOST_BYTES = 2_000_000
MOST_ROWS = 5000
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by column name, each with its line in the file."""

    rows: Sequence[tuple[int, Mapping[str, str]]]

    @classmethod
    def read(cls, raw: bytes, *, needed: Sequence[str]) -> Self:
        """The rows of a file in UTF-8 or GB 18030; InputRefusedError (file) for one that is too
        large, is no text, lacks a column, or has nothing in it."""
        if len(raw) > MOST_BYTES:
            raise InputRefusedError({"file": "file_too_large"})
        reader = csv.DictReader(StringIO(_decode(raw), newline=None))
        try:
            columns = [name.strip() for name in reader.fieldnames or []]
            missing = [name for name in needed if name not in columns]
            if missing:
                about = {"file": ", ".join(missing)}
                raise InputRefusedError({"file": "column_missing"}, about=about)
            reader.fieldnames = columns
            rows = [
                (reader.line_num, {name: value or "" for name, value in row.items() if name})
                for row in reader
            ]
        except csv.Error as error:
            raise InputRefusedError({"file": "not_a_table"}) from error
        if not rows or len(rows) > MOST_ROWS:
            raise InputRefusedError({"file": "required" if not rows else "file_too_large"})
        return cls(rows)


def _decode(raw: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputRefusedError({"file": "not_a_table"})
