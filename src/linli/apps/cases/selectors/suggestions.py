"""What a report is about and who deals with it, guessed.  A person decides; whoever guesses says
from which words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.apps.cases.models import Category
from linli.core.matters.models import Matter
from linli.ground.communities.models import Community

MOST = 3
CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: the words, and community, place and time where they are known."""

    text: str
    community: Community | None = None
    place_code: str = ""
    at: datetime | None = None

    @classmethod
    def about(cls, matter: Matter, text: str, *, community: Community) -> "Asked":
        """The words of a matter of that community, in its place and at its time."""
        return cls(text, community, matter.place_code, matter.opened_at)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category, the words that spoke for it, and who says so (`catalogue`, or a model's version).

    `probability` is None where nobody knows how often such a suggestion is right; `sure` where it
    is as often right as was wanted.
    """

    category: Category
    words: tuple[str, ...]
    source: str
    sure: bool = False
    probability: float | None = None

    @property
    def percent(self) -> int | None:
        """Never a hundred: nothing that is guessed is certain."""
        return None if self.probability is None else min(99, round(100 * self.probability))


@dataclass(frozen=True, slots=True)
class OrganisationSuggestion:
    """An organisation's short name that a model is sure of, and the model's version."""

    slug: str
    source: str


Suggester = Callable[[Sequence[Category], Asked], list[Suggestion]]
OrganisationSuggester = Callable[[Asked], OrganisationSuggestion | None]


def suggest_from_words(categories: Sequence[Category], asked: Asked) -> list[Suggestion]:
    """Categories whose catalogue words occur in the text, by characters matched, at most three."""
    found, text = [], asked.text.casefold()
    for category in categories:
        words = tuple(word for word in category.words if word.casefold() in text)
        if words:
            found.append(Suggestion(category, words, CATALOGUE))
    found.sort(key=lambda item: (-sum(map(len, item.words)), item.category.position))
    return found[:MOST]


_suggesters: list[Suggester] = [suggest_from_words]
_organisation_suggesters: list[OrganisationSuggester] = []


def register_suggester(suggester: Suggester) -> None:
    """Puts a suggester in front: it is asked first, and an empty answer passes the question on."""
    if suggester not in _suggesters:
        _suggesters.insert(0, suggester)


def register_organisation_suggester(suggester: OrganisationSuggester) -> None:
    """Makes a suggester of organisations known; None passes the question on."""
    if suggester not in _organisation_suggesters:
        _organisation_suggesters.append(suggester)


def suggest_categories(categories: Sequence[Category], asked: Asked) -> list[Suggestion]:
    """What a text is about, among the categories of one community, which a list loads once.

    The first suggester's answer that is not empty; none where nobody knows.
    """
    for suggester in _suggesters:
        if suggestions := suggester(categories, asked):
            return suggestions
    return []


def suggest_organisation(asked: Asked) -> OrganisationSuggestion | None:
    """The organisation that a model is sure of; None where none is."""
    answers = (suggester(asked) for suggester in _organisation_suggesters)
    return next((answer for answer in answers if answer is not None), None)
