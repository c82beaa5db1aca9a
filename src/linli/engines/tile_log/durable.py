"""Files that appear whole, never change, and survive a crash once they are reported.

A file is written under `.staging`, flushed to the disk, then renamed to its place; the folders
are flushed last. What a crash leaves in `.staging` is thrown away by the next writer.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from linli.engines.tile_log.errors import StorageError

STAGING_NAME = ".staging"

_GROUP = 128
"""Files written before their flushes: the later ones then find their data on the disk."""

_FLUSHES = 16
"""Flushes under way at the same time."""

NamedFiles = Sequence[tuple[str, bytes]]


class DurableFolder:
    """A folder that one writer at a time puts files into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._staging = folder / STAGING_NAME
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir()

    def add(self, files: NamedFiles) -> None:
        """Puts new files in place, durable on return.

        One that is there with the same bytes is left; with others it is refused with
        `StorageError`, since somebody may have been shown them.
        """
        missing = [file for file in files if self._is_missing(*file)]
        for start in range(0, len(missing), _GROUP):
            self._place(missing[start : start + _GROUP])
        self._flush_folders(path for path, _ in files)

    def replace(self, path: str, data: bytes) -> None:
        """Puts a file in place of what was there, in one step, durable on return."""
        self._place([(path, data)])
        self._flush_folders([path])

    def remove(self, path: str) -> None:
        """Takes a file away that is no longer needed; it may come back after a power failure."""
        (self._folder / path).unlink(missing_ok=True)

    def _is_missing(self, path: str, data: bytes) -> bool:
        try:
            stored = (self._folder / path).read_bytes()
        except FileNotFoundError:
            return True
        if stored != data:
            raise StorageError("conflict", f"{path} is already there, with other content")
        return False

    def _place(self, files: NamedFiles) -> None:
        staged = [self._staging / str(number) for number in range(len(files))]
        for name, (_, data) in zip(staged, files, strict=True):
            name.write_bytes(data)
        _flush_all(staged)
        for name, (path, _) in zip(staged, files, strict=True):
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            name.rename(target)

    def _flush_folders(self, paths: Iterable[str]) -> None:
        """All folders on the way down: a run that died may have made them and not flushed."""
        ways = {folder for path in paths for folder in Path(path).parents}
        for folder in sorted(ways, key=lambda way: -len(way.parts)):
            flush(self._folder / folder)


def _flush_all(paths: Sequence[Path]) -> None:
    """Several at once: a file system that keeps a journal then writes it once for many."""
    if len(paths) == 1:
        flush(paths[0])
        return
    with ThreadPoolExecutor(min(_FLUSHES, len(paths) or 1)) as pool:
        list(pool.map(flush, paths))


def flush(path: Path) -> None:
    """Waits until a file's content, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
