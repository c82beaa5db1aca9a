"""The lock between servers and upgrades of one data folder: many servers, or one upgrade.

The system frees it on any death.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_NAME = "upgrade.lock"


class ServingError(Exception):
    """A server of this data folder runs."""


class UpgradingError(Exception):
    """An upgrade of this data folder is under way."""


@contextmanager
def upgrading(folder: Path) -> Iterator[None]:
    """No server starts meanwhile.  Raises ServingError or UpgradingError."""
    with _opened(folder) as descriptor:
        if not _takes(descriptor, fcntl.LOCK_EX):
            # Beside servers alone there would be room for one more.
            raise ServingError if _takes(descriptor, fcntl.LOCK_SH) else UpgradingError
        yield


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """No upgrade begins meanwhile.  Raises UpgradingError."""
    with _opened(folder) as descriptor:
        if not _takes(descriptor, fcntl.LOCK_SH):
            raise UpgradingError
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _takes(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
