"""Scores as probabilities that hold, and the confidence from which on a suggestion is sure.

Probabilities are the softmax of a rising line of straight pieces through the scores, the same for
all categories, and a bias for each category. One straight line (matrix scaling restricted to its
diagonal: Guo et al. 2017, "On calibration of modern neural networks") does not fit scores that were
learned by least squares: those of categories that are out of the question crowd about -1, and how
far they are from it says little. Slopes and biases are fitted by least log loss on scores of texts
that the scoring model had not seen. The biases are held near 0 by a prior, so that a rare category
does not get one from three texts.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

KNOTS = np.array([-0.6, -0.2, 0.2])
"""Where the pieces meet: between the scores of what is out of the question (about -1) and of what is
chosen (about 1).  One to six knots do as well (measured: docs/engines/text_routing.md)."""
PRIOR = 1.0
POINTS = 400

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Calibration:
    """The slopes, a bias for each category, and how precise which confidences were.

    ``slopes`` are those of the pieces that meet at ``knots``, one more than these; all are positive.
    A confidence is how far the first choice leads the second in probability. Of the held-out texts
    with a confidence of at least ``confidence[i]``, the part ``precision[i]`` was right;
    ``confidence`` descends.
    """

    knots: Floats
    slopes: Floats
    biases: Floats
    confidence: Floats
    precision: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """Rows that sum to one."""
        return _softmax(_line(_pieces(scores, self.knots), self.slopes) + self.biases)

    def threshold(self, wanted: float) -> float:
        """The least confidence at which suggestions were as precise as wanted; above 1: never."""
        reached = np.flatnonzero(self.precision >= wanted)
        return float(self.confidence[reached[-1]]) if len(reached) else 2.0


def fit_calibration(scores: Floats, labels: Ints) -> Calibration:
    """From the scores of held-out texts and their categories."""
    pieces = _pieces(scores, KNOTS)
    slopes, biases = _fit(pieces, labels)
    probabilities = _softmax(_line(pieces, slopes) + biases)
    right = probabilities.argmax(axis=1) == labels
    return Calibration(KNOTS, slopes, biases, *_curve(leads(probabilities), right))


def leads(probabilities: Floats) -> Floats:
    """How far the first choice of each row is ahead of the second."""
    two = np.partition(probabilities, -2, axis=-1)
    found: Floats = two[..., -1] - two[..., -2]
    return found


def _pieces(scores: Floats, knots: Floats) -> Floats:
    """How much of each score lies on each piece, along a new last axis; together they are the score
    and a constant."""
    below = np.concatenate([[-np.inf], knots])
    above = np.concatenate([knots, [np.inf]])
    foot = np.concatenate([[0.0], knots])
    found: Floats = np.clip(scores[..., None], below, above) - foot
    return found


def _line(pieces: Floats, slopes: Floats) -> Floats:
    # No BLAS, which adds up in another order with another number of threads.
    found: Floats = np.einsum("...k,k->...", pieces, slopes)
    return found


def _fit(pieces: Floats, labels: Ints) -> tuple[Floats, Floats]:
    rows, size, count = pieces.shape
    chosen = np.arange(rows), labels

    def loss(guess: Floats) -> tuple[float, Floats]:
        slopes, biases = guess[:count], guess[count:]
        found = _softmax(_line(pieces, slopes) + biases)
        value = -np.log(np.maximum(found[chosen], 1e-300)).sum() + PRIOR * (biases**2).sum() / 2
        found[chosen] -= 1
        steep = np.einsum("ijk,ij->k", pieces, found)
        rise = np.concatenate([steep, found.sum(axis=0) + PRIOR * biases])
        return float(value), rise

    begin = np.concatenate([np.full(count, 4.0), np.zeros(size)])
    bounds = [(0.1, 50.0)] * count + [(-10.0, 10.0)] * size
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:count], found.x[count:]


def _curve(confidence: Floats, right: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Confidences descending, at most ``POINTS``, and the precision down to each."""
    order = np.argsort(-confidence, kind="stable")
    ordered = confidence[order]
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last = np.flatnonzero(np.append(ordered[1:] < ordered[:-1], [True]))
    chosen = last[np.unique(np.linspace(0, len(last) - 1, POINTS).round().astype(int))]
    return ordered[chosen], precision[chosen]


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    found: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return found
