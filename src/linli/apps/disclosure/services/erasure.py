"""Erasing a resident: his words and photos, his contact data and every salt that could open an entry go; the
log stays valid and says nothing."""

from django.db import transaction

from linli.apps.disclosure.models import Erased, SealSalt
from linli.apps.disclosure.services.sealing import lock_ledger
from linli.core.attachments.services import delete_record_photos
from linli.core.matters.acting import acting_as_system
from linli.core.matters.policies import visible_to
from linli.core.records.erasure import delete_words
from linli.core.records.models import Record
from linli.ground.parties.erasure import erase_contact
from linli.ground.parties.models import Resident

BATCH = 500


@transaction.atomic
def erase_resident(resident: Resident) -> int:
    """Deletes what the resident said, how he could be reached, and the salts of the seals of all
    records concerned; how many records these are.

    Nothing that was sealed changes: its commitments stand, and nobody can open them any more.  What
    was not sealed yet will be, without a salt.  Published words are another matter: see
    `delete_words`.
    """
    lock_ledger()
    system = acting_as_system(resident.community)
    matters = visible_to(system).filter(reporter=resident).values_list("pk", flat=True)
    records = delete_words(list(matters), account=resident.account)
    delete_record_photos(records)
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        SealSalt.objects.filter(seal__record_id__in=batch).delete()
        waiting = Record.objects.filter(pk__in=batch, seal__isnull=True)
        marks = [Erased(record=record) for record in waiting]
        Erased.objects.bulk_create(marks, ignore_conflicts=True)
    erase_contact(resident)
    return len(records)
