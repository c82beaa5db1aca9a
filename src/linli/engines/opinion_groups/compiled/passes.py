"""Passes over the ballots that need the centre: projection, and the Gram matrix times a block."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.compiled.kernel import kernel

Array = NDArray[Any]


@kernel
def project(
    starts: Array, columns: Array, votes: Array, inner: Array, centre: Array, axes: Array
) -> Array:
    """Rows × 3: how many votes count, and the sums of centred votes along both axes."""
    rows = starts.size - 1
    result = np.zeros((rows, 3))
    for row in range(rows):
        count, x, y = 0, 0.0, 0.0
        for place in range(starts[row], starts[row + 1]):
            column = inner[columns[place]]
            if column >= 0:
                value = votes[place] - centre[column]
                x += value * axes[column, 0]
                y += value * axes[column, 1]
                count += 1
        result[row, 0] = count
        result[row, 1] = x
        result[row, 2] = y
    return result


@kernel
def multiply(
    starts: Array,
    columns: Array,
    votes: Array,
    inner: Array,
    centre: Array,
    block: Array,
    scale: float,
) -> Array:
    """Width × 4 whole numbers from which the centred Gram matrix times ``block`` follows.

    Each participant's two products are rounded to whole multiples of 1 / scale: their sums are
    then the same in any order. The first two columns hold Σ vote · product, the others Σ product.
    """
    width = block.shape[0]
    sums = np.zeros((width, 4), np.int64)
    for row in range(starts.size - 1):
        x, y = 0.0, 0.0
        for place in range(starts[row], starts[row + 1]):
            column = inner[columns[place]]
            if column >= 0:
                value = votes[place] - centre[column]
                x += value * block[column, 0]
                y += value * block[column, 1]
        first, second = np.int64(np.rint(x * scale)), np.int64(np.rint(y * scale))
        for place in range(starts[row], starts[row + 1]):
            column = inner[columns[place]]
            if column >= 0:
                vote = np.int64(votes[place])
                line = sums[column]
                line[0] += vote * first
                line[1] += vote * second
                line[2] += first
                line[3] += second
    return sums
