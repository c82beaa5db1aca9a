"""The parts of the page about the whole: figures, map, groups, method."""

from linli.engines.opinion_groups.analysis import Analysis, Group
from linli.engines.opinion_groups.explanation import REASONS
from linli.engines.opinion_groups.finding import State
from linli.engines.opinion_groups.report import phrases
from linli.engines.opinion_groups.report.cards import card, cards, count_groups, note
from linli.engines.opinion_groups.report.certainty import judge
from linli.engines.opinion_groups.report.markup import facts, paragraph, section, show
from linli.engines.opinion_groups.report.plane import draw, say_map, shape
from linli.engines.opinion_groups.representative import Direction, Representative
from linli.engines.opinion_groups.wording import Words


def summarise(analysis: Analysis) -> str:
    """What was found in one sentence, and the figures."""
    finding = analysis.finding
    words = phrases.FOUND if finding.state is State.GROUPS else phrases.NO_GROUPS
    told = words.fill(k=len(finding.shown), why=REASONS[finding.reason])
    hidden = paragraph(phrases.HIDDEN.fill(n=finding.hidden)) if finding.hidden else ""
    pairs = [
        (phrases.PARTICIPANTS, f"{len(analysis.participants):,}"),
        (phrases.INSIDE, f"{len(analysis.fit.inside):,}"),
        (phrases.STATEMENTS, f"{len(analysis.statements) + len(analysis.unasked):,}"),
        (phrases.VOTES, f"{int(analysis.ballots.votes.size):,}"),
        (phrases.GROUPS, f"{len(finding.shown)}"),
    ]
    stable = paragraph(judge(analysis.stability.mean)) if analysis.groups else ""
    return paragraph(told, "lead both") + stable + hidden + facts(pairs)


def draw_map(analysis: Analysis) -> str:
    """The opinion map with its words."""
    words = say_map(analysis)
    return section("map", phrases.MAP, paragraph(words), f"<figure>{draw(analysis)}</figure>")


def present_groups(analysis: Analysis) -> str:
    """What each group stands for."""
    if not analysis.groups:
        return ""
    note_of_size = paragraph(phrases.SIZE_NOTE.fill(floor=analysis.options.floor))
    return section(
        "groups",
        phrases.GROUPS_TITLE,
        note_of_size,
        note(phrases.LEGEND),
        *(_present(analysis, group) for group in analysis.groups),
    )


def explain_method(analysis: Analysis) -> str:
    """How it was worked out, and what it does not say."""
    unsettled = "" if analysis.fit.axes.settled else paragraph(phrases.UNSETTLED)
    return section(
        "method",
        phrases.METHOD,
        paragraph(phrases.METHOD_TEXT),
        unsettled,
        paragraph(phrases.SAMPLE),
    )


def _present(analysis: Analysis, group: Group) -> str:
    name = phrases.GROUP.fill(id=group.id + 1, size=group.size)
    items = [
        card(
            analysis,
            item.statement,
            note(_say_why(item)),
            count_groups(analysis, item.statement, group.id),
        )
        for item in group.representative
    ]
    return f'<h3 class="both">{shape(group.id)} {show(name)}</h3>{cards(items)}'


def _say_why(item: Representative) -> Words:
    if item.is_common_ground:
        return phrases.BEST
    if not item.stands_out:
        return phrases.LIKE_OTHERS
    return phrases.STANDS_AGREE if item.told is Direction.AGREE else phrases.STANDS_AGAINST
