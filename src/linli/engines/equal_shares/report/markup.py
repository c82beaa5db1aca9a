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
    """A table whose first column names the rows and whose other columns are figures."""
    head = "".join(
        f'<th scope="col"{_number(place)}>{show(words)}</th>' for place, words in enumerate(header)
    )
    body = "\n".join(f"<tr>{_row(row)}</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption.zh)}">'
        f"<table><caption>{show(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _row(row: Sequence[Cell]) -> str:
    cells = [f'<th scope="row">{show(row[0])}</th>']
    cells += [f'<td class="number">{show(cell)}</td>' for cell in row[1:]]
    return "".join(cells)


def _number(place: int) -> str:
    return ' class="number"' if place else ""


def facts(pairs: Iterable[tuple[Words, Cell]]) -> str:
    """A list of names and values."""
    rows = "".join(f"<dt>{show(name)}</dt><dd>{show(value)}</dd>" for name, value in pairs)
    return f"<dl>{rows}</dl>"


def part(value: Fraction | float) -> Markup:
    """A part of the whole as a bar and a percentage."""
    text, number = format_percent(value), min(max(float(value), 0.0), 1.0)
    return Markup(f'<meter min="0" max="1" value="{number:.4f}">{text}</meter> {text}')


def listing(items: Sequence[str]) -> Cell:
    """Ids in a row, or a dash."""
    return "、".join(items) if items else "—"
