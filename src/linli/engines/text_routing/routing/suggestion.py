"""What a model says to one text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.engines.text_routing.errors import OptionError
from linli.engines.text_routing.routing.calibration import leads
from linli.engines.text_routing.routing.model import Basis, Reading, RoutingModel
from linli.engines.text_routing.routing.words import Word, speaking_words

FAMILIAR = 0.35
"""The part of a text's pairs of characters that must be known before a model may be sure."""
ENOUGH = 4
"""So many runs of a text must be known."""


class Doubt(StrEnum):
    """Why a suggestion is not sure."""

    NONE = ""
    NO_HISTORY = "no_history"
    UNKNOWN_WORDS = "unknown_words"
    BELOW_PRECISION = "below_precision"


@dataclass(frozen=True)
class Choice:
    """A category and the probability that it is the right one."""

    label: str
    probability: float


@dataclass(frozen=True)
class Suggestion:
    """Categories from the most probable on, and the words that spoke for the first.

    ``sure`` means that suggestions whose first choice led by as much reached the wanted precision on texts that
    were held out; else ``doubt`` says why not. It is a suggestion: a person decides.
    """

    choices: tuple[Choice, ...]
    words: tuple[Word, ...]
    doubt: Doubt
    threshold: float
    basis: Basis
    version: str

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against showing the first choice as the suggestion."""
        return self.doubt is Doubt.NONE


def suggest(
    model: RoutingModel,
    text: str,
    *,
    place: str | None = None,
    time: datetime | None = None,
    precision: float | None = None,
    most: int = 5,
) -> Suggestion:
    """The suggestion for a text, at the model's precision or at another one."""
    if precision is not None and not 0 < precision < 1:
        raise OptionError("the wanted precision lies between 0 and 1")
    reading = model.read(text, place=place, time=time)
    found = model.probabilities(reading)
    order = sorted(range(len(found)), key=lambda k: (-found[k], k))
    threshold = model.calibration.threshold(precision or model.precision)
    return Suggestion(
        choices=tuple(Choice(model.labels[k], float(found[k])) for k in order[:most]),
        words=speaking_words(model, reading, order[0]),
        doubt=_doubt(model, reading, float(leads(found)), threshold),
        threshold=threshold,
        basis=model.basis,
        version=model.version,
    )


def _doubt(model: RoutingModel, reading: Reading, lead: float, threshold: float) -> Doubt:
    if reading.known < FAMILIAR or len(reading.columns) < ENOUGH:
        return Doubt.UNKNOWN_WORDS
    if model.basis is Basis.CATALOGUE:
        return Doubt.NO_HISTORY
    return Doubt.NONE if lead >= threshold else Doubt.BELOW_PRECISION


def roll_up(choices: tuple[Choice, ...], separator: str = "/") -> tuple[Choice, ...]:
    """The same one level higher: categories named by paths, their probabilities added up."""
    sums: dict[str, float] = {}
    for choice in choices:
        above = choice.label.rpartition(separator)[0] or choice.label
        sums[above] = sums.get(above, 0.0) + choice.probability
    return tuple(Choice(name, sums[name]) for name in sorted(sums, key=lambda n: (-sums[n], n)))
