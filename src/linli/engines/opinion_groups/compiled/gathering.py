"""Votes in any order to ballots: one row per participant, its statements ascending."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.compiled.kernel import kernel

Array = NDArray[Any]


@kernel
def count_rows(participants: Array, count: int) -> Array:
    """Where each participant's votes begin once they lie together: count + 1 numbers."""
    starts = np.zeros(count + 1, np.int64)
    for place in range(participants.size):
        starts[participants[place] + 1] += 1
    for row in range(count):
        starts[row + 1] += starts[row]
    return starts


@kernel
def find_first_times(participants: Array, times: Array, count: int) -> Array:
    """The time of each participant's first vote."""
    first = np.full(count, np.iinfo(np.int64).max, np.int64)
    for place in range(participants.size):
        row = participants[place]
        first[row] = min(first[row], times[place])
    return first


@kernel
def scatter(
    participants: Array,
    statements: Array,
    values: Array,
    starts: Array,
    columns: Array,
    votes: Array,
) -> Array:
    """Lays each participant's votes together, in the order of the input."""
    free = starts[:-1].copy()
    for place in range(participants.size):
        row = participants[place]
        columns[free[row]] = statements[place]
        votes[free[row]] = values[place]
        free[row] += 1
    return free


@kernel
def scatter_times(participants: Array, times: Array, starts: Array) -> Array:
    """The times in the same order."""
    free = starts[:-1].copy()
    moved = np.empty(times.size, np.int64)
    for place in range(participants.size):
        row = participants[place]
        moved[free[row]] = times[place]
        free[row] += 1
    return moved


@kernel
def settle(starts: Array, columns: Array, votes: Array, times: Array, width: int) -> Array:
    """Keeps of several votes on one statement the last, sorts each row, closes the gaps.

    Last is the latest; of equally late ones (and of all, where ``times`` is empty) the one that
    came last in the input. ``columns`` and ``votes`` are changed in place; what they hold up to
    the end of the new starts is the result.
    """
    timed = times.size > 0
    kept = np.zeros(starts.size, np.int64)
    value, found = np.zeros(width, np.int8), np.zeros(width, np.int64)
    seen, latest = np.zeros(width, np.int64), np.zeros(width, np.int64)
    target = 0
    for row in range(starts.size - 1):
        size = 0
        for place in range(starts[row], starts[row + 1]):
            column = columns[place]
            if seen[column] != row + 1:
                seen[column] = row + 1
                found[size] = column
                size += 1
            elif timed and times[place] < latest[column]:
                continue
            value[column] = votes[place]
            if timed:
                latest[column] = times[place]
        _sort_columns(found, size, seen, row + 1)
        for place in range(size):
            columns[target] = found[place]
            votes[target] = value[found[place]]
            target += 1
        kept[row + 1] = target
    return kept


@kernel
def _sort_columns(found: Array, size: int, seen: Array, mark: int) -> None:
    """Sorts the first ``size`` columns, which are those with the mark: few by inserting each,
    many by looking through all.
    """
    if size * size > 4 * seen.size:
        size = 0
        for column in range(seen.size):
            if seen[column] == mark:
                found[size] = column
                size += 1
        return
    for place in range(1, size):
        moving, free = found[place], place
        while free > 0 and found[free - 1] > moving:
            found[free] = found[free - 1]
            free -= 1
        found[free] = moving
