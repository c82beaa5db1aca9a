"""The right to write to a log: one holder, freed by the system when the holder dies."""

import fcntl
import os
from pathlib import Path

from linli.engines.tile_log.errors import LockedError

LOCK_NAME = ".lock"


class WriterLock:
    """Held from creation to `release`, by this process and no other.

    It is `flock` on a file in the log's folder, so the kernel frees it on any death, kill -9
    included. A child made by `fork` shares it, so that writers must not fork.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._descriptor = self._acquire()

    def _acquire(self) -> int:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise LockedError("locked", f"another writer holds {self._path}") from error
        if not self._is_current(descriptor):
            # Somebody replaced the file between opening and locking it: this one locks nothing.
            os.close(descriptor)
            raise LockedError("locked", f"{self._path} was replaced")
        return descriptor

    def _is_current(self, descriptor: int) -> bool:
        return self._path.exists() and os.path.samestat(os.fstat(descriptor), self._path.stat())

    @property
    def held(self) -> bool:
        """Whether the file in the folder is still the one that is locked here."""
        return self._descriptor >= 0 and self._is_current(self._descriptor)

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
