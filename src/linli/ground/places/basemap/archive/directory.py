"""Directories: which bytes of the file hold a tile (specification, 4)."""

import gzip
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.ground.places.basemap.errors import MapFileError

MAX_ENTRIES = 2_000_000
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """`run` tiles from `number` on have the same bytes; a run of 0 leads to a further directory."""

    number: int
    offset: int
    length: int
    run: int = 1


def encode_directory(entries: Sequence[Entry]) -> bytes:
    """The entries, sorted by number, packed by gzip."""
    numbers = [len(entries)]
    before = 0
    for entry in entries:
        numbers.append(entry.number - before)
        before = entry.number
    numbers += [entry.run for entry in entries]
    numbers += [entry.length for entry in entries]
    for position, entry in enumerate(entries):
        follows = position and _end(entries[position - 1]) == entry.offset
        numbers.append(0 if follows else entry.offset + 1)
    return gzip.compress(b"".join(map(_varint, numbers)), mtime=0)


def decode_directory(packed: bytes) -> list[Entry]:
    """The entries.  Raises MapFileError `archive`."""
    numbers = _read_varints(_unpack(packed))
    try:
        count = next(numbers)
        if count > MAX_ENTRIES:
            raise MapFileError("archive", f"{count} entries")
        columns = [[next(numbers) for _ in range(count)] for _ in range(4)]
    except StopIteration:
        raise MapFileError("archive", "a directory is cut off") from None
    entries: list[Entry] = []
    number = 0
    for step, run, length, offset in zip(*columns, strict=True):
        number += step
        if offset == 0 and not entries:
            raise MapFileError("archive", "a directory begins nowhere")
        at = offset - 1 if offset else _end(entries[-1])
        entries.append(Entry(number, at, length, run))
    return entries


def find_entry(entries: Sequence[Entry], number: int) -> Entry | None:
    """The entry that holds the tile, or leads to a directory that may."""
    at = bisect_right(entries, number, key=lambda entry: entry.number) - 1
    if at < 0:
        return None
    entry = entries[at]
    holds = entry.run == 0 or number < entry.number + entry.run
    return entry if holds else None


def _end(entry: Entry) -> int:
    return entry.offset + entry.length


def _unpack(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(packed, MAX_BYTES)
    except zlib.error as error:
        raise MapFileError("archive", "a directory cannot be unpacked") from error
    if not unpacker.eof:
        raise MapFileError("archive", "a directory is cut off")
    return plain


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _read_varints(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
        else:
            yield number
            number = shift = 0
