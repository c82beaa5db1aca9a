"""What to do when log and database have parted: the one made anew, or its entries taken as lost."""

from pathlib import Path

from django.db import transaction

from linli.apps.disclosure.models import Seal
from linli.apps.disclosure.services.entries import ADOPTED
from linli.apps.disclosure.services.keys import get_log_folder, load_signers
from linli.apps.disclosure.services.sealing import lock_ledger
from linli.apps.disclosure.services.sequencer import append_placed, check_entry
from linli.engines.tile_log import Checkpoint, LogWriter


def rebuild_log(folder: Path) -> Checkpoint:
    """Writes every entry that has a place into an empty folder; the checkpoint that results.

    Equal places give equal bytes and equal roots, so this is the published log or proves that the
    database is not what it was.
    """
    with LogWriter(folder, load_signers()) as writer:
        while append_placed(writer):
            pass
        return writer.publish().checkpoint


@transaction.atomic
def adopt_entries() -> int:
    """Takes entries that only the log still knows as they are, as those of lost records; how many.

    For a database that was put back to an older state: sealing then goes on after them.  Raises
    LockedError while a worker runs, StorageError where the log is damaged, LogAheadError where the
    database has meanwhile given places of its own.
    """
    with LogWriter(get_log_folder(), load_signers()) as writer:
        ledger = lock_ledger()
        tree = writer.tree()
        check_entry(writer, min(ledger.size, writer.size) - 1)
        lost = [
            Seal(index=index, veiled=True, commitments={ADOPTED: tree.entry(index).decode()})
            for index in range(ledger.size, writer.size)
        ]
        Seal.objects.bulk_create(lost)
        ledger.size = max(ledger.size, writer.size)
        ledger.save(update_fields=["size"])
    return len(lost)
