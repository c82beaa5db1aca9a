"""Finds what a reader would get in the wrong language or with a hole in it."""

from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message, TranslationError

from .store import id_of, texts_of


def complaints(catalog: Catalog) -> Iterator[str]:
    """One line for each message that is untranslated, unsure, or loses a placeholder."""
    for message in catalog:
        if message.id and (reason := _reason(message, catalog)):
            where = ", ".join(sorted({place for place, _ in message.locations}))
            yield f"{reason}: {id_of(message)!r} ({where})"


def _reason(message: Message, catalog: Catalog) -> str:
    if message.fuzzy:
        return "unsure"
    if not all(texts_of(message)):
        return "untranslated"
    try:
        broken = [str(error) for error in message.check(catalog)]
    except TranslationError as error:
        broken = [str(error)]
    return "; ".join(broken)


def agree(one: Catalog, other: Catalog) -> bool:
    """Whether both say the same for the same messages."""
    return _strings(one) == _strings(other)


def _strings(catalog: Catalog) -> dict[tuple[str, str | None], tuple[str, ...]]:
    return {
        (id_of(message), message.context): texts_of(message) for message in catalog if message.id
    }
