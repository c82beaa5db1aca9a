"""`python -m tests.crash.audit SECONDS`: what the database holds after the kills, as JSON.

Waits at most so long for the jobs.  Standard input: words, number and secret of each report that
was acknowledged.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import django

django.setup()

from django.db.models import Model

from linli.apps.cases.models import Case
from linli.apps.cases.tasks import KEEPING
from linli.apps.insight.tasks import FINDING, LEARNING
from linli.core.matters.models import IdempotencyKey, Matter, Promise, Receipt
from linli.core.matters.services import find_receipt
from linli.core.records.models import Cursor, Job, Record, RecordAuthor, RecordPart, Stream
from linli.ground.communities.models import Community
from tests.crash.tally.models import Tally

OF_A_MATTER: dict[str, tuple[type[Model], str]] = {
    "cases": (Case, "matter_id"),
    "records": (Record, "matter_id"),
    "authors": (RecordAuthor, "matter_id"),
    "words": (RecordPart, "record__matter_id"),
    "promises": (Promise, "matter_id"),
    "receipts": (Receipt, "matter_id"),
    "keys": (IdempotencyKey, "matter_id"),
}


def audit(acknowledged: Sequence[tuple[str, str, str]], *, seconds: float) -> dict[str, Any]:
    """Everything that a kill could have damaged."""
    _wait_for_jobs(seconds)
    words = Counter(RecordPart.objects.values_list("text", flat=True))
    sequences = list(Record.objects.order_by("sequence").values_list("sequence", flat=True))
    last = Stream.objects.get().last
    return {
        "matters": Matter.objects.count(),
        "not one each": _not_one_each(),
        "lost": [said for said, *receipt in acknowledged if not _is_there(said, *receipt)],
        "reported twice": sorted(text for text, times in words.items() if times > 1),
        "gaps": sequences != list(range(1, last + 1)),
        "jobs left": _count_jobs_left(),
        "tallies": sorted(Tally.objects.values_list("number", flat=True)),
        "unread by consumers": sorted(
            cursor.consumer for cursor in Cursor.objects.all() if cursor.sequence != last
        ),
    }


def _not_one_each() -> list[str]:
    """What is not there exactly once for each matter."""
    matters = sorted(Matter.objects.values_list("pk", flat=True))
    return [
        name
        for name, (model, field) in OF_A_MATTER.items()
        if sorted(model._default_manager.values_list(field, flat=True)) != matters
    ]


def _is_there(words: str, number: str, secret: str) -> bool:
    """Whether the receipt opens a matter with that number and those words."""
    receipt = find_receipt(Community.objects.get(), secret=secret)
    if receipt is None or receipt.matter.number != number:
        return False
    said = RecordPart.objects.filter(record__matter_id=receipt.matter_id)
    return list(said.values_list("text", flat=True)) == [words]


def _count_jobs_left() -> int:
    """Of those that followed from what people did: those that the clock asks for wait for their
    hour, and one that a killed worker was amid comes back after a while."""
    by_the_clock = (LEARNING, FINDING, KEEPING)
    return Job.objects.exclude(task__in=by_the_clock, attempts=0).count()


def _wait_for_jobs(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not _has_caught_up() and time.monotonic() < deadline:
        time.sleep(0.5)


def _has_caught_up() -> bool:
    last = Stream.objects.get().last
    read = list(Cursor.objects.values_list("sequence", flat=True))
    return not _count_jobs_left() and bool(read) and set(read) == {last}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(audit(json.load(sys.stdin), seconds=float(sys.argv[1]))))
