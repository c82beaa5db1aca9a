"""Probabilities that hold, from scores of any rising shape."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.text_routing.routing.calibration import (
    KNOTS,
    Calibration,
    fit_calibration,
    leads,
)
from linli.engines.text_routing.routing.evaluation import calibration_error

SLOPES = np.array([0.5, 3.0, 6.0, 2.0])
BIASES = np.array([0.3, -0.2, 0.0])
numbers = st.floats(-3, 3, allow_nan=False)


def calibration(slopes=SLOPES, knots=KNOTS) -> Calibration:
    return Calibration(knots, slopes, BIASES, np.array([0.9, 0.5]), np.array([0.99, 0.9]))


def drawn(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and categories drawn by the probabilities that the slopes above give them."""
    rng = np.random.default_rng(seed)
    scores = rng.uniform(-1.3, 1.1, (count, 3))
    steps = calibration().probabilities(scores).cumsum(axis=1)
    return scores, (rng.random((count, 1)) > steps).sum(axis=1)


def test_same_slope_everywhere_is_the_plain_softmax():
    scores = np.array([[-1.5, -0.4, 0.9], [0.2, 0.2, -0.6]])
    powers = np.exp(2.0 * scores + BIASES)
    found = calibration(np.full(4, 2.0)).probabilities(scores)
    assert found == pytest.approx(powers / powers.sum(axis=1, keepdims=True), rel=1e-12)


@given(st.tuples(numbers, numbers, numbers), st.integers(0, 2), st.floats(0.001, 2))
def test_higher_score_makes_a_category_more_probable(scores, category, more):
    before = np.array(scores)
    after = before.copy()
    after[category] += more
    found, raised = calibration().probabilities(before), calibration().probabilities(after)
    assert raised[category] > found[category]
    assert raised.sum() == pytest.approx(1)


def test_fitted_probabilities_hold_for_texts_that_were_not_seen():
    fitted = fit_calibration(*drawn(6000))
    scores, labels = drawn(6000, seed=1)
    probabilities = fitted.probabilities(scores)
    chosen = probabilities.argmax(axis=1)
    right = chosen == labels
    assert calibration_error(probabilities.max(axis=1), right) < 0.02
    assert fitted.slopes == pytest.approx(SLOPES, abs=0.6)
    sure = leads(probabilities) >= fitted.threshold(0.9)
    assert right[sure].mean() == pytest.approx(0.9, abs=0.02)


def test_threshold_is_the_least_confidence_that_was_precise_enough():
    found = calibration()
    assert [found.threshold(wanted) for wanted in (0.85, 0.95, 0.995)] == [0.5, 0.9, 2.0]


FIT = """
import numpy as np
from linli.engines.text_routing.routing.calibration import fit_calibration
rng = np.random.default_rng(0)
scores = rng.normal(-0.5, 0.5, (5000, 50))
fitted = fit_calibration(scores, scores.argmax(axis=1) * (rng.random(5000) < 0.8))
print(fitted.slopes.tobytes().hex(), fitted.biases.tobytes().hex())
"""


def test_number_of_threads_changes_nothing():
    def fit(threads: int) -> str:
        set_to = {"OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
        done = subprocess.run(
            [sys.executable, "-c", FIT], env=os.environ | set_to, capture_output=True, check=True
        )
        return done.stdout.decode()

    assert fit(1) == fit(2)
