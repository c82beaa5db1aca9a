"""The parts of the page that list statements."""

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.consensus import Shared
from linli.engines.opinion_groups.report import phrases
from linli.engines.opinion_groups.report.cards import (
    card,
    cards,
    count_all,
    count_groups,
    note,
    quote,
)
from linli.engines.opinion_groups.report.markup import paragraph, section, share, show, table
from linli.engines.opinion_groups.wording import Words, format_percent


def list_shared(analysis: Analysis) -> str:
    """What most agree with and what most reject."""
    both = analysis.consensus
    if not both.agree and not both.disagree:
        return section("shared", phrases.SHARED, paragraph(phrases.SHARED_NONE))
    return section(
        "shared",
        phrases.SHARED,
        *_list_side(analysis, phrases.SHARED_AGREE, both.agree),
        *_list_side(analysis, phrases.SHARED_AGAINST, both.disagree),
    )


def list_dividing(analysis: Analysis) -> str:
    """What divides the groups; nothing where there are none."""
    if len(analysis.groups) <= 1:
        return ""
    items = [
        card(analysis, item.statement, count_groups(analysis, item.statement))
        for item in analysis.divisions
    ]
    body = cards(items) if items else paragraph(phrases.DIVIDING_NONE)
    return section("dividing", phrases.DIVIDING, body)


def list_next(analysis: Analysis) -> str:
    """What should be shown next."""
    new = set(analysis.unasked)
    items = [
        quote(found, note(phrases.NOBODY) if found in new else count_all(analysis, found.id))
        for found in analysis.most_urgent
    ]
    return section("next", phrases.NEXT, paragraph(phrases.NEXT_WHY), cards(items))


def list_all(analysis: Analysis) -> str:
    """Every statement that takes part, folded away."""
    header = [
        phrases.STATEMENT,
        phrases.AGREE,
        phrases.AGAINST,
        phrases.PASS,
        phrases.SURE_INTERVAL,
    ]
    rows = [_row(analysis, place) for place in analysis.places]
    whole = table("all", phrases.ALL_TITLE, header, rows)
    words = phrases.SHOW_ALL.fill(n=len(rows))
    summary = f'<summary class="both">{show(words)}</summary>'
    return section("all", phrases.ALL_TITLE, f"<details>{summary}{whole}</details>")


def _list_side(analysis: Analysis, title: Words, shared: tuple[Shared, ...]) -> list[str]:
    if not shared:
        return []
    items = [
        card(
            analysis,
            item.statement,
            count_all(analysis, item.statement),
            count_groups(analysis, item.statement),
            note(_say_interval(analysis, item.statement)),
        )
        for item in shared
    ]
    return [f'<h3 class="both">{show(title)}</h3>', cards(items)]


def _say_interval(analysis: Analysis, statement: int | str) -> Words:
    low, high = analysis.intervals[analysis.place_of(statement)]
    return phrases.INTERVAL.fill(low=format_percent(low), high=format_percent(high))


def _row(analysis: Analysis, place: int) -> list[str]:
    agreed, against, cast = (int(count) for count in analysis.totals[place])
    statement = analysis.statements[place]
    low, high = analysis.intervals[place]
    return [
        statement.text or f"#{statement.id}",
        share(agreed, cast),
        share(against, cast),
        share(cast - agreed - against, cast),
        f"{format_percent(low)} – {format_percent(high)}",
    ]
