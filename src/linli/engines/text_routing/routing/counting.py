"""How often each run of characters stands in each text, for all texts at once.

Characters get small numbers, a run and its text are packed into one 63-bit number, and one sort
per length of run counts everything: O(n log n) over the characters, no hash tables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from linli.engines.text_routing.errors import TrainingError
from linli.engines.text_routing.grams import BITS, LONGEST_GRAM, Keys, context_keys
from linli.engines.text_routing.normalisation import codes_of
from linli.engines.text_routing.routing.examples import Example
from linli.engines.text_routing.routing.preparing import prepare
from linli.engines.text_routing.sorting import distinct, starts_of

MOST_CHARACTERS = 16_384
"""Different characters that are told apart; the rarest beyond that are in no run."""
MOST_TEXTS = 1_000_000

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Counts:
    """``matrix[i, j]``: how often the run ``keys[j]`` stands in text ``i``; keys ascend."""

    keys: Keys
    matrix: sparse.csr_array


def count_grams(examples: Sequence[Example], sources: Ints, *, least: int) -> Counts:
    """All runs that stand in texts of at least ``least`` different sources.

    Raises TrainingError where there is none: few people wrote all of the texts.
    """
    if len(examples) > MOST_TEXTS:
        raise TrainingError(f"more than {MOST_TEXTS:,} texts cannot be learned from at once")
    parts = [*_grams(examples, sources, least), _context(examples, sources, least)]
    keys = np.concatenate([part.keys for part in parts])
    if len(keys) == 0:
        raise TrainingError(f"no run of characters stands in texts of {least} different sources")
    order = np.argsort(keys, kind="stable")
    matrix = sparse.hstack([part.matrix for part in parts], format="csc")
    return Counts(keys[order], matrix[:, order.astype(np.int32)].tocsr())


def _grams(examples: Sequence[Example], sources: Ints, least: int) -> Iterator[Counts]:
    """One part for each length of run."""
    codes = [codes_of(prepare(example.text)) for example in examples]
    rows = np.repeat(np.arange(len(codes)), [len(part) + 1 for part in codes])
    joined = np.concatenate([np.append(part, np.uint32(0)) for part in codes]).astype(np.int64)
    known = _frequent(joined, least)
    numbers = np.searchsorted(known, joined)
    numbers[known[np.minimum(numbers, len(known) - 1)] != joined] = -1
    size, run, present = len(known), numbers.copy(), numbers >= 0
    for length in range(1, LONGEST_GRAM + 1):
        packed = run[present] * len(codes) + rows[: len(run)][present]
        grams, part = _count(packed, sources, least)
        yield Counts(_keys(grams, known, length), part)
        run = run[:-1] * size + numbers[length:]
        present = present[:-1] & (numbers[length:] >= 0)


def _frequent(joined: Ints, least: int) -> Ints:
    """The characters that occur often enough for a run to be kept, in order of their codes."""
    times = np.bincount(joined)
    times[0] = 0
    known = np.flatnonzero(times >= least)
    if len(known) == 0:
        raise TrainingError(f"no character stands in {least} texts")
    often = np.argsort(-times[known], kind="stable")[:MOST_CHARACTERS]
    return np.sort(known[often])


def _count(packed: Ints, sources: Ints, least: int) -> tuple[Ints, sparse.csc_array]:
    """The runs that are in enough sources, and how often each is in each text."""
    packed = np.sort(packed)
    starts = np.flatnonzero(starts_of(packed))
    times = np.diff(starts, append=len(packed))
    runs, rows = np.divmod(packed[starts], len(sources))
    grams, columns = _number(runs)
    pairs = distinct(columns * len(sources) + sources[rows])
    wide = np.bincount(pairs // len(sources), minlength=len(grams)) >= least
    kept = wide[columns]
    numbered = np.cumsum(wide) - 1
    shape = (len(sources), int(wide.sum()))
    values = times[kept].astype(np.float32)
    # Short indices: products run as fast as their indices can be read.
    places = rows[kept].astype(np.int32), numbered[columns[kept]].astype(np.int32)
    return grams[wide], sparse.csc_array((values, places), shape=shape)


def _number(ascending: Ints) -> tuple[Ints, Ints]:
    """The different values of an ascending array, and which of them each element is."""
    new = starts_of(ascending)
    return ascending[new], np.cumsum(new) - 1


def _keys(grams: Ints, known: Ints, length: int) -> Keys:
    keys = np.zeros(len(grams), np.uint64)
    for place in range(length):
        grams, number = np.divmod(grams, len(known))
        keys |= known[number].astype(np.uint64) << np.uint64(BITS * place)
    return keys


def _context(examples: Sequence[Example], sources: Ints, least: int) -> Counts:
    found = [context_keys(example.place, example.time) for example in examples]
    rows = np.repeat(np.arange(len(found)), [len(part) for part in found])
    keys, columns = np.unique(np.concatenate(found), return_inverse=True)
    grams, part = _count(columns * len(found) + rows, sources, least)
    return Counts(keys[grams], part)
