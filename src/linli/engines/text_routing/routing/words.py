"""The words of a text that spoke for a category, as a person would mark them.

What a run adds to the category's score, over what it adds to the others on average, is divided
evenly among its characters; the stretches of letters with most of it are the words. Contributions
add up to the score exactly (the model is linear), so this is no approximation.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linli.engines.text_routing.grams import LONGEST_GRAM, gram_keys
from linli.engines.text_routing.routing.model import Reading, RoutingModel

MOST = 5
LONGEST = 6
# Grammar that may stand at the edge of a stretch and says nothing by itself; characters that also
# begin or end words of their own (就业, 都市) stand in one of the two alone.
NO_BEGINNING = "的了是也很又们我你他她它这那"
NO_END = "的了是就也都很又还在和把被我你他她它这那"
_LETTERS = re.compile(r"[^\W\d_]+")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Word:
    """A stretch of the prepared text, and what it added to the score."""

    text: str
    weight: float


def speaking_words(model: RoutingModel, reading: Reading, category: int) -> tuple[Word, ...]:
    """At most ``MOST`` words, those that spoke loudest first."""
    normal = reading.text
    heard = _heard(model, reading, category)
    total: dict[str, float] = {}
    for start, end in _stretches(normal, heard):
        word = normal[start:end]
        total[word] = total.get(word, 0.0) + float(heard[start:end].sum())
    best = sorted(total, key=lambda word: (-total[word], word))
    return tuple(Word(word, total[word]) for word in best[:MOST])


def _heard(model: RoutingModel, reading: Reading, category: int) -> Floats:
    """What every character of the text added."""
    normal = reading.text
    heard = np.zeros(len(normal))
    if len(reading.columns) == 0:
        return heard
    rows = model.weights[reading.columns].astype(np.float64)
    spoken = reading.values * (rows[:, category] - rows.mean(axis=1))
    keys = gram_keys(normal)
    columns = np.searchsorted(model.keys[reading.columns], keys)
    columns[columns == len(reading.columns)] = 0
    known = model.keys[reading.columns][columns] == keys
    times = np.bincount(columns[known], minlength=len(reading.columns))
    each = np.where(known, (spoken / np.maximum(times, 1))[columns], 0)
    begin = 0
    for length in range(1, LONGEST_GRAM + 1):
        part = each[begin : begin + max(len(normal) - length + 1, 0)] / length
        for place in range(length):
            heard[place : place + len(part)] += part
        begin += len(part)
    return heard


def _stretches(normal: str, heard: Floats) -> list[tuple[int, int]]:
    """Where at least two neighbouring letters each added more than half of the best ones, without
    the grammar at their edges."""
    letters = np.zeros(len(normal), bool)
    for match in _LETTERS.finditer(normal):
        letters[match.start() : match.end()] = True
    loud = heard[letters & (heard > 0)]
    if len(loud) == 0:
        return []
    marked = letters & (heard > max(loud.mean(), loud.max() / 4))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked, [0]])))
    pairs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    trimmed = [_trim(normal, start, end) for start, end in pairs]
    return [(start, min(end, start + LONGEST)) for start, end in trimmed if end - start > 1]


def _trim(normal: str, start: int, end: int) -> tuple[int, int]:
    text = normal[start:end]
    begun = start + len(text) - len(text.lstrip(NO_BEGINNING))
    return begun, max(begun, start + len(text.rstrip(NO_END)))
