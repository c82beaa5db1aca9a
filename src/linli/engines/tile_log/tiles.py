"""Names and contents of tiles and entry bundles (C2SP tlog-tiles)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.engines.tile_log.encoding import SIZE_LIMIT
from linli.engines.tile_log.errors import FormatError
from linli.engines.tile_log.hashing import HASH_BYTES, split_hashes

TILE_WIDTH = 256
TILE_BITS = 8
ENTRIES = -1
"""Stands for the level in the name of an entry bundle, which covers what level 0 covers."""
MAX_LEVEL = 63
MAX_ENTRY_BYTES = 0xFFFF
MAX_BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)

_LEVEL = r"entries|0|[1-9][0-9]?"
_WIDTH = r"[1-9][0-9]{0,2}"
_INDEX = r"(?:x[0-9]{3}/){0,5}[0-9]{3}"
"""Six groups of three digits hold every index below 2^55."""
_PATH = re.compile(rf"tile/({_LEVEL})/({_INDEX})(?:\.p/({_WIDTH}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One file of the log: `width` hashes of a level, or as many entries."""

    level: int
    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """Its address under the log's prefix, such as `tile/0/x001/234.p/7`."""
        groups = [f"{self.index % 1000:03}"]
        rest = self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        level = "entries" if self.level == ENTRIES else str(self.level)
        suffix = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(groups)}{suffix}"

    @property
    def full(self) -> "Tile":
        """The tile that replaces this one when it is complete."""
        return Tile(self.level, self.index)

    @property
    def end(self) -> int:
        """The size from which on the log has this tile."""
        return (self.index * TILE_WIDTH + self.width) << TILE_BITS * max(self.level, 0)


def parse_tile_path(path: str) -> Tile:
    """The tile of that address, refused unless it is spelled the one way that is allowed."""
    match = _PATH.fullmatch(path)
    if not match:
        raise FormatError("tile-path", f"not the path of a tile: {path!r}")
    level, groups, width = match.groups()
    index = int(groups.replace("x", "").replace("/", ""))
    number = ENTRIES if level == "entries" else int(level)
    tile = Tile(number, index, TILE_WIDTH if width is None else int(width))
    too_wide = width is not None and tile.width >= TILE_WIDTH
    too_far = number > MAX_LEVEL or index >= SIZE_LIMIT // TILE_WIDTH
    if too_wide or too_far or tile.path != path:
        raise FormatError("tile-path", f"not the path of a tile: {path!r}")
    return tile


def find_tile(level: int, index: int, size: int) -> Tile:
    """The tile as a log of `size` entries has it; refused where it would be empty."""
    width = (size >> TILE_BITS * max(level, 0)) - index * TILE_WIDTH
    if width <= 0:
        raise FormatError("tile-empty", f"a log of {size} entries has no tile {level}/{index}")
    return Tile(level, index, min(width, TILE_WIDTH))


def list_partial_tiles(size: int) -> Iterator[Tile]:
    """The unfinished tiles on the right edge of a log of that size, entry bundle first."""
    if size % TILE_WIDTH:
        yield Tile(ENTRIES, size // TILE_WIDTH, size % TILE_WIDTH)
    level, hashes = 0, size
    while hashes:
        if hashes % TILE_WIDTH:
            yield Tile(level, hashes // TILE_WIDTH, hashes % TILE_WIDTH)
        level, hashes = level + 1, hashes // TILE_WIDTH


def decode_tile(data: bytes, tile: Tile) -> list[bytes]:
    """The hashes of a tile; refused unless there are exactly as many as its name says."""
    if len(data) != tile.width * HASH_BYTES:
        raise FormatError(
            "tile-length", f"{tile.path} has {len(data)} bytes, not {tile.width * HASH_BYTES}"
        )
    return split_hashes(data)


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries, each after its length in two bytes, the high one first."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise FormatError("entry-long", f"an entry has {len(entry)} bytes, over 65,535")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def encode_bundles(first: int, entries: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """The paths and contents of the entry bundles from number `first` on; the last one may be partial."""
    bundles = []
    for start in range(0, len(entries), TILE_WIDTH):
        part = entries[start : start + TILE_WIDTH]
        tile = Tile(ENTRIES, first + start // TILE_WIDTH, len(part))
        bundles.append((tile.path, encode_bundle(part)))
    return bundles


def decode_bundle(data: bytes, tile: Tile) -> list[bytes]:
    """The entries of a bundle; refused unless there are exactly as many as its name says."""
    at, limit = 0, len(data)
    entries: list[bytes] = []
    for _ in range(tile.width):
        start = at + 2
        if start > limit:
            raise FormatError("bundle-short", f"{tile.path} ends before its last entry")
        at = start + (data[start - 2] << 8 | data[start - 1])
        entries.append(data[start:at])
    if at != limit:
        raise FormatError("bundle-length", f"{tile.path} has {limit} bytes, its entries {at}")
    return entries
