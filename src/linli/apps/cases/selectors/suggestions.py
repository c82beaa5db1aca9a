"""What a report is about, guessed.  A person decides; whoever guesses says from which words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linli.apps.cases.models import Category

MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category, the words that spoke for it, and who says so (`catalogue`, or a model)."""

    category: Category
    words: tuple[str, ...]
    source: str


Suggester = Callable[[Sequence[Category], str], list[Suggestion]]


def suggest_from_words(categories: Sequence[Category], text: str) -> list[Suggestion]:
    """Categories whose catalogue words occur in the text, by characters matched, at most three."""
    found = []
    for category in categories:
        words = tuple(word for word in category.words if word.casefold() in text.casefold())
        if words:
            found.append(Suggestion(category, words, "catalogue"))
    found.sort(key=lambda item: (-sum(map(len, item.words)), item.category.position))
    return found[:MOST]


_suggesters: list[Suggester] = [suggest_from_words]


def register_suggester(suggester: Suggester) -> None:
    """Puts a suggester in front: it is asked first, and an empty answer passes the question on."""
    if suggester not in _suggesters:
        _suggesters.insert(0, suggester)


def suggest_categories(categories: Sequence[Category], text: str) -> list[Suggestion]:
    """What a text is about, among the categories of one community, which a list loads once.

    The first suggester's answer that is not empty; none where nobody knows.
    """
    for suggester in _suggesters:
        if suggestions := suggester(categories, text):
            return suggestions
    return []
