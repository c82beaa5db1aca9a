"""Jaccard similarities of many pairs of texts at once, by sorting instead of sets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.duplicates.shingles import Hashes, chunks, run_hashes
from linli.engines.text_routing.sorting import distinct

HASH_BITS = 40
CHUNK = 4_000_000

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sets:
    """Set ``i`` holds ``hashes[starts[i]:starts[i + 1]]``, 40-bit hashes of runs."""

    starts: Ints
    hashes: Hashes


def shingle_sets(texts: Sequence[str]) -> Sets:
    """The different runs of each text."""
    hashes, sizes = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for part in chunks(texts):
        found, rows = run_hashes(part)
        packed = distinct(rows.astype(np.uint64) << np.uint64(HASH_BITS) | _short(found))
        hashes.append(_short(packed, keep=True))
        sizes.append(np.bincount(packed >> np.uint64(HASH_BITS), minlength=len(part)))
    return Sets(np.cumsum(np.concatenate([[0], *sizes])), np.concatenate(hashes))


def similarities(sets: Sets, left: Ints, right: Ints) -> npt.NDArray[np.float64]:
    """Shared runs over all runs, for each pair of sets."""
    sizes = np.diff(sets.starts)
    both = sizes[left] + sizes[right]
    shared = np.empty(len(left), np.int64)
    begin = 0
    for end in _ends(both):
        shared[begin:end] = _shared(sets, sizes, left[begin:end], right[begin:end])
        begin = end
    return shared / (both - shared)


def _ends(sizes: Ints) -> list[int]:
    """Where to cut, so that a part has about ``CHUNK`` elements."""
    parts = np.cumsum(sizes) // CHUNK
    return [*(np.flatnonzero(np.diff(parts)) + 1).tolist(), len(sizes)]


def _shared(sets: Sets, sizes: Ints, left: Ints, right: Ints) -> Ints:
    """How many runs each pair shares: those that stand twice after sorting."""
    rows = np.stack([left, right], axis=1).ravel()
    lengths = sizes[rows]
    pairs = np.repeat(np.arange(len(rows)) // 2, lengths)
    within = np.arange(len(pairs)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    hashes = sets.hashes[np.repeat(sets.starts[rows], lengths) + within]
    packed = np.sort(pairs.astype(np.uint64) << np.uint64(HASH_BITS) | hashes)
    twice = packed[1:][packed[1:] == packed[:-1]]
    return np.bincount(twice >> np.uint64(HASH_BITS), minlength=len(left))


def _short(hashes: Hashes, *, keep: bool = False) -> Hashes:
    """The highest 40 bits of hashes, or the lowest that a packed number keeps."""
    if keep:
        return hashes & np.uint64((1 << HASH_BITS) - 1)
    return hashes >> np.uint64(64 - HASH_BITS)
