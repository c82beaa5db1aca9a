"""A statement with what everybody or each group says to it."""

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.report import phrases
from linli.engines.opinion_groups.report.markup import bar, paragraph, share, show
from linli.engines.opinion_groups.report.plane import shape
from linli.engines.opinion_groups.statements import Statement
from linli.engines.opinion_groups.wording import Words


def card(analysis: Analysis, statement: int | str, *lines: str) -> str:
    """The statement's words, then the lines."""
    return quote(analysis.statements[analysis.place_of(statement)], *lines)


def quote(statement: Statement, *lines: str) -> str:
    """The same for a statement that may have no votes yet."""
    text = statement.text or f"#{statement.id}"
    return f'<li class="card"><p class="statement">{show(text)}</p>{"".join(lines)}</li>'


def cards(items: list[str]) -> str:
    """Several of them."""
    return f'<ul class="cards">{"".join(items)}</ul>'


def count_all(analysis: Analysis, statement: int | str) -> str:
    """What everybody says."""
    agreed, against, cast = (int(n) for n in analysis.totals[analysis.place_of(statement)])
    return _line(show(phrases.ALL), agreed, against, cast)


def count_groups(analysis: Analysis, statement: int | str, first: int | None = None) -> str:
    """What each group says, beginning with ``first``."""
    place = analysis.place_of(statement)
    groups = sorted(analysis.groups, key=lambda group: (group.id != first, group.id))
    return "".join(
        _line(
            f"{shape(group.id)} {show(phrases.SHORT_GROUP.fill(id=group.id + 1))}",
            *(int(n) for n in analysis.counts[group.id, place]),
        )
        for group in groups
    )


def note(words: Words) -> str:
    """A smaller line."""
    return paragraph(words, "small both")


def _line(name: str, agreed: int, against: int, cast: int) -> str:
    words = phrases.NOBODY
    if cast:
        words = phrases.COUNTS.fill(agreed=share(agreed, cast), against=share(against, cast))
    return (
        f'<div class="line"><span class="who">{name}</span>{bar(agreed, against, cast)}'
        f'<span class="counts both">{show(words)}</span></div>'
    )
