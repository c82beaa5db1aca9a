"""Whole-number sums over ballots: the same in any order of rows or blocks."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.compiled.kernel import kernel

Array = NDArray[Any]

# Rows after which the packed fields of 16 bits are emptied: each row adds 4 at most.
_FULL = 16_000


@kernel
def sum_pairs(starts: Array, columns: Array, votes: Array, inner: Array, width: int) -> Array:
    """For each two statements, over those who voted on both: 3 × width × width sums.

    First how many they are; then the sum of the products of both votes; then, at [j, k], the sum
    of the votes on j. ``inner`` gives each statement's place, −1 where it takes no part.

    The four numbers that one participant adds to a pair lie in one word of 64 bits, each as a
    field of 16, so that a pair costs one addition.
    """
    sums = np.zeros((3, width, width), np.int64)
    packed = np.zeros((width, width), np.uint64)
    places = np.empty(width, np.int64)
    codes = np.empty(width, np.uint64)
    waiting = 0
    for row in range(starts.size - 1):
        size = 0
        for place in range(starts[row], starts[row + 1]):
            column = inner[columns[place]]
            if column >= 0:
                places[size] = column
                codes[size] = np.uint64(votes[place] + 1)
                size += 1
        for first in range(size):
            line = packed[places[first]]
            mine = codes[first]
            # (x+1)(y+1) − (x+1) − (y+1) + 1 = xy, so the product is taken of the shifted votes
            base = np.uint64(1) + (mine << np.uint64(16))
            step = np.uint64(1 << 32) + (mine << np.uint64(48))
            for second in range(first + 1):
                line[places[second]] += base + step * codes[second]
        waiting += 1
        if waiting == _FULL:
            _empty(packed, sums)
            waiting = 0
    _empty(packed, sums)
    return sums


@kernel
def _empty(packed: Array, sums: Array) -> None:
    field = np.uint64(0xFFFF)
    for j in range(packed.shape[0]):
        for k in range(j + 1):
            word = packed[j, k]
            if word == 0:
                continue
            both = np.int64(word & field)
            left = np.int64((word >> np.uint64(16)) & field) - both
            right = np.int64((word >> np.uint64(32)) & field) - both
            shifted = np.int64(word >> np.uint64(48))
            product = shifted - left - right - both
            sums[0, j, k] += both
            sums[1, j, k] += product
            sums[2, j, k] += left
            if j != k:
                sums[0, k, j] += both
                sums[1, k, j] += product
                sums[2, k, j] += right
            packed[j, k] = 0


@kernel
def centre_pairs(pairs: Array, means: Array) -> Array:
    """Σ (x_j − c_j)(x_k − c_k) over those who voted on both j and k, from the sums over pairs."""
    width = means.size
    both, products, own = pairs[0], pairs[1], pairs[2]
    gram = np.empty((width, width))
    for j in range(width):
        for k in range(j + 1):
            mixed = own[j, k] * means[k] + own[k, j] * means[j]
            gram[j, k] = products[j, k] - mixed + means[j] * means[k] * both[j, k]
            gram[k, j] = gram[j, k]
    return gram


@kernel
def count_votes(
    starts: Array, columns: Array, votes: Array, labels: Array, groups: int, width: int
) -> Array:
    """Votes per group and statement, groups × width × (agree, disagree, all); group −1 is left out."""
    counts = np.zeros((groups, width, 3), np.int64)
    for row in range(starts.size - 1):
        group = labels[row]
        if group < 0:
            continue
        for place in range(starts[row], starts[row + 1]):
            cell = counts[group, columns[place]]
            vote = votes[place]
            cell[0] += vote == 1
            cell[1] += vote == -1
            cell[2] += 1
    return counts
