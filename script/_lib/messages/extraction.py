"""Finds every message in Python files and in Django's templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from django.utils.translation.template import templatize

from script._lib.paths import PACKAGE

Keyword = tuple[int | tuple[int, str], ...] | None
Found = tuple[int, str | tuple[str, ...], list[str], str | None]

SINGULAR: Keyword = None
PLURAL: Keyword = (1, 2)
IN_CONTEXT: Keyword = ((1, "c"), 2)
PLURAL_IN_CONTEXT: Keyword = ((1, "c"), 2, 3)
KEYWORDS: dict[str, Keyword] = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "npgettext_lazy": PLURAL_IN_CONTEXT,
}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}

_TEXT = r"""[uU]?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What `templatize` leaves of a template: calls of these four, all else crossed out.
_CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*({_TEXT}(?:\s*,\s*{_TEXT})*)", re.DOTALL)
_SHAPES = {
    "_": (False, 1),
    "gettext": (False, 1),
    "ngettext": (False, 2),
    "pgettext": (True, 2),
    "npgettext": (True, 3),
}


def extract(package: Path = PACKAGE) -> Catalog:
    """All messages under a folder, each with the files that it stands in."""
    catalog = Catalog(charset="utf-8")
    for path in sorted(package.rglob("*")):
        for line, message, comments, context in _messages_in(path):
            place = (str(path.relative_to(package.parent)), line)
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def _messages_in(path: Path) -> Iterator[Found]:
    if path.suffix == ".py":
        yield from extract_from_file("python", path, KEYWORDS, ("Translators:",))
    elif path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts:
        yield from messages_in_template(path.read_text(), str(path))


def messages_in_template(source: str, origin: str) -> Iterator[Found]:
    """The messages of `translate`, `blocktranslate` and `_("…")`, as Django will look them up."""
    code = templatize(source, origin=origin)
    for call in _CALL.finditer(code):
        in_context, count = _SHAPES[call[1]]
        texts = list(ast.literal_eval(f"({call[2]},)"))[:count]
        line = code.count("\n", 0, call.start()) + 1
        context = texts.pop(0) if in_context else None
        yield line, texts[0] if len(texts) == 1 else tuple(texts), [], context
