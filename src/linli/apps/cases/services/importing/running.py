"""import_cases: a whole file, in batches that are each taken over entirely or not at all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from linli.apps.cases.services.importing.conversion import (
    CaseDraft,
    Converter,
    RowRefusedError,
)
from linli.apps.cases.services.importing.rejections import Rejections
from linli.apps.cases.services.importing.report import ImportReport
from linli.apps.cases.services.importing.rules import CaseMapping
from linli.apps.cases.services.importing.sheet import Row, open_sheet
from linli.apps.cases.services.importing.territory import Territory
from linli.apps.cases.services.importing.writing import CaseWriter
from linli.core.matters.acting import ActingUser
from linli.ground.calendars.public import get_calendar

# Small enough that somebody who reports meanwhile hardly waits.
BATCH = 100

Progress = Callable[[int, int], None]


def import_cases(
    path: Path,
    *,
    mapping: CaseMapping,
    acting_user: ActingUser,
    now: datetime,
    dry_run: bool = False,
    rejected: Path | None = None,
    on_progress: Progress = lambda _done, _total: None,
) -> ImportReport:
    """Takes over the cases of a file that are not there yet; a dry run only says what would come.

    Rows that cannot be taken go to `rejected` (FILE.rejected.csv).  Interrupted, it is mended by
    running again.  Raises SheetError, UnknownPlaceError without a territory, OSError where
    rejected rows cannot be written down, and StepRefusedError unless the user administers the
    community or is the system.
    """
    sheet = open_sheet(path, columns=mapping.list_columns())
    converter = Converter(
        mapping,
        Territory(acting_user.community),
        get_calendar(acting_user.community, max_age=0),
        now,
    )
    writer = CaseWriter.of(mapping, user=acting_user, now=now)
    report = ImportReport()
    with Rejections(rejected or path.with_name(f"{path.name}.rejected.csv")) as rejections:
        reader = _Reader(converter, rejections)
        for batch in _batches(sheet.rows()):
            drafts = reader.read(batch)
            created = writer.count_fresh(drafts) if dry_run else writer.write(drafts)
            report = report.plus(read=len(batch), taken=len(drafts), created=created)
            on_progress(report.read, sheet.count)
    return report


@dataclass(slots=True)
class _Reader:
    """Converts rows and notes those that it cannot convert."""

    converter: Converter
    rejections: Rejections
    seen: set[str] = field(default_factory=set)

    def read(self, rows: Iterable[Row]) -> list[CaseDraft]:
        drafts = []
        for row in rows:
            try:
                drafts.append(self._read(row))
            except RowRefusedError as error:
                self.rejections.add(row.number, error.column, str(error))
        return drafts

    def _read(self, row: Row) -> CaseDraft:
        draft = self.converter.convert(row)
        if draft.source_id in self.seen:
            raise RowRefusedError(self.converter.mapping.id_column, "duplicate_id")
        self.seen.add(draft.source_id)
        return draft


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
