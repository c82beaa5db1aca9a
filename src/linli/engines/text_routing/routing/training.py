"""Learning a model from labelled texts."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from linli.engines.text_routing.errors import OptionError, TrainingError
from linli.engines.text_routing.routing.calibration import fit_calibration
from linli.engines.text_routing.routing.counting import Counts, count_grams
from linli.engines.text_routing.routing.examples import Example, in_order, sources_of
from linli.engines.text_routing.routing.model import FEWEST_LABELS, Basis, RoutingModel
from linli.engines.text_routing.routing.ridge import fit_ridge
from linli.engines.text_routing.routing.weighting import dampened, learn_weights, weigh

FOLDS = 3
"""Four are no better and take a fifth longer (measured: docs/engines/text_routing.md)."""
LEAST = 3
MOST_BYTES = 18_000_000

Ints = npt.NDArray[np.int64]
Progress = Callable[[str], None]


def train_model(
    examples: Sequence[Example],
    *,
    precision: float = 0.95,
    least: int = LEAST,
    progress: Progress = lambda _: None,
) -> RoutingModel:
    """The model; the order of the examples does not matter.

    ``precision`` is what suggestions that count as sure should reach. ``least`` is the number of
    different sources (reporters where known, else texts that are not alike) that a run of
    characters must come from to be kept: what fewer wrote cannot be read out of the model.
    """
    if not 0 < precision < 1:
        raise OptionError("the wanted precision lies between 0 and 1")
    if least < 1:
        raise OptionError("a run has at least one source")
    ordered = in_order(examples)
    labels, numbers = _number_labels(ordered)
    progress("reading the texts")
    sources = sources_of(ordered)
    counts = count_grams(ordered, sources, least=least)
    counts = _limit(counts, numbers, len(labels))
    order = np.argsort(-np.bincount(counts.matrix.indices), kind="stable").astype(np.int32)
    damped = dampened(counts.matrix[:, order])
    scores = _held_out_scores(damped, numbers, sources, len(labels), progress)
    progress("learning from all texts")
    weights = learn_weights(damped, numbers, len(labels))
    solved = fit_ridge(weigh(damped, weights), numbers, len(labels))
    place = np.argsort(order)
    return RoutingModel(
        labels=labels,
        basis=Basis.HISTORY,
        examples=len(ordered),
        least=least,
        precision=precision,
        keys=counts.keys,
        importance=(weights.rarity * weights.telling)[place].astype(np.float32),
        weights=solved[:-1][place].astype(np.float16),
        intercept=solved[-1],
        calibration=fit_calibration(scores, numbers),
    )


def _number_labels(examples: Sequence[Example]) -> tuple[tuple[str, ...], Ints]:
    labels = tuple(sorted({example.label for example in examples}))
    if "" in labels:
        raise TrainingError("an example has no category")
    if len(labels) < FEWEST_LABELS:
        raise TrainingError("examples of at least two categories are needed")
    if len(examples) < 2 * FOLDS:
        raise TrainingError(f"at least {2 * FOLDS} examples are needed")
    number = {label: index for index, label in enumerate(labels)}
    return labels, np.array([number[example.label] for example in examples])


def _limit(counts: Counts, labels: Ints, size: int) -> Counts:
    """The runs that matter most, as many as a file may hold."""
    most = MOST_BYTES // (12 + 2 * size)
    if len(counts.keys) <= most:
        return counts
    damped = dampened(counts.matrix)
    weighed = weigh(damped, learn_weights(damped, labels, size))
    energy = np.bincount(weighed.indices, weighed.data**2, minlength=len(counts.keys))
    kept = np.sort(np.argsort(-energy, kind="stable")[:most])
    return Counts(counts.keys[kept], counts.matrix[:, kept].tocsr())


def _held_out_scores(
    matrix: sparse.csr_array, labels: Ints, sources: Ints, size: int, progress: Progress
) -> npt.NDArray[np.float64]:
    """Scores of each text by a model that saw neither it nor anything from its source."""
    folds = deal_folds(labels, sources, FOLDS)
    scores = np.zeros((len(labels), size))
    for fold in range(FOLDS):
        progress(f"learning to say how sure: part {fold + 1} of {FOLDS}")
        held, seen = folds == fold, np.flatnonzero(folds != fold)
        weights = learn_weights(matrix[seen], labels[seen], size)
        solved = fit_ridge(weigh(matrix[seen], weights), labels[seen], size)
        scores[held] = weigh(matrix[np.flatnonzero(held)], weights) @ solved[:-1] + solved[-1]
    return scores


def deal_folds(labels: Ints, sources: Ints, folds: int) -> Ints:
    """A fold for each text: sources stay whole, categories are spread evenly."""
    names, firsts, members = np.unique(sources, return_index=True, return_inverse=True)
    order = np.lexsort((names, labels[firsts]))
    fold = np.empty(len(names), np.int64)
    fold[order] = np.arange(len(names)) % folds
    return fold[members]
