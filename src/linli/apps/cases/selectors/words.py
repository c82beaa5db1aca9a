"""The words with which cases were reported."""

from collections.abc import Iterable
from uuid import UUID

from linli.core.records.models import RecordPart


def read_words(matter_ids: Iterable[UUID]) -> dict[UUID, str]:
    """By matter; nothing for those whose words were deleted."""
    parts = RecordPart.objects.filter(
        record__matter_id__in=list(matter_ids), record__step="report", name="words"
    )
    return dict(parts.values_list("record__matter_id", "text"))
