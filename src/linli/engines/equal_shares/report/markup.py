"""Small pieces of the page. Everything that comes from outside is escaped here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from linli.engines.equal_shares.wording import Words, format_percent


@dataclass(frozen=True)
class Markup:
    """Text that is HTML already."""

    html: str


Cell = str | int | Words | Markup


def show(cell: Cell) -> str:
    """A cell as HTML: words in both languages, anything else escaped."""
    if isinstance(cell, Markup):
        return cell.html
    if isinstance(cell, Words):
        return f'<span lang="zh-Hans">{escape(cell.zh)}</span> <span lang="en">{escape(cell.en)}</span>'
    return escape(f"{cell:,}" if isinstance(cell, int) else cell)


def paragraph(words: Words) -> str:
    """A paragraph, one language under the other."""
    return f'<p class="both">{show(words)}</p>'


def section(name: str, title: Words, *parts: str) -> str:
    """A section with its heading."""
    body = "\n".join(part for part in parts if part)
    return (
        f'<section id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{show(title)}</h2>\n{body}\n</section>'
    )


def table(caption: Words, header: Sequence[Words], rows: Iterable[Sequence[Cell]]) -> str:
    """A table whose first column names the rows and whose other columns are figures.

    On narrow screens each row is a block of names and values, which takes the roles of its
    elements away: so they are written out.
    """
    head = "".join(_heading(place, words) for place, words in enumerate(header))
    body = "\n".join(f'<tr role="row">{_row(header, row)}</tr>' for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption.zh)}">'
        f'<table role="table"><caption>{show(caption)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}\n</tbody></table></div>'
    )


def _heading(place: int, words: Words) -> str:
    number = ' class="number"' if place else ""
    return f'<th role="columnheader" scope="col"{number}>{show(words)}</th>'


def _row(header: Sequence[Words], row: Sequence[Cell]) -> str:
    cells = [f'<th role="rowheader" scope="row">{show(row[0])}</th>']
    for words, cell in zip(header[1:], row[1:], strict=True):
        label = escape(f"{words.zh} {words.en}")
        value = f"<span>{show(cell)}</span>"
        cells.append(f'<td role="cell" class="number" data-label="{label}">{value}</td>')
    return "".join(cells)


def facts(pairs: Iterable[tuple[Words, Cell]]) -> str:
    """A list of names and values."""
    rows = "".join(f"<dt>{show(name)}</dt><dd>{show(value)}</dd>" for name, value in pairs)
    return f"<dl>{rows}</dl>"


def part(value: Fraction | float) -> Markup:
    """A part of the whole as a bar and a percentage."""
    text, number = format_percent(value), min(max(float(value), 0.0), 1.0)
    return Markup(f'<meter min="0" max="1" value="{number:.4f}">{text}</meter> {text}')


def listing(items: Sequence[str]) -> Cell:
    """Items one under the other, or a dash."""
    return Markup("".join(f'<span class="item">{show(item)}</span>' for item in items) or "—")
