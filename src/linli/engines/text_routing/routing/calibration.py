"""Scores as probabilities that hold, and the confidence from which on a suggestion is sure.

Probabilities are the softmax of slope · score + bias of the category (matrix scaling restricted to
its diagonal: Guo et al. 2017, "On calibration of modern neural networks"), fitted by least log loss
on scores of texts that the scoring model had not seen. The biases are held near 0 by a prior, so
that a rare category does not get one from three texts.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

PRIOR = 1.0
POINTS = 400
SPREAD = 0.9
"""A model that has learned from all texts spreads its scores wider than one that left a part out:
by this its slope is lower (measured in nested cross-validation: docs/engines/text_routing.md)."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Calibration:
    """The slope, a bias for each category, and how precise which confidences were.

    A confidence is how far the first choice leads the second in probability. Of the held-out texts
    with a confidence of at least ``confidence[i]``, the part ``precision[i]`` was right;
    ``confidence`` descends.
    """

    slope: float
    biases: Floats
    confidence: Floats
    precision: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """Rows that sum to one."""
        return _softmax(self.slope * scores + self.biases)

    def threshold(self, wanted: float) -> float:
        """The least confidence at which suggestions were as precise as wanted; above 1: never."""
        reached = np.flatnonzero(self.precision >= wanted)
        return float(self.confidence[reached[-1]]) if len(reached) else 2.0


def fit_calibration(scores: Floats, labels: Ints) -> Calibration:
    """From the scores of held-out texts and their categories."""
    slope, biases = _fit(scores, labels)
    probabilities = _softmax(slope * scores + biases)
    right = probabilities.argmax(axis=1) == labels
    return Calibration(SPREAD * slope, biases, *_curve(leads(probabilities), right))


def leads(probabilities: Floats) -> Floats:
    """How far the first choice of each row is ahead of the second."""
    two = np.partition(probabilities, -2, axis=-1)
    found: Floats = two[..., -1] - two[..., -2]
    return found


def _fit(scores: Floats, labels: Ints) -> tuple[float, Floats]:
    size = scores.shape[1]
    truth = np.arange(size) == labels[:, None]

    def loss(guess: Floats) -> tuple[float, Floats]:
        found = _softmax(guess[0] * scores + guess[1:])
        value = -np.log(np.maximum(found[truth], 1e-300)).sum() + PRIOR * (guess[1:] ** 2).sum() / 2
        off = found - truth
        slopes = np.concatenate([[(off * scores).sum()], off.sum(axis=0) + PRIOR * guess[1:]])
        return float(value), slopes

    begin = np.concatenate([[4.0], np.zeros(size)])
    bounds = [(0.1, 50.0), *[(-10.0, 10.0)] * size]
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.x[0]), found.x[1:]


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
