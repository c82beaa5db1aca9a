"""The parts of the page about the outcome: what was chosen, why, and the ties."""

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.explanation import ProjectReport
from linli.engines.equal_shares.missing import Missing
from linli.engines.equal_shares.options import FLOOR, Completion, Rule
from linli.engines.equal_shares.report import phrases
from linli.engines.equal_shares.report.markup import (
    Cell,
    Markup,
    facts,
    paragraph,
    section,
    show,
    table,
)
from linli.engines.equal_shares.tie_records import Tie
from linli.engines.equal_shares.wording import Words, format_money, title_of


def summary(allocation: Allocation) -> str:
    """The figures at the top."""
    election = allocation.election
    pairs: list[tuple[Words, Cell]] = [
        (phrases.BUDGET, format_money(election, allocation.budget)),
        (phrases.SPENT, format_money(election, allocation.cost)),
        (phrases.LEFT, format_money(election, allocation.left)),
        (phrases.COUNT, f"{len(allocation.winners)} / {len(election.projects)}"),
        (phrases.VOTERS, election.voter_count),
        (phrases.RULE, phrases.RULES[allocation.method.rule]),
    ]
    return facts(pairs)


def chosen(allocation: Allocation) -> str:
    """The table of winners."""
    election, index = allocation.election, allocation.election.index
    rows: list[list[Cell]] = []
    for step in allocation.rounds:
        project = election.projects[index[step.project]]
        price = "—" if step.price is None else format_money(election, step.price, digits=2)
        votes = election.ballots.votes[index[step.project]]
        rows.append(
            [title_of(election, project.id), format_money(election, project.cost), votes, price]
        )
    header = [phrases.PROJECT, phrases.COST, phrases.VOTES, phrases.PRICE]
    notes = [paragraph(phrases.REPLACED)] if allocation.replaced else []
    return section("chosen", phrases.CHOSEN, *notes, table(phrases.CHOSEN_TABLE, header, rows))


def reasons(allocation: Allocation) -> str:
    """Project by project why it was chosen or not."""
    return section("why", phrases.WHY, *(_story(allocation, r) for r in allocation.projects))


def ties(allocation: Allocation) -> str:
    """The ties, or that there were none."""
    told = [paragraph(say_tie(tie)) for tie in allocation.ties] or [paragraph(phrases.NO_TIES)]
    return section("ties", phrases.TIES, *told)


def method(allocation: Allocation, digest: str) -> str:
    """How it was counted and how to count it again."""
    chosen_method, election, run = allocation.method, allocation.election, allocation.decision.run
    words = [phrases.RULES[chosen_method.rule]]
    if chosen_method.rule is Rule.EQUAL_SHARES:
        words.append(phrases.COMPLETIONS[Completion(chosen_method.completion)])
        words.append(phrases.CONVENTIONS[chosen_method.convention])
    words.append(phrases.SATISFACTIONS[chosen_method.satisfaction])
    pairs: list[tuple[Words, Cell]] = []
    if run is not None:
        pairs = [
            (phrases.SHARE, format_money(election, allocation.fairness.share, digits=2)),
            (phrases.RAISED, format_money(election, run.share, digits=2)),
        ]
    again = phrases.fill(phrases.RECOUNT, digest=digest)
    return section(
        "method",
        phrases.METHOD,
        *map(paragraph, words),
        facts(pairs) if pairs else "",
        paragraph(again),
    )


def _story(allocation: Allocation, report: ProjectReport) -> str:
    election = allocation.election
    state = phrases.IN if report.selected else phrases.OUT
    mark, kind = ("✓", "in") if report.selected else ("✗", "out")
    line = Markup(
        f'<p><span class="state"><span aria-hidden="true">{mark}</span> {show(state)}</span> · '
        f"{show(phrases.COST)}: {show(format_money(election, report.cost))} · "
        f"{show(phrases.VOTES)}: {report.votes:,}</p>"
    )
    parts = [f"<h3>{show(title_of(election, report.id))}</h3>", line.html]
    parts.append(paragraph(report.reason))
    if not report.selected:
        few = 0 < report.votes < FLOOR
        parts += [paragraph(words) for words in lacking(allocation, report.missing, few=few)]
    return f'<article class="{kind}">\n' + "\n".join(parts) + "\n</article>"


def lacking(allocation: Allocation, missing: Missing, *, few: bool = False) -> list[Words]:
    """What a project would have needed, in sentences.

    How much less it would have had to cost tells what its supporters had left, so it is not said
    of a project of a ``few``.
    """
    if not missing.counted:
        return [phrases.NOT_COUNTED]
    words = []
    if missing.votes is None:
        words.append(phrases.NO_VOTES_HELP)
    else:
        sentence = phrases.ONE_MORE_VOTE if missing.votes == 1 else phrases.MORE_VOTES
        words.append(phrases.fill(sentence, votes=f"{missing.votes:,}"))
        if not missing.votes_last:
            words.append(phrases.MORE_MAY_LOSE)
    if few:
        words.append(phrases.fill(phrases.COST_OF_FEW, floor=str(FLOOR)))
    elif missing.cost is None:
        words.append(phrases.NO_COST_HELPS)
    else:
        less = format_money(allocation.election, missing.cost)
        words.append(phrases.fill(phrases.LESS_COST, cost=less))
        if not missing.cost_least:
            words.append(phrases.LESS_MAY_DO)
    return words


def say_tie(tie: Tie) -> Words:
    """A tie in a sentence."""
    tied = "、".join(tie.tied)
    if tie.chosen is None:
        return phrases.fill(phrases.TIE_STOPS, tied=tied)
    criterion = phrases.CRITERIA[tie.decided_by]
    return Words(
        phrases.TIE.en.format(tied=", ".join(tie.tied), chosen=tie.chosen, criterion=criterion.en),
        phrases.TIE.zh.format(tied=tied, chosen=tie.chosen, criterion=criterion.zh),
    )
