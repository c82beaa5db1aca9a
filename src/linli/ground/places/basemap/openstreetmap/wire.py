"""Protocol Buffers as they lie in a file: https://protobuf.dev/programming-guides/encoding/

Only what map files use: varints, packed lists of them, and fields with a length.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from linli.ground.places.basemap.openstreetmap.elements import Numbers

FIXED64 = 1
LONGEST_VARINT = 10
MASK = 2**64 - 1


class WireError(ValueError):
    """Bytes that are no message."""


def read_varint(data: memoryview, position: int) -> tuple[int, int]:
    """The unsigned number there, and the position after it.  Raises WireError."""
    value = 0
    for shift in range(0, 7 * LONGEST_VARINT, 7):
        if position >= len(data):
            raise WireError("a number is cut off")
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follows
            return value & MASK, position
    raise WireError("a number is too long")


def read_fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Number and value of each field, in order; fields of fixed width are passed over.

    Raises WireError.
    """
    position = 0
    while position < len(data):
        key, position = read_varint(data, position)
        match key & 7:
            case 0:
                value, position = read_varint(data, position)
                yield key >> 3, value
            case 2:
                length, start = read_varint(data, position)
                position = start + length
                if position > len(data):
                    raise WireError("a field is longer than its message")
                yield key >> 3, data[start:position]
            case 1 | 5:
                position += 8 if key & 7 == FIXED64 else 4
                if position > len(data):
                    raise WireError("a field is longer than its message")
            case kind:
                raise WireError(f"no field has type {kind}")


def unpack(data: memoryview) -> Numbers:
    """A packed list of varints, all at once.  Raises WireError."""
    raw = np.frombuffer(data, dtype=np.uint8)
    if not len(raw):
        return np.zeros(0, dtype=np.int64)
    ends = np.flatnonzero(raw < 0x80)  # noqa: PLR2004 - the bit that says that more follows
    if not len(ends) or ends[-1] != len(raw) - 1:
        raise WireError("a list is cut off")
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts + 1
    if lengths.max() > LONGEST_VARINT:
        raise WireError("a number is too long")
    shifts = (np.arange(len(raw)) - np.repeat(starts, lengths)) * 7
    parts = (raw & 0x7F).astype(np.uint64) << shifts.astype(np.uint64)
    return np.bitwise_or.reduceat(parts, starts).view(np.int64)


def unzigzag(numbers: Numbers | npt.NDArray[np.uint64]) -> Numbers:
    """Signed numbers of a list of type sint, from the bits as they were read."""
    unsigned = numbers.view(np.uint64)
    half = (unsigned >> np.uint64(1)).view(np.int64)
    return half ^ -(unsigned & np.uint64(1)).view(np.int64)


def undelta(numbers: Numbers) -> Numbers:
    """Numbers of which each was written as the difference from the one before."""
    return np.cumsum(unzigzag(numbers))


def signed(value: int) -> int:
    """A number of type int64."""
    return value - 2**64 if value >= 2**63 else value
