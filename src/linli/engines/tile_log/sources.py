"""Where the files of a log are read from."""

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from linli.engines.tile_log.edge import TileEdge
from linli.engines.tile_log.errors import MissingError, SourceError
from linli.engines.tile_log.hashing import HASH_BYTES
from linli.engines.tile_log.tiles import (
    ENTRIES,
    TILE_WIDTH,
    Tile,
    decode_bundle,
    decode_tile,
    encode_bundle,
    find_tile,
    list_partial_tiles,
)


class Source(Protocol):
    """Gives a file of the log by its path under the log's prefix."""

    @property
    def parallel(self) -> int:
        """How many reads at once are worth while."""

    def read(self, path: str) -> bytes:
        """The whole file; raises `MissingError` or `SourceError`."""


class FolderSource:
    """A log in a folder."""

    parallel = 1

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = os.fspath(folder)

    def read(self, path: str) -> bytes:
        try:
            with open(os.path.join(self._root, path), "rb", buffering=0) as file:  # noqa: PTH118, PTH123 - half the time of a Path, 8,000 times a million entries
                return file.read()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise MissingError("missing", f"{path} is not in {self.folder}") from error
        except OSError as error:
            raise SourceError("unreadable", f"{path}: {error.strerror}") from error

    def list_files(self) -> Iterator[str]:
        """The paths of all files in the folder, sorted."""
        if not self.folder.is_dir():
            raise SourceError("unreadable", f"{self.folder} is not a folder")
        found = []
        for folder, _, names in os.walk(self.folder):
            inside = os.path.relpath(folder, self.folder)
            found += names if inside == "." else [f"{inside}/{name}" for name in names]
        return iter(sorted(found))


def read_tile(source: Source, tile: Tile) -> bytes:
    """The bytes of a tile, cut from the full one where the partial one is no longer kept."""
    try:
        return source.read(tile.path)
    except MissingError:
        if tile.width == TILE_WIDTH:
            raise
    return cut_tile(source.read(tile.full.path), tile.full, tile.width)


def cut_tile(data: bytes, tile: Tile, width: int) -> bytes:
    """What a narrower tile at the same place has to contain."""
    if tile.level == ENTRIES:
        return encode_bundle(decode_bundle(data, tile)[:width])
    decode_tile(data, tile)
    return data[: width * HASH_BYTES]


def read_ahead(source: Source, tiles: Iterable[Tile]) -> Generator[bytes]:
    """The bytes of the tiles in their order, some read while others are being used."""
    if source.parallel == 1:
        yield from (read_tile(source, tile) for tile in tiles)
        return
    pool = ThreadPoolExecutor(source.parallel)
    waiting: deque[Future[bytes]] = deque()
    try:
        for tile in tiles:
            waiting.append(pool.submit(read_tile, source, tile))
            if len(waiting) > 2 * source.parallel:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def read_hashes(source: Source, tile: Tile) -> list[bytes]:
    return decode_tile(read_tile(source, tile), tile)


def read_entries(source: Source, tile: Tile) -> list[bytes]:
    return decode_bundle(read_tile(source, tile), tile)


def read_edge(source: Source, size: int, *, within: int | None = None) -> TileEdge:
    """The right edge at `size` as the source has it, to be compared with a known root.

    `within` is the size that the source has a checkpoint for, if that is another one.
    """
    levels: list[list[bytes]] = []
    for tile in list_partial_tiles(size):
        if tile.level != ENTRIES:
            levels += [[]] * (tile.level - len(levels))
            present = find_tile(tile.level, tile.index, within or size)
            levels.append(read_hashes(source, present)[: tile.width])
    return TileEdge(size, levels)
