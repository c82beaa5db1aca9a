"""Erasing a resident: his words and photos that were not published, his contact data and the salts of
their seals go; the log stays valid."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from linli.apps.disclosure.models import Erased, SealSalt
from linli.apps.disclosure.services.sealing import lock_ledger
from linli.core.attachments.models import Attachment
from linli.core.attachments.services import delete_record_photos
from linli.core.matters.acting import acting_as_system
from linli.core.matters.policies import visible_to
from linli.core.records.enums import Audience
from linli.core.records.erasure import delete_words
from linli.core.records.models import Record, RecordPart
from linli.ground.parties.erasure import erase_contact
from linli.ground.parties.models import Resident

BATCH = 500


@dataclass(frozen=True, slots=True)
class Erasure:
    """How many records were concerned, and the numbers of the matters with words or photos that
    stay, with their salts, because they were published."""

    records: int
    published: tuple[str, ...]


@transaction.atomic
def erase_resident(resident: Resident) -> Erasure:
    """Deletes what the resident said, how he could be reached, and the salts of the seals of all
    records concerned; what that leaves.

    Nothing that was sealed changes: its commitments stand, and nobody can open them any more.  What
    was not sealed yet will be, without a salt.  What was published goes when it is taken down.
    """
    lock_ledger()
    system = acting_as_system(resident.community)
    matters = visible_to(system).filter(reporter=resident).values_list("pk", flat=True)
    records = delete_words(list(matters), account=resident.account)
    delete_record_photos(records)
    published: set[str] = set()
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        SealSalt.objects.filter(seal__record_id__in=batch).delete()
        waiting = Record.objects.filter(pk__in=batch, seal__isnull=True)
        marks = [Erased(record=record) for record in waiting]
        Erased.objects.bulk_create(marks, ignore_conflicts=True)
        published |= _list_published(batch)
    erase_contact(resident)
    return Erasure(len(records), tuple(sorted(published)))


def _list_published(records: list[UUID]) -> set[str]:
    """Numbers of the matters of which everybody still reads words or sees photos."""
    parts = RecordPart.objects.filter(record_id__in=records, audience=Audience.PUBLIC)
    photos = Attachment.objects.filter(record_id__in=records, audience=Audience.PUBLIC)
    found = (rows.values_list("record__matter_number", flat=True) for rows in (parts, photos))
    return {number for numbers in found for number in numbers if number}
