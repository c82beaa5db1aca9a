"""A model: plain arrays from which a suggestion follows with numpy alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.grams import Keys, context_keys, gram_keys
from linli.engines.text_routing.routing.calibration import Calibration
from linli.engines.text_routing.routing.preparing import prepare

FEWEST_LABELS = 2

Floats = npt.NDArray[np.float64]


class Basis(StrEnum):
    """What a model knows from: decisions of people, or only the words of a catalogue."""

    HISTORY = "history"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, eq=False)
class Reading:
    """A text as a model sees it: prepared, and its known runs by their place among the model's keys.

    ``values`` are a row of length one. ``known`` is the part of the text's pairs of characters
    that the model has seen.
    """

    text: str
    columns: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]
    known: float


@dataclass(frozen=True, eq=False)
class RoutingModel:
    """Weights of runs of characters for each category.

    ``keys`` ascend; ``importance[j]`` scales run ``j`` before rows get length one;
    ``weights[j, k]`` is what it says for category ``k``. Each run stood in texts of at least
    ``least`` sources. ``precision`` is the one wanted when it was made.
    """

    labels: tuple[str, ...]
    basis: Basis
    examples: int
    least: int
    precision: float
    keys: Keys
    importance: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float16]
    intercept: npt.NDArray[np.float32]
    calibration: Calibration

    def read(self, text: str, *, place: str | None = None, time: datetime | None = None) -> Reading:
        """The text's runs that the model knows."""
        normal = prepare(text)
        words, times = np.unique(gram_keys(normal), return_counts=True)
        keys = np.concatenate([words, context_keys(place, time)])
        times = np.concatenate([times, np.ones(len(keys) - len(words), np.int64)])
        columns, found = self._find(keys)
        columns, times = columns[found], times[found]
        values = (1 + np.log(times)).astype(np.float32) * self.importance[columns]
        length = np.sqrt((values * values).sum())
        pairs = (words >> np.uint64(21) > 0) & (words >> np.uint64(42) == 0)
        known = found[: len(words)][pairs]
        part = float(known.mean()) if len(known) else 0.0
        return Reading(normal, columns, values / (length or np.float32(1)), part)

    def _find(self, keys: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """For each key its place among the model's, and whether the model has it at all."""
        columns = np.searchsorted(self.keys, keys)
        found = columns < len(self.keys)
        found[found] = self.keys[columns[found]] == keys[found]
        return columns, found

    def scores(self, reading: Reading) -> Floats:
        """What each category scores."""
        rows = self.weights[reading.columns].astype(np.float64)
        heard: Floats = np.einsum("i,ij->j", reading.values.astype(np.float64), rows)
        return heard + self.intercept

    def probabilities(self, reading: Reading) -> Floats:
        """In order of the labels; they sum to one."""
        return self.calibration.probabilities(self.scores(reading))

    @cached_property
    def version(self) -> str:
        """Sixteen hexadecimal digits that stand for all that the model is made of."""
        digest = sha256(repr((self.labels, self.basis.value, self.examples, self.least)).encode())
        for array in (self.keys, self.importance, self.weights, self.intercept):
            digest.update(np.ascontiguousarray(array).tobytes())
        calibration = self.calibration
        digest.update(calibration.biases.tobytes())
        if len(calibration.knots):
            digest.update(calibration.knots.tobytes() + calibration.slopes.tobytes())
            digest.update(repr(self.precision).encode())
        else:  # as in files of version 1, so that what decisions name stays the same
            digest.update(repr((self.precision, float(calibration.slopes[0]))).encode())
        return digest.hexdigest()[:16]
