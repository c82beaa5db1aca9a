"""How well a model does on texts whose categories are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.errors import OptionError
from linli.engines.text_routing.routing.calibration import leads
from linli.engines.text_routing.routing.examples import Example
from linli.engines.text_routing.routing.model import RoutingModel

BINS = 15
WANTED = 0.95

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class CategoryFigures:
    """One category: how many texts are of it, were put into it, and were rightly put there."""

    label: str
    texts: int
    suggested: int
    right: int

    @property
    def precision(self) -> float:
        """Of those put into it, the part that belongs there; 0 if none was."""
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        """Of those that belong there, the part that was put there; 0 if none does."""
        return self.right / self.texts if self.texts else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return (
            2 * self.right / (self.texts + self.suggested) if self.texts + self.suggested else 0.0
        )


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Figures over texts.

    ``macro_f1`` is the mean over categories that texts are of. ``ece`` is the expected calibration
    error of the first choice's probability in 15 bins of equal width. ``coverage_at_95`` is the
    largest part of the texts, surest first (by the lead of the first choice), of which 95 % are right.
    ``sure`` and ``sure_right``
    count suggestions at the model's own threshold, which was set before these texts were seen.
    """

    texts: int
    right: int
    macro_f1: float
    ece: float
    coverage_at_95: float
    threshold: float
    sure: int
    sure_right: int
    per_class: tuple[CategoryFigures, ...]
    confusion: tuple[tuple[str, str, int], ...]

    @property
    def accuracy(self) -> float:
        """The part of the texts whose first choice is right."""
        return self.right / self.texts


def evaluate(model: RoutingModel, examples: Sequence[Example]) -> Evaluation:
    """The figures of a model on examples that it has not learned from."""
    found = [
        model.probabilities(model.read(one.text, place=one.place, time=one.time))
        for one in examples
    ]
    threshold = model.calibration.threshold(model.precision)
    return evaluate_answers(
        model.labels, np.array(found), [one.label for one in examples], threshold
    )


def evaluate_answers(
    labels: Sequence[str], probabilities: Floats, truth: Sequence[str], threshold: float
) -> Evaluation:
    """The figures of probabilities (texts × labels) given the true labels."""
    if len(truth) == 0:
        raise OptionError("there is no text to evaluate on")
    confidence = leads(probabilities)
    said = [labels[column] for column in probabilities.argmax(axis=1)]
    right = np.array([one == other for one, other in zip(said, truth, strict=True)])
    per_class = _per_class(said, truth)
    real = [one.f1 for one in per_class if one.texts]
    sure = confidence >= threshold
    return Evaluation(
        texts=len(truth),
        right=int(right.sum()),
        macro_f1=sum(real) / len(real),
        ece=calibration_error(probabilities.max(axis=1), right),
        coverage_at_95=coverage_at(confidence, right, WANTED),
        threshold=threshold,
        sure=int(sure.sum()),
        sure_right=int(right[sure].sum()),
        per_class=per_class,
        confusion=_confusion(said, truth),
    )


def calibration_error(probability: Floats, right: Bools) -> float:
    """Mean distance between probability and precision over bins, weighted by their texts."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, probability, minlength=BINS) - np.bincount(bins, right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(right))


def coverage_at(confidence: Floats, right: Bools, wanted: float) -> float:
    """The largest part that is that precise, surest first; texts equally sure stay together."""
    order = np.argsort(-confidence, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last = np.append(confidence[order][1:] < confidence[order][:-1], [True])
    reached = np.flatnonzero(last & (precision >= wanted))
    return float((reached[-1] + 1) / len(order)) if len(reached) else 0.0


def _per_class(said: Sequence[str], truth: Sequence[str]) -> tuple[CategoryFigures, ...]:
    names = sorted({*said, *truth})
    return tuple(
        CategoryFigures(
            name,
            texts=sum(one == name for one in truth),
            suggested=sum(one == name for one in said),
            right=sum(one == other == name for one, other in zip(said, truth, strict=True)),
        )
        for name in names
    )


def _confusion(said: Sequence[str], truth: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """(true, suggested, how often), most frequent first; right ones are not named."""
    times: dict[tuple[str, str], int] = {}
    for one, other in zip(truth, said, strict=True):
        if one != other:
            times[one, other] = times.get((one, other), 0) + 1
    ordered = sorted(times.items(), key=lambda item: (-item[1], item[0]))
    return tuple((true, wrong, count) for (true, wrong), count in ordered)
