"""Open data: the public side of cases as a file."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from linli.apps.cases.procedure import CASE
from linli.core.matters.acting import acting_anonymously
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.core.pages.http.requests import acting
from linli.core.pages.spreadsheets import inert_cell

COLUMNS = (
    "number",
    "category",
    "place",
    "state",
    "organisation",
    "opened_at",
    "due_at",
    "closed_at",
)


class _Echo:
    """Hands each written line straight on."""

    def write(self, line: str) -> str:
        return line


@require_safe
def export_matters(request: HttpRequest) -> StreamingHttpResponse:
    """All public cases, whoever asks: an export never holds more than everybody may see."""
    everybody = acting_anonymously(acting(request).community)
    matters = list_matters(everybody, kind=CASE.kind)
    response = StreamingHttpResponse(
        _lines(matters.iterator(chunk_size=1000)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="matters.csv"'
    return response


def _lines(matters: Iterator[Matter]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for matter in matters:
        yield writer.writerow(
            [
                matter.number,
                inert_cell(matter.subject),
                matter.place_code,
                matter.state,
                inert_cell(matter.holder.name) if matter.holder else "",
                *(
                    moment.isoformat() if moment else ""
                    for moment in (matter.opened_at, matter.due_at, matter.closed_at)
                ),
            ]
        )
