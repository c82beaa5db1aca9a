"""Small pieces of the page. Everything that comes from outside is escaped here."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from linli.engines.text_routing.report.wording import Words

Cell = str | int | Words

_HEIGHT, _BAR, _GAP = 64, 9, 3


def show(cell: Cell) -> str:
    """Words in both languages; anything else escaped."""
    if isinstance(cell, Words):
        zh, en = escape(cell.zh), escape(cell.en)
        return f'<span lang="zh-Hans">{zh}</span> <span lang="en">{en}</span>'
    return escape(f"{cell:,}" if isinstance(cell, int) else cell)


def paragraph(words: Words) -> str:
    """One language under the other."""
    return f'<p class="both">{show(words)}</p>'


def section(name: str, title: Words, *parts: str) -> str:
    """A section with its heading."""
    body = "\n".join(part for part in parts if part)
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{show(title)}</h2>\n{body}\n</section>'


def table(caption: Words, header: Sequence[Words], rows: Iterable[Sequence[Cell | str]]) -> str:
    """A table whose second column names the row; on phones each row becomes a block."""
    head = "".join(f'<th role="columnheader" scope="col">{show(words)}</th>' for words in header)
    body = "\n".join(f'<tr role="row">{_cells(header, row)}</tr>' for row in rows)
    return (
        f'<table role="table"><caption>{show(caption)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}\n</tbody></table>'
    )


def _cells(header: Sequence[Words], row: Sequence[Cell]) -> str:
    cells = []
    for place, (words, cell) in enumerate(zip(header, row, strict=True)):
        if place == 0:
            cells.append(f'<th role="rowheader" scope="row">{show(cell)}</th>')
        else:
            label = escape(f"{words.zh} {words.en}")
            cells.append(f'<td role="cell" data-label="{label}"><span>{show(cell)}</span></td>')
    return "".join(cells)


def facts(pairs: Iterable[tuple[Words, Cell]]) -> str:
    """Names and values."""
    rows = "".join(f"<dt>{show(name)}</dt><dd>{show(value)}</dd>" for name, value in pairs)
    return f"<dl>{rows}</dl>"


def bars(weeks: Sequence[tuple[date, int]]) -> str:
    """Weeks as bars, for the eye only: what they say stands in words beside them."""
    most = max(count for _, count in weeks)
    step = _BAR + _GAP
    drawn = "".join(
        f'<rect x="{place * step}" y="{_HEIGHT - _tall(count, most)}" width="{_BAR}" '
        f'height="{_tall(count, most)}"/>'
        for place, (_, count) in enumerate(weeks)
        if count
    )
    width = len(weeks) * step
    return (
        f'<svg class="bars" aria-hidden="true" viewBox="0 0 {width} {_HEIGHT + 2}" width="{width}" '
        f'height="{_HEIGHT + 2}" preserveAspectRatio="none">{drawn}'
        f'<rect class="ground" x="0" y="{_HEIGHT}" width="{width}" height="2"/></svg>'
    )


def _tall(count: int, most: int) -> int:
    return max(3, round(count / most * _HEIGHT))
