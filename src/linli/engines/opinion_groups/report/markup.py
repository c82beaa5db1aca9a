"""Small pieces of the page. Everything that comes from outside is escaped here."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from linli.engines.opinion_groups.wording import Words, format_percent

_WIDTH = 240
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def show(words: Words | str) -> str:
    """Words in both languages; text from outside escaped."""
    if isinstance(words, str):
        return _quote(words)
    return (
        f'<span lang="zh-Hans">{escape(words.zh)}</span> <span lang="en">{escape(words.en)}</span>'
    )


def _quote(text: str) -> str:
    """Text from outside. Without Chinese in it, it is set in a font whose quotes are narrow."""
    if _CHINESE.search(text):
        return escape(text)
    return f'<span class="latin">{escape(text)}</span>'


def paragraph(words: Words, kind: str = "both") -> str:
    """A paragraph, one language under the other."""
    return f'<p class="{kind}">{show(words)}</p>'


def section(name: str, title: Words, *parts: str) -> str:
    """A section with its heading."""
    body = "\n".join(part for part in parts if part)
    return (
        f'<section id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title" class="both">{show(title)}</h2>\n{body}\n</section>'
    )


def facts(pairs: Iterable[tuple[Words, str]]) -> str:
    """A list of names and values."""
    rows = "".join(
        f"<div><dt>{show(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs
    )
    return f'<dl class="facts">{rows}</dl>'


def bar(agreed: int, against: int, cast: int) -> str:
    """Agreeing in full colour from the left, disagreeing hatched from the right; for the eye only."""
    if not cast:
        return ""
    left, right = _WIDTH * agreed / cast, _WIDTH * against / cast
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDTH} 14" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="trough" width="{_WIDTH}" height="14"/>'
        f'<rect class="agree" width="{left:.1f}" height="14"/>'
        f'<rect class="against" x="{_WIDTH - right:.1f}" width="{right:.1f}" height="14"/></svg>'
    )


def share(count: int, cast: int) -> str:
    """A share with its numbers."""
    return f"{format_percent(count / cast)} ({count:,}/{cast:,})" if cast else "–"


def table(name: str, caption: Words, header: Sequence[Words], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column names the rows; it scrolls by itself where it is too wide.

    ``name`` begins the id of its caption, which names the part that scrolls in both languages.
    """
    head = "".join(f'<th scope="col">{show(words)}</th>' for words in header)
    body = "\n".join(
        f'<tr><th scope="row">{show(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-labelledby="{name}-caption">'
        f'<table><caption id="{name}-caption" class="both">{show(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )
