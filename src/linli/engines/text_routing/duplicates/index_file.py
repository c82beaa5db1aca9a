"""An index as bytes, checked whole when read; nothing in a file is ever executed.

Layout: the line ``linli text-routing index 1``, a line of JSON (ids, places, times, digests of reporters, lengths), the
buckets of all matters as little-endian 32-bit numbers, and the SHA-256 of all before.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

import numpy as np

from linli.engines.text_routing.duplicates.index import BUCKETS, LONGEST, Facts, MatterIndex
from linli.engines.text_routing.errors import IndexFileError

MAGIC = b"linli text-routing index 1\n"
DIGEST = 32
PARTS = 5

Entry = tuple[str, Facts, int]


def dump_index(index: MatterIndex) -> bytes:
    """The index's bytes; the same matters give the same, in whatever order they came."""
    entries = list(index.entries())
    head = [
        [one, facts.place, _say(facts.time), facts.reporter, len(buckets)]
        for one, buckets, facts in entries
    ]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    rows = b"".join(buckets.astype("<u4").tobytes() for _, buckets, _ in entries)
    body = MAGIC + text + rows
    return body + sha256(body).digest()


def load_index(data: bytes) -> MatterIndex:
    """The index in the bytes. Raises IndexFileError at anything that does not fit."""
    body = data[:-DIGEST]
    if not data.startswith(MAGIC):
        raise IndexFileError("this is not an index of text routing, version 1")
    if sha256(body).digest() != data[-DIGEST:]:
        raise IndexFileError("the file is damaged: its digest does not fit")
    end = body.find(b"\n", len(MAGIC))
    if end < 0:
        raise IndexFileError("the file has no head")
    entries = _entries(body[len(MAGIC) : end])
    if 4 * sum(length for *_, length in entries) != len(body) - end - 1:
        raise IndexFileError("the rows are not as long as the head says")
    return _index(entries, body[end + 1 :])


def _index(entries: list[Entry], rows: bytes) -> MatterIndex:
    index, begin = MatterIndex(), 0
    for one, facts, length in entries:
        buckets = np.frombuffer(rows, "<u4", length, begin).astype(np.uint32)
        begin += 4 * length
        if np.any(buckets >= BUCKETS) or np.any(buckets[1:] <= buckets[:-1]):
            raise IndexFileError(f"the row of {one!r} is not ascending")
        if one in index:
            raise IndexFileError(f"{one!r} is there twice")
        index.put(one, buckets, facts)
    return index


def _entries(text: bytes) -> list[Entry]:
    try:
        head = json.loads(text)
    except ValueError as error:
        raise IndexFileError("the head is not JSON") from error
    if not isinstance(head, list):
        raise IndexFileError("the head is not a list")
    return [_entry(one) for one in head]


def _entry(entry: Any) -> Entry:
    if not (isinstance(entry, list) and len(entry) == PARTS):
        raise IndexFileError("an entry of the head does not have five parts")
    one, place, time, reporter, length = entry
    texts = all(part is None or type(part) is str for part in (place, time, reporter))
    if type(one) is not str or not texts or type(length) is not int or not 0 <= length <= LONGEST:
        raise IndexFileError("an entry of the head is of another kind")
    try:
        return one, Facts(place, datetime.fromisoformat(time) if time else None, reporter), length
    except ValueError as error:
        raise IndexFileError(f"{time!r} is no time") from error


def _say(time: datetime | None) -> str | None:
    return time.isoformat() if time else None
