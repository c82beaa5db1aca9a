"""The catalogue files: `locale/<language>/LC_MESSAGES/django.po` and their compiled form."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from script._lib.paths import LOCALE

TRANSLATED = "zh_Hans"
DERIVED = "zh_Hant"
LANGUAGES = (TRANSLATED, DERIVED, "en")
# Headers that change with each writing and say nothing.
_LEFT_OUT = tuple(
    f'"{name}:'
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)


def path_of(language: str, folder: Path = LOCALE) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def read(language: str, folder: Path = LOCALE) -> Catalog:
    """The catalogue, empty if there is no file yet."""
    path = path_of(language, folder)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, charset="utf-8", abort_invalid=True)
    catalog.fuzzy = False
    return catalog


def write(catalog: Catalog, language: str, folder: Path = LOCALE) -> None:
    """In order of the messages and without line numbers: a diff shows only what changed."""
    text = io.BytesIO()
    catalog.header_comment = ""
    write_po(text, catalog, width=0, sort_output=True, include_lineno=False)
    lines = text.getvalue().decode().splitlines(keepends=True)
    path = path_of(language, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = "".join(line for line in lines if not line.startswith(_LEFT_OUT))
    path.write_text(kept.strip() + "\n")


def merge(found: Catalog, language: str, folder: Path = LOCALE) -> Catalog:
    """The messages found, with their stored translations; those of vanished ones are kept aside,
    and come back when the message does."""
    stored = read(language, folder)
    known = {_key(old): old for old in (*stored.obsolete.values(), *stored) if old.id}
    merged = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in found:
        if message.id:
            _take_over(merged, message, known.pop(_key(message), None))
    for key, old in known.items():
        if all(texts_of(old)):
            merged.obsolete[repr(key)] = old
    return merged


def _take_over(merged: Catalog, message: Message, old: Message | None) -> None:
    merged.add(
        message.id,
        old.string if old else "",
        locations=message.locations,
        flags=old.flags if old else (),
        auto_comments=message.auto_comments,
        user_comments=old.user_comments if old else (),
        context=message.context,
    )


def _key(message: Message) -> tuple[str | tuple[str, ...], str | None]:
    return message.id if isinstance(message.id, str) else tuple(message.id), message.context


def compile_catalogue(language: str, folder: Path = LOCALE) -> None:
    """Writes the `.mo` beside the `.po`, without messages of which a form is missing: an empty
    plural would be shown as it is, a missing message is shown in English."""
    catalog = read(language, folder)
    for message in catalog:
        if not all(texts_of(message)):
            message.string = ""
    with path_of(language, folder).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def texts_of(message: Message) -> tuple[str, ...]:
    """The translation's forms: one for a plain message, one for each plural else; "" if none."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def id_of(message: Message) -> str:
    """The message, or its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]
