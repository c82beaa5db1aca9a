"""The sequencer: seals what was recorded, and publishes a checkpoint within seconds.

Order of a turn: places in the database, entries and tiles on the disk, the witnesses, then the
checkpoint.  A crash between any two leaves what the next start finishes with the same bytes.
"""

import logging
import secrets
import time
from datetime import UTC
from pathlib import Path
from threading import Event

from django.db import Error, close_old_connections, connections, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from linli.apps.disclosure.errors import DisclosureError, LogAheadError
from linli.apps.disclosure.models import Growth, Ledger, Seal
from linli.apps.disclosure.services.cosigning import Witnesses, read_witnesses
from linli.apps.disclosure.services.entries import write_entry
from linli.apps.disclosure.services.keys import get_key_file, get_log_folder, load_signers
from linli.apps.disclosure.services.sealing import LEDGER, assign_places, list_behind
from linli.engines.tile_log import LockedError, LogError, LogWriter

TURN_SECONDS = 0.8
# Between two checkpoints: each leaves its unfinished tiles for good, so a busy hour is not to make
# thousands.
PUBLISH_SECONDS = 2.0
# What went wrong is tried again after so long; another process that seals is waited for likewise.
RETRY_SECONDS = 2.0
COVER_SECONDS = 3600
BATCH = 1000

logger = logging.getLogger("linli.log")


class Sequencer:
    """Seals and publishes in one thread until it is told to stop; one at a time writes, held by
    the log's own lock, which the kernel takes from a process that dies."""

    def __init__(self, folder: Path | None = None, *, witnesses: Witnesses | None = None) -> None:
        self._folder = folder or get_log_folder()
        self._witnesses = witnesses or read_witnesses()
        self._writer: LogWriter | None = None
        self._keys_of = 0
        self._published_at = float("-inf")

    def run(self, stop: Event) -> None:
        """Turn after turn.  What fails is written down and tried again: nothing here is lost."""
        try:
            while not stop.is_set():
                stop.wait(self._try_turn())
        finally:
            self.close()
            connections.close_all()

    def _try_turn(self) -> float:
        """Seconds to wait before the next turn."""
        try:
            close_old_connections()
            return 0.0 if self.take_turn() else TURN_SECONDS
        except LockedError:
            self.close()
        except Error as error:
            logger.warning("the database does not answer: %s", error)
            connections.close_all()
            self.close()
        except (LogError, DisclosureError, OSError) as error:
            logger.error("the log is not written: %s", error)  # noqa: TRY400 - the sentence says it
            self.close()
        return RETRY_SECONDS

    def take_turn(self, *, covers: int | None = None, at_once: bool = False) -> bool:
        """Whether more is waiting than fits into one turn.

        Nothing is published while a place waits to be written: readers never see a log that is
        being made anew shorter than it was.  Raises LockedError, LogError, DisclosureError, OSError
        or the database's Error.
        """
        writer = self._open()
        self._give_places(writer, covers)
        append_placed(writer)
        if list_placed(writer).exists():
            return True
        if at_once or time.monotonic() - self._published_at >= PUBLISH_SECONDS:
            self._publish(writer)
        return bool(list_behind())

    def _give_places(self, writer: LogWriter, covers: int | None) -> None:
        """New ones once all that were given are written, by a database that knows the whole log."""
        with transaction.atomic():
            check_against_database(writer)
            if not list_placed(writer).exists():
                drawn = draw_covers(is_busy=bool(list_behind())) if covers is None else covers
                assign_places(covers=drawn)

    def _open(self) -> LogWriter:
        """The writer, opened anew after the keys were changed."""
        signers = load_signers()
        changed = get_key_file().stat().st_mtime_ns
        if self._writer is None or changed != self._keys_of:
            self.close()
            self._writer = LogWriter(self._folder, signers)
            self._keys_of = changed
        return self._writer

    def _publish(self, writer: LogWriter) -> None:
        """Where there is something new, and as many witnesses as have to have cosigned it."""
        check_grown(writer)
        note = writer.prepare()
        published = writer.published
        if published is not None and published.note.text == note.text:
            signed = {(line.name, line.key_id) for line in published.note.signatures}
            ours = {(line.name, line.key_id) for line in note.signatures}
            if signed >= ours and self._witnesses.suffices(published.note):
                return
        note = self._witnesses.cosign(note, writer.tree())
        if self._witnesses.suffices(note):
            published = writer.publish(note)
            Growth.objects.update_or_create(
                day=timezone.now().astimezone(UTC).date(),
                defaults={"size": published.checkpoint.size},
            )
        self._published_at = time.monotonic()

    def close(self) -> None:
        """Frees the log for another writer."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def list_placed(writer: LogWriter) -> QuerySet[Seal]:
    """The places that are given and not in the log yet."""
    return Seal.objects.filter(index__gte=writer.size)


def append_placed(writer: LogWriter) -> int:
    """Writes the next entries that have a place and are not in the log yet; how many."""
    placed = list_placed(writer).select_related("record__organisation", "record__community")
    seals = list(placed.order_by("index")[:BATCH])
    if [seal.index for seal in seals] != list(range(writer.size, writer.size + len(seals))):
        raise LogAheadError(f"no record has place {writer.size}, later ones have")
    writer.append([write_entry(seal) for seal in seals])
    return len(seals)


def check_against_database(writer: LogWriter) -> None:
    """That the log holds no entry that the database does not know as it is; LogAheadError.

    A database that was put back to an older state would give places again that are taken.
    """
    known = Ledger.objects.filter(name=LEDGER).values_list("size", flat=True).first() or 0
    if writer.size > known:
        raise LogAheadError(
            f"the log has {writer.size} entries, this database knows {known}: see `linli fsck`"
        )
    check_entry(writer, writer.size - 1)


def check_entry(writer: LogWriter, index: int) -> None:
    """That an entry of the log is the one that the database has at its place; LogAheadError."""
    if index < 0:
        return
    seals = Seal.objects.select_related("record__organisation", "record__community")
    seal = seals.filter(pk=index).first()
    if seal is None or writer.tree().entry(index) != write_entry(seal):
        raise LogAheadError(f"entry {index} is not the one that this database has there")


def check_grown(writer: LogWriter) -> None:
    """That the log is no shorter than one that was published before; LogAheadError."""
    largest = Growth.objects.aggregate(largest=Max("size"))["largest"] or 0
    if writer.size < largest:
        raise LogAheadError(f"{largest} entries were published, places are given to {writer.size}")


def draw_covers(*, is_busy: bool) -> int:
    """How many covers this turn writes: by chance with every batch, and about once an hour alone,
    then as many as one veiled record and its covers would be."""
    if not is_busy and secrets.randbelow(round(COVER_SECONDS / TURN_SECONDS)):
        return 0
    covers = 0 if is_busy else 1
    while secrets.randbits(1):
        covers += 1
    return covers


def seal_now() -> bool:
    """Seals and publishes all that waits, with no covers; False where another process does it
    already."""
    sequencer = Sequencer()
    try:
        while sequencer.take_turn(covers=0, at_once=True):
            pass
    except LockedError:
        return False
    finally:
        sequencer.close()
    return True
