"""The outer form of a PBF file: https://wiki.openstreetmap.org/wiki/PBF_Format

A file is a row of blobs, each with a header that says its type and length, unpacked with a limit:
no block may be larger than the format allows, whatever it claims.
"""

import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from linli.ground.places.basemap.errors import MapFileError, Whereabouts
from linli.ground.places.basemap.openstreetmap.wire import WireError, read_fields

MAX_HEADER = 64 * 1024
MAX_BLOB = 32 * 1024 * 1024
OTHER_COMPRESSIONS = {5: "bzip2", 6: "lz4", 7: "zstd"}
LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Blob:
    """One unpacked block and where in the file it began."""

    kind: str
    data: memoryview
    where: Whereabouts


def read_blobs(file: BinaryIO) -> Iterator[Blob]:
    """The blocks in order.  Raises MapFileError with the byte at which the bad one begins."""
    offset = 0
    while prefix := file.read(LENGTH_BYTES):
        where = Whereabouts(byte=offset)
        size = int.from_bytes(prefix, "big")
        if len(prefix) < LENGTH_BYTES:
            raise MapFileError("cut_off", where=where)
        if not 0 < size <= MAX_HEADER:
            raise MapFileError("blob_size", str(size), where)
        try:
            kind, length = _read_header(_read(file, size, where))
            if not 0 <= length <= MAX_BLOB:
                raise MapFileError("blob_size", str(length), where)
            data = _unpack(_read(file, length, where), where)
        except WireError as error:
            raise MapFileError("message", str(error), where) from error
        yield Blob(kind, data, where)
        offset += LENGTH_BYTES + size + length


def _read(file: BinaryIO, size: int, where: Whereabouts) -> memoryview:
    data = file.read(size)
    if len(data) != size:
        raise MapFileError("cut_off", where=where)
    return memoryview(data)


def _read_header(data: memoryview) -> tuple[str, int]:
    fields = dict(read_fields(data))
    kind, length = fields.get(1), fields.get(3)
    if not isinstance(kind, memoryview) or not isinstance(length, int):
        raise WireError("a block does not say its type and length")
    return bytes(kind).decode("utf-8", "replace"), length


def _unpack(data: memoryview, where: Whereabouts) -> memoryview:
    fields = dict(read_fields(data))
    for number, name in OTHER_COMPRESSIONS.items():
        if number in fields:
            raise MapFileError("compression", name, where)
    for number, unpacker in ((1, None), (3, zlib.decompressobj()), (4, lzma.LZMADecompressor())):
        packed = fields.get(number)
        if not isinstance(packed, memoryview):
            continue
        try:
            plain = bytes(packed) if unpacker is None else unpacker.decompress(packed, MAX_BLOB + 1)
        except (zlib.error, lzma.LZMAError) as error:
            raise MapFileError("unpacking", where=where) from error
        if len(plain) > MAX_BLOB or (unpacker is not None and not unpacker.eof):
            raise MapFileError("blob_size", f">{MAX_BLOB}", where)
        return memoryview(plain)
    raise WireError("a block is empty")
