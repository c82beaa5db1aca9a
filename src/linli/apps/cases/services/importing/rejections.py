"""The rows that an import could not take, in a file of their own."""

import csv
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

HEADER = ("row", "column", "reason")


class Rejections:
    """Collects rejected rows and puts the file in its place when the import is through.

    The file holds no cell of the sheet, because cells may hold what nobody wants copied.  With no
    rejection there is no file, and one of an earlier run goes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path
        self._file: TextIO | None = None
        self._writer: Any = None

    def add(self, row: int, column: str, reason: str) -> None:
        """Notes one row; OSError where the folder cannot be written to."""
        if self._file is None:
            self._file = self._open()
            self._writer = csv.writer(self._file)
            self._writer.writerow(HEADER)
        self._writer.writerow((row, column, reason))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Whole or not at all: an import that failed leaves the file of the run before."""
        if self._file is None:
            if kind is None:
                self._path.unlink(missing_ok=True)
            return
        self._file.close()
        if kind is None:
            self._draft.replace(self._path)
        else:
            self._draft.unlink()

    def _open(self) -> TextIO:
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        self._draft = Path(name)
        return open(handle, "w", encoding="utf-8-sig", newline="")  # noqa: PTH123 - a descriptor
