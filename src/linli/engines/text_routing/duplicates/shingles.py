"""Texts as sets of runs of three letters, and short signatures of such sets.

A signature has ``BINS`` numbers: each run is hashed into one bin and a bin keeps its least hash, so
two sets agree in a bin about as often as their Jaccard similarity. Bins that are still empty are
filled by further rounds with other hashes (Dahlgaard, Knudsen and Thorup 2017, "Fast similarity
sketching", doi:10.1109/FOCS.2017.67); what is empty after ``ROUNDS`` takes the value of another bin
that every text asks in the same order (optimal densification: Shrivastava 2017, PMLR 70).
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.normalisation import LONGEST, are_letters, codes_of, fold_codes

BINS = 126
RUN = 3
ROUNDS = 5
CHUNK = 1_000_000
_EMPTY = np.uint32(0xFFFF_FFFF)
_MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))

Hashes = npt.NDArray[np.uint64]
Signatures = npt.NDArray[np.uint16]


def signatures_of(texts: Sequence[str]) -> tuple[Signatures, Hashes]:
    """A row of ``BINS`` numbers for each text, and a number that only texts of the same runs share."""
    found = np.empty((len(texts), BINS), np.uint16)
    sums = np.empty(len(texts), np.uint64)
    begin = 0
    for part in chunks(texts):
        hashes, rows = run_hashes(part)
        dense = _densify(_fill(hashes, rows, len(part)))
        starts = np.searchsorted(rows, np.arange(len(part)))
        sums[begin : begin + len(part)] = np.add.reduceat(hashes, starts)
        found[begin : begin + len(part)] = (dense >> np.uint32(8)).astype(np.uint16)
        begin += len(part)
    return found, sums


def chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Parts of about ``CHUNK`` characters."""
    begin = size = 0
    for end, text in enumerate(texts):
        size += min(len(text), LONGEST)
        if size > CHUNK:
            yield texts[begin : end + 1]
            begin, size = end + 1, 0
    if begin < len(texts):
        yield texts[begin:]


def run_hashes(texts: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """The hashes of all runs, and the text that each is from, ascending.

    A text of fewer than three letters is one run of what it has.
    """
    cut = [text[:LONGEST] for text in texts]
    codes = fold_codes(codes_of("".join(cut)))
    rows = np.repeat(np.arange(len(cut)), [len(text) for text in cut])
    letters = are_letters(codes)
    codes, rows = codes[letters], rows[letters]
    short = np.bincount(rows, minlength=len(cut)) < RUN
    # Zeros behind a short text, so that it has a run like the others.
    rows = np.concatenate([rows, np.repeat(np.flatnonzero(short), RUN)])
    codes = np.concatenate([codes, np.zeros(len(rows) - len(codes), np.uint32)])
    if short.any():
        order = np.argsort(rows, kind="stable")
        rows, codes = rows[order], codes[order]
    wide = codes.astype(np.uint64)
    runs = wide[:-2] << np.uint64(42) | wide[1:-1] << np.uint64(21) | wide[2:]
    whole = rows[:-2] == rows[2:]
    return _mix(runs[whole]), rows[:-2][whole]


def _mix(values: Hashes) -> Hashes:
    """Hashes in which each bit depends on all bits; overflow is meant."""
    for mixer in _MIXERS:
        values = (values ^ (values >> np.uint64(32))) * mixer
    return values ^ (values >> np.uint64(32))


def _fill(hashes: Hashes, rows: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.uint32]:
    """Cells (texts × bins) with the least hashes; most are full."""
    cells = np.full(size * BINS, _EMPTY)
    for turn in range(ROUNDS):
        mixed = _mix(hashes + np.uint64(turn)) if turn else hashes
        bins = ((mixed >> np.uint64(32)) * np.uint64(BINS)) >> np.uint64(32)
        places = rows * BINS + bins.astype(np.int64)
        values = (mixed & np.uint64(0xFFFF_FFFE)).astype(np.uint32)
        free = cells[places] == _EMPTY
        np.minimum.at(cells, places[free], values[free])
        hungry = (cells.reshape(size, BINS) == _EMPTY).any(axis=1)[rows]
        hashes, rows = hashes[hungry], rows[hungry]
    return cells.reshape(size, BINS)


def _densify(cells: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Cells without empty ones."""
    found = cells.copy()
    rows, bins = np.nonzero(cells == _EMPTY)
    attempt = 0
    while len(rows):
        attempt += 1
        asked = _mix(bins.astype(np.uint64) + np.uint64(BINS * attempt)) % np.uint64(BINS)
        values = cells[rows, asked.astype(np.int64)]
        found[rows, bins] = values
        still = values == _EMPTY
        rows, bins = rows[still], bins[still]
    return found
