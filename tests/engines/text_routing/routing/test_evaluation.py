"""Figures, worked out by hand."""

import numpy as np
import pytest

from linli.engines.text_routing import OptionError, evaluate, train_model
from linli.engines.text_routing.routing.calibration import fit_calibration, leads
from linli.engines.text_routing.routing.evaluation import (
    calibration_error,
    coverage_at,
    evaluate_answers,
)
from tests.engines.text_routing.texts import make_examples


def test_figures_of_four_answers():
    probabilities = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.45, 0.55]])
    found = evaluate_answers(("a", "b"), probabilities, ["a", "b", "b", "b"], threshold=0.5)
    assert (found.texts, found.right, found.accuracy) == (4, 3, 0.75)
    assert [(one.label, one.texts, one.suggested, one.right) for one in found.per_class] == [
        ("a", 1, 2, 1),
        ("b", 3, 2, 2),
    ]
    assert found.macro_f1 == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert (found.sure, found.sure_right) == (2, 1)
    assert found.confusion == (("b", "a", 1),)
    assert found.coverage_at_95 == 0.25


def test_calibration_error_is_the_mean_gap():
    confidence, right = np.array([0.9, 0.9, 0.5, 0.5]), np.array([True, False, True, False])
    assert calibration_error(confidence, right) == pytest.approx((2 * 0.4 + 0) / 4)


def test_coverage_keeps_equally_sure_texts_together():
    right = np.array([True, True, False, True])
    assert coverage_at(np.array([0.9, 0.8, 0.8, 0.1]), right, 0.95) == 0.25
    assert coverage_at(np.array([0.1, 0.2, 0.9, 0.1]), right, 0.95) == 0.0
    assert coverage_at(np.array([0.9, 0.8, 0.1, 0.7]), right, 0.95) == 0.75


def test_calibrated_probabilities_are_as_often_right_as_they_say():
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 3, 4000)
    scores = rng.normal(0, 1, (4000, 3)) + 1.2 * np.eye(3)[labels]
    found = fit_calibration(scores[:2000], labels[:2000])
    chances = found.probabilities(scores[2000:])
    assert calibration_error(chances.max(axis=1), chances.argmax(axis=1) == labels[2000:]) < 0.05
    threshold = found.threshold(0.9)
    sure = leads(chances) >= threshold
    assert (chances.argmax(axis=1) == labels[2000:])[sure].mean() > 0.88
    assert found.threshold(0.99999) > found.threshold(0.5)


def test_precision_that_was_never_reached_is_never_sure():
    labels = np.array([0, 1] * 50)
    found = fit_calibration(np.zeros((100, 2)), labels)
    assert found.threshold(0.9) == 2.0


def test_model_is_good_on_texts_it_has_not_seen():
    found = evaluate(train_model(make_examples(150)), make_examples(60, seed=99))
    assert found.macro_f1 > 0.95
    assert found.sure_right / found.sure >= 0.95


def test_nothing_to_evaluate_is_refused():
    with pytest.raises(OptionError):
        evaluate_answers(("a", "b"), np.zeros((0, 2)), [], 0.5)
