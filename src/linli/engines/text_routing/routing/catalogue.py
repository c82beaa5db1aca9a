"""A model without any history: it knows only the words of the operator's catalogue.

A category is the text of its own path and of all that lies under it. Its weights are the rarities
of its runs of two and three letters, a row of length one; a text scores by the cosine. What such a
model says is never sure: nothing is known of how often it is right. Measured on real messages: see
the documentation of the engine.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from linli.engines.text_routing.errors import TrainingError
from linli.engines.text_routing.grams import Keys, gram_keys
from linli.engines.text_routing.normalisation import letters_of
from linli.engines.text_routing.routing.calibration import Calibration
from linli.engines.text_routing.routing.model import FEWEST_LABELS, Basis, RoutingModel
from linli.engines.text_routing.routing.weighting import dampened, unit_rows

SLOPE = 12.0
SEPARATOR = "/"
_FIRST_PAIR = np.uint64(1 << 21)


def model_of_catalogue(paths: Sequence[Sequence[str]], *, level: int = 1) -> RoutingModel:
    """The model for the categories at a level (1 is the highest), each named by its path."""
    documents: dict[str, set[str]] = {}
    for path in paths:
        parts = [part.strip() for part in path if part.strip()]
        if len(parts) >= level >= 1:
            documents.setdefault(SEPARATOR.join(parts[:level]), set()).update(parts)
    if len(documents) < FEWEST_LABELS:
        raise TrainingError(f"the catalogue has fewer than two categories at level {level}")
    labels = tuple(sorted(documents))
    keys, counts = _count([sorted(documents[label]) for label in labels])
    times = np.bincount(counts.indices, minlength=len(keys))
    rarity = np.log((1 + len(labels)) / times)
    rows = unit_rows(dampened(counts), rarity)
    size = len(labels)
    return RoutingModel(
        labels=labels,
        basis=Basis.CATALOGUE,
        examples=0,
        least=1,
        precision=0.95,
        keys=keys,
        importance=rarity.astype(np.float32),
        weights=np.asarray(rows.T.todense()).astype(np.float16),
        intercept=np.zeros(size, np.float32),
        calibration=Calibration(
            np.zeros(0), np.full(1, SLOPE), np.zeros(size), np.ones(1), np.zeros(1)
        ),
    )


def _count(documents: Sequence[Sequence[str]]) -> tuple[Keys, sparse.csr_array]:
    """The runs of each category's words, none across two words."""
    found = [np.concatenate([_runs(word) for word in words]) for words in documents]
    keys, columns = np.unique(np.concatenate(found), return_inverse=True)
    rows = np.repeat(np.arange(len(found)), [len(part) for part in found])
    ones = np.ones(len(rows), np.float32)
    counts = sparse.csr_array((ones, (rows, columns)), shape=(len(found), len(keys)))
    counts.sum_duplicates()
    return keys, counts


def _runs(word: str) -> Keys:
    keys = gram_keys(letters_of(word))
    return keys[keys >= _FIRST_PAIR]
