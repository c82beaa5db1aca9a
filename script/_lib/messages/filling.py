"""Takes translations from a list of two columns, the form in which translators send them."""

from collections.abc import Iterable, Iterator

from babel.messages.catalog import Catalog

from .store import id_of, texts_of

SEPARATOR = " ||| "


def parse(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs from lines `English ||| 中文`; other lines are left out."""
    for line in lines:
        english, separator, chinese = line.strip().partition(SEPARATOR)
        if separator and english.strip() and chinese.strip():
            yield english.strip().replace(r"\n", "\n"), chinese.strip().replace(r"\n", "\n")


def fill(catalog: Catalog, pairs: Iterable[tuple[str, str]]) -> int:
    """Sets the translation of each message that has none; returns how many it set.

    A message with plural forms is found by either of them; Chinese has one form for all.
    """
    known = dict(pairs)
    filled = 0
    for message in catalog:
        forms = (message.id,) if isinstance(message.id, str) else message.id
        chinese = next((known[form] for form in forms if form in known), None)
        if id_of(message) and chinese and not all(texts_of(message)):
            message.string = chinese if isinstance(message.id, str) else (chinese,)
            filled += 1
    return filled
