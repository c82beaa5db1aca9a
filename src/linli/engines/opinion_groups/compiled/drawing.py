"""Ballots drawn again and votes shuffled, with random numbers that are the same everywhere."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.compiled.kernel import kernel

Array = NDArray[Any]


@kernel
def take_rows(
    starts: Array, columns: Array, votes: Array, rows: Array, new_starts: Array
) -> tuple[Array, Array]:
    """The ballots of the given rows, one after the other; a row may come several times."""
    new_columns = np.empty(new_starts[-1], columns.dtype)
    new_votes = np.empty(new_starts[-1], votes.dtype)
    for place in range(rows.size):
        begin, shift = starts[rows[place]], new_starts[place]
        for step in range(new_starts[place + 1] - shift):
            new_columns[shift + step] = columns[begin + step]
            new_votes[shift + step] = votes[begin + step]
    return new_columns, new_votes


@kernel
def sort_by_column(columns: Array, width: int) -> tuple[Array, Array]:
    """Where each column's votes begin, and the places of all votes in the order of columns."""
    starts = np.zeros(width + 1, np.int64)
    for place in range(columns.size):
        starts[columns[place] + 1] += 1
    for column in range(width):
        starts[column + 1] += starts[column]
    free, places = starts[:-1].copy(), np.empty(columns.size, np.int64)
    for place in range(columns.size):
        places[free[columns[place]]] = place
        free[columns[place]] += 1
    return starts, places


@kernel
def shuffle_columns(votes: Array, starts: Array, places: Array, seed: int) -> Array:
    """The votes with those on each statement dealt out anew among those who voted on it.

    Fisher and Yates' shuffle with numbers from SplitMix64 (Steele, Lea and Flood 2014).
    """
    state = np.uint64(seed)
    shuffled = votes.copy()
    for column in range(starts.size - 1):
        begin = starts[column]
        for left in range(starts[column + 1] - begin, 1, -1):
            state += np.uint64(0x9E3779B97F4A7C15)
            word = state
            word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            word ^= word >> np.uint64(31)
            chosen = np.int64(((word >> np.uint64(32)) * np.uint64(left)) >> np.uint64(32))
            first, second = places[begin + chosen], places[begin + left - 1]
            shuffled[first], shuffled[second] = shuffled[second], shuffled[first]
    return shuffled


@kernel
def hash_rows(starts: Array, columns: Array, votes: Array) -> Array:
    """Rows × 2: a number for which statements were voted on, and one for the whole ballot."""
    rows = starts.size - 1
    hashes = np.empty((rows, 2), np.uint64)
    prime = np.uint64(0x100000001B3)
    for row in range(rows):
        which, whole = np.uint64(0xCBF29CE484222325), np.uint64(0xCBF29CE484222325)
        for place in range(starts[row], starts[row + 1]):
            column = np.uint64(columns[place])
            which = (which ^ column) * prime
            which ^= which >> np.uint64(29)
            whole = (whole ^ (column * np.uint64(4) + np.uint64(votes[place] + 2))) * prime
            whole ^= whole >> np.uint64(29)
        hashes[row, 0] = which
        hashes[row, 1] = whole
    return hashes
