"""All pairs of texts in a batch that are nearly the same.

Signatures are cut into bands of three numbers; texts that agree in a band are compared exactly
(locality-sensitive hashing: Broder 1997, doi:10.1109/SEQUEN.1997.666900; Leskovec, Rajaraman and
Ullman, "Mining of massive datasets", chapter 3). A pair of similarity s is found with probability
1 - (1 - s³)^42: 0.996 at 0.5, 0.94 at 0.4. Time O(texts · bands) and what is found. Texts with the
same runs are compared once, and of more than ``CROWD`` texts in one band only neighbours are
compared, so many copies of one text do not make it quadratic; a crowd of copies is paired with its
first text only, so groups stay whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.duplicates.jaccard import shingle_sets, similarities
from linli.engines.text_routing.duplicates.shingles import BINS, Hashes, signatures_of
from linli.engines.text_routing.errors import OptionError
from linli.engines.text_routing.sorting import distinct, starts_of

BAND = 3
CROWD = 40
MARGIN = 0.17
"""Four standard errors of the estimate by a signature, at most."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, order=True)
class Pair:
    """Two texts by their place in the batch, and the Jaccard similarity of their runs."""

    first: int
    second: int
    similarity: float


def find_pairs(texts: Sequence[str], least: float = 0.5) -> list[Pair]:
    """Pairs with at least that similarity, in order of place."""
    if not 0 < least <= 1:
        raise OptionError("the least similarity lies between 0 and 1")
    signatures, sums = signatures_of(texts)
    firsts, originals = _alike(sums)
    candidates = _candidates(signatures[firsts])
    left, right = np.sort(firsts[candidates], axis=1).T
    near = _estimates(signatures, left, right) >= least - MARGIN
    pairs = _exact(texts, left[near], right[near], least)
    return sorted(_with_copies(pairs, originals))


def _with_copies(pairs: Iterable[Pair], originals: Ints) -> Iterator[Pair]:
    """Pairs of first texts, and those that their copies make; a crowd only with its first text."""
    order = np.argsort(originals, kind="stable")
    cuts = np.flatnonzero(np.diff(originals[order])) + 1
    groups = {int(group[0]): group.tolist() for group in np.split(order, cuts) if len(group)}
    for group in groups.values():
        firsts = group if len(group) <= CROWD else group[:1]
        for place, one in enumerate(firsts):
            yield from (Pair(one, other, 1.0) for other in group[place + 1 :])
    for pair in pairs:
        for one in groups[pair.first][:CROWD]:
            for other in groups[pair.second][:CROWD]:
                yield Pair(min(one, other), max(one, other), pair.similarity)


def _alike(sums: Hashes) -> tuple[Ints, Ints]:
    """The first text of each kind of runs, and for each text that first one."""
    _, firsts, members = np.unique(sums, return_index=True, return_inverse=True)
    return np.sort(firsts), firsts[members]


def _candidates(signatures: npt.NDArray[np.uint16]) -> Ints:
    """Pairs of rows that agree in a band."""
    found = [np.zeros(0, np.int64)]
    for begin in range(0, BINS, BAND):
        wide = signatures[:, begin : begin + BAND].astype(np.uint64)
        band = wide[:, 0] << np.uint64(32) | wide[:, 1] << np.uint64(16) | wide[:, 2]
        order = np.argsort(band, kind="stable")
        found.append(_neighbours(band[order], order))
    pairs = distinct(np.concatenate(found))
    return np.stack([pairs >> 32, pairs & 0xFFFF_FFFF], axis=1)


def _neighbours(ordered: npt.NDArray[np.uint64], rows: Ints) -> Ints:
    """Pairs within each stretch of equal values, packed into one number each."""
    found, sizes = [np.zeros(0, np.int64)], _stretch_sizes(ordered)
    for step in range(1, CROWD):
        equal = np.flatnonzero(ordered[step:] == ordered[:-step])
        if len(equal) == 0:
            break
        if step > 1:
            equal = equal[sizes[equal] <= CROWD]
        one, other = rows[equal], rows[equal + step]
        found.append(np.minimum(one, other) << 32 | np.maximum(one, other))
    return np.concatenate(found)


def _stretch_sizes(ordered: npt.NDArray[np.uint64]) -> Ints:
    """For each element how many are equal to it."""
    starts = np.flatnonzero(starts_of(ordered))
    sizes = np.diff(starts, append=len(ordered))
    return np.repeat(sizes, sizes)


def _estimates(
    signatures: npt.NDArray[np.uint16], left: Ints, right: Ints
) -> npt.NDArray[np.float64]:
    found = np.empty(len(left))
    for begin in range(0, len(left), 100_000):
        part = slice(begin, begin + 100_000)
        found[part] = (signatures[left[part]] == signatures[right[part]]).mean(axis=1)
    return found


def _exact(texts: Sequence[str], left: Ints, right: Ints, least: float) -> list[Pair]:
    rows = np.unique(np.concatenate([left, right]))
    sets = shingle_sets([texts[row] for row in rows])
    similarity = similarities(sets, np.searchsorted(rows, left), np.searchsorted(rows, right))
    found = zip(left.tolist(), right.tolist(), similarity.tolist(), strict=True)
    return sorted(Pair(*one) for one in found if one[2] >= least)
