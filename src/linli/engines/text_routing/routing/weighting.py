"""What each run of characters weighs.

Term frequencies enter as 1 + log tf, times log((1 + n) / (1 + df)) + 1, rows of length one (Salton
and Buckley 1988, doi:10.1016/0306-4573(88)90021-0). Each run is then weighted by how unevenly it is
spread over the categories: the root mean square, over categories, of the log ratio of its smoothed
share inside and outside (the ratio of Wang and Manning 2012, "Baselines and bigrams", but one
weight for all categories instead of one a category, so that one matrix serves all of them).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

SMOOTHING = 0.1

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Weights:
    """Per run: its rarity, and how much it tells about categories."""

    rarity: Floats
    telling: Floats


def learn_weights(damped: sparse.csr_array, labels: Ints, size: int) -> Weights:
    """The weights that dampened counts of labelled texts give, of so many categories."""
    times = np.bincount(damped.indices, minlength=damped.shape[1])
    rarity = np.log((1 + damped.shape[0]) / (1 + times)) + 1
    inside = _one_hot(labels, size).T @ unit_rows(damped, rarity)
    return Weights(rarity, _spread(np.asarray(inside.todense(), np.float64)))


def weigh(damped: sparse.csr_array, weights: Weights) -> sparse.csr_array:
    """The texts as rows of length one (or nothing)."""
    return unit_rows(damped, weights.rarity * weights.telling)


def dampened(counts: sparse.csr_array) -> sparse.csr_array:
    """1 + log of every count."""
    result = counts.astype(np.float32)
    result.data = 1 + np.log(result.data)
    return result


def unit_rows(matrix: sparse.csr_array, weights: Floats) -> sparse.csr_array:
    """Columns times weights, then rows of length one; a row of zeros stays."""
    data = matrix.data * weights.astype(np.float32)[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(rows, data * data, minlength=matrix.shape[0]))
    data /= np.where(lengths > 0, lengths, 1).astype(np.float32)[rows]
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _one_hot(labels: Ints, size: int) -> sparse.csr_array:
    ones = np.ones(len(labels), np.float32)
    return sparse.csr_array((ones, (np.arange(len(labels)), labels)), shape=(len(labels), size))


def _spread(inside: Floats) -> Floats:
    """Per run, from its mass in each category (categories × runs)."""
    everywhere, total = inside.sum(axis=0), np.zeros(inside.shape[1])
    for own in inside:
        here, elsewhere = own + SMOOTHING, everywhere - own + SMOOTHING
        total += (np.log(here / here.sum()) - np.log(elsewhere / elsewhere.sum())) ** 2
    return np.sqrt(total / len(inside))
