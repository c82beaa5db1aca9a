"""The two axes along which ballots differ most: leading eigenvectors of the centred Gram matrix.

A centred ballot is 0 where there is no vote, so the Gram matrix of statements is a sum over pairs
of votes that were cast. Up to ``_DENSE`` statements that matrix is summed up, in whole numbers;
beyond, only its product with two vectors at a time, in passes over the ballots.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.blocks import Passes, add_up
from linli.engines.opinion_groups.centre import Centre
from linli.engines.opinion_groups.leading import Leading, find_leading
from linli.engines.opinion_groups.locking import lock, lock_fields

Array = NDArray[Any]

# Up to here the packed sums of all pairs (8 bytes each) stay near the processor.
_DENSE = 1_024
# A variance below this part of the largest is rounding, not an axis.
_NOTHING = 1e-11


@dataclass(frozen=True, eq=False, slots=True)
class Axes:
    """The axes as columns (statements taking part × 2), 0 where there is no further axis.

    ``variances`` are the eigenvalues, ``settled`` whether the vectors are exact to rounding: where
    two eigenvalues are nearly equal, no number of passes can tell their vectors apart.
    """

    vectors: NDArray[np.float64]
    variances: tuple[float, float]
    settled: bool

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)


def is_dense(width: int) -> bool:
    """Whether the sums over all pairs of statements are kept."""
    return width <= _DENSE


def sum_pairs(passes: Passes, centre: Centre) -> Array:
    """The sums over pairs; see compiled.sums."""
    return add_up(passes.run("sums.sum_pairs", centre.inner, centre.means.size))


def find_axes(passes: Passes, centre: Centre, rows: int, pairs: Array | None) -> Axes:
    """The axes, from the sums over pairs or, without them, in passes."""
    width = centre.means.size
    if pairs is not None:
        return _shape(find_leading(multiply_dense(pairs, centre.means), width, 1e-14))
    return _shape(find_leading(multiply_in_passes(passes, centre, rows), width, 1e-11))


def multiply_dense(pairs: Array, means: Array) -> Callable[[Array], Array]:
    """The product with the centred Gram matrix, from the sums over pairs."""
    from linli.engines.opinion_groups.compiled import krylov, sums

    gram = sums.centre_pairs(lock(pairs), means)

    def multiply(block: Array) -> Array:
        return krylov.multiply_dense(gram, block)

    return multiply


def multiply_in_passes(passes: Passes, centre: Centre, rows: int) -> Callable[[Array], Array]:
    """The same product, from one pass over the ballots.

    What a participant adds is rounded to whole numbers that use up the 63 bits: a product of two
    unit vectors is at most 2·√width, and ``rows`` of them are summed.
    """
    scale = 2.0 ** np.floor(62 - np.log2(rows) - np.log2(2 * np.sqrt(centre.means.size) + 1))

    def multiply(block: Array) -> Array:
        columns = np.ascontiguousarray(block.T)
        sums = add_up(passes.run("passes.multiply", centre.inner, centre.means, columns, scale))
        product = (sums[:, :2] - centre.means[:, None] * sums[:, 2:]) / scale
        return np.ascontiguousarray(product.T)

    return multiply


def _shape(found: Leading) -> Axes:
    vectors, (first, second) = found.vectors.copy(), found.values
    first = max(first, 0.0)
    second = second if second > _NOTHING * first else 0.0
    for axis, variance in enumerate((first, second)):
        vectors[axis] *= _sign(vectors[axis]) if variance > 0 else 0.0
    return Axes(np.ascontiguousarray(vectors.T), (first, second), found.settled)


def _sign(vector: Array) -> float:
    """So that the largest entry is positive; of equally large ones the first."""
    sizes = np.abs(vector)
    place = int(np.argmax(sizes >= sizes.max() * (1 - 1e-9)))
    return 1.0 if vector[place] > 0 else -1.0
