"""Keeps other upgrades and the worker away while the tables change."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.apps.disclosure.public import get_log_folder
from linli.cli.upgrades.errors import HalfwayError, UpgradeError
from linli.cli.upgrades.lock import ServingError, UpgradingError, upgrading
from linli.cli.worker import NAME
from linli.core.records.models import WorkerLease
from linli.core.records.queue import take_lease
from linli.engines.tile_log import LockedError
from linli.engines.tile_log.lock import WriterLock

# "linli up" as a number: what advisory locks are known by.
ADVISORY_KEY = int.from_bytes(b"linli up", "big")
# Always the same holder, so that the next upgrade takes over from one that was killed.
HOLDER = uuid.uuid5(uuid.NAMESPACE_URL, "linli upgrade")
# Taken once: it could not be renewed inside a migration, which may lock the whole database.
LONGEST = timedelta(hours=2)


@contextmanager
def alone() -> Iterator[None]:
    """No other upgrade meanwhile, neither in this data folder nor, on PostgreSQL, of this database;
    and no server of this data folder.

    The system frees both locks on any death.  Raises UpgradeError where one of them runs.
    """
    with ExitStack() as held:
        held.enter_context(_lock_folder())
        if connection.vendor == "postgresql":
            held.enter_context(_lock_database())
        yield


@contextmanager
def without_worker() -> Iterator[None]:
    """No worker takes jobs or seals the log meanwhile; after a way back that failed, none does for
    LONGEST.  Raises UpgradeError where a server runs."""
    _take_lease()
    try:
        with _lock_log():
            yield
    except HalfwayError:
        raise
    except BaseException:
        free_lease()
        raise
    free_lease()


def was_cut_off() -> bool:
    """Whether an earlier upgrade was killed before it could end."""
    try:
        return WorkerLease.objects.filter(holder=HOLDER).exists()
    except Error:  # see _take_lease
        return False


def free_lease() -> None:
    """Lets workers work again, where it was an upgrade that kept them from it."""
    with suppress(Error):  # see _take_lease
        WorkerLease.objects.filter(holder=HOLDER).delete()


@contextmanager
def _lock_folder() -> Iterator[None]:
    with ExitStack() as held:
        try:
            held.enter_context(upgrading(settings.LINLI_DATA_DIR))
        except ServingError as error:
            raise _say_running() from error
        except UpgradingError as error:
            raise _say_taken() from error
        yield


@contextmanager
def _lock_database() -> Iterator[None]:
    """On a connection of its own: the usual one is closed when the copy goes back."""
    holding = connection.copy()
    try:
        with holding.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
            if cursor.fetchone() != (True,):
                raise _say_taken()
        yield
    finally:
        holding.close()


def _say_taken() -> UpgradeError:
    return UpgradeError(_("Another upgrade is under way. Wait until it has ended."))


def _take_lease() -> None:
    """What cannot be asked is left: an old database may lack the table, or a column of it."""
    now = timezone.now()
    try:
        is_taken = take_lease(NAME, holder=HOLDER, now=now)
        if is_taken:
            take_lease(NAME, holder=HOLDER, now=now + LONGEST)
    except Error:
        return
    if not is_taken:
        raise _say_running()


@contextmanager
def _lock_log() -> Iterator[None]:
    """The worker seals without a lease; the log's own lock says who writes."""
    folder = get_log_folder()
    if not folder.exists():
        yield
        return
    try:
        lock = WriterLock(folder)
    except LockedError as error:
        raise _say_running() from error
    try:
        yield
    finally:
        lock.release()


def _say_running() -> UpgradeError:
    return UpgradeError(_("The server still runs. Stop it first, then run this again."))
