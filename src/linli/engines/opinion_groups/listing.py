"""The analysis as lines of text."""

from collections.abc import Iterator
from typing import Literal

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.explanation import REASONS
from linli.engines.opinion_groups.finding import State
from linli.engines.opinion_groups.representative import Direction
from linli.engines.opinion_groups.statements import Statement
from linli.engines.opinion_groups.wording import Words, format_percent, tell_minutes

Language = Literal["en", "zh"]

PEOPLE = Words(
    "{n} {n:participant|participants}, {inside} of them in the conversation; "
    "{m} {m:statement|statements}, {votes} {votes:vote|votes}.",
    "{n} 人参与，其中 {inside} 人进入分组；{m} 条意见，{votes} 次表态。",
)
NO_GROUPS = Words("No groups: {why}.", "没有形成群体：{why}。")
GROUPS = Words("{k} {k:group|groups}: {why}.", "{k} 个群体：{why}。")
HIDDEN = Words(
    "{n} smaller {n:group is|groups are} not shown (fewer than {floor} people).",
    "另有 {n} 个群体少于 {floor} 人，不予显示。",
)
CHANCE = Words(
    "{share} of what tells ballots apart lies along one line; by chance it would be {other} (p = {p}).",
    "选票差异的 {share} 落在同一方向上；若纯属偶然应为 {other}（p = {p}）。",
)
STABLE = Words(
    "Stability: {mean} on average, {low} to {high} in nine of ten resamples (1 is the same groups, 0 chance).",
    "稳定性：平均 {mean}，十次重抽中有九次在 {low} 到 {high} 之间（1 为分组不变，0 为偶然）。",
)
SENSITIVE = Words(
    "Leaving out one of {examined} {examined:participant|participants} with the most weight: "
    "at least {least} stays.",
    "逐一去掉影响最大的 {examined} 人：分组至少保持 {least}。",
)
BLOCK = Words(
    "{n} participants cast one and the same ballot of {votes} {votes:vote|votes}{burst}.",
    "{n} 人投出完全相同的 {votes} 次表态{burst}。",
)
BURST = Words(" within {minutes} {minutes:minute|minutes}", "，且在 {minutes} 分钟之内")
SIDES = {
    Direction.AGREE: Words("agrees", "同意"),
    Direction.DISAGREE: Words("disagrees", "不同意"),
}
GROUP = Words("Group {id} ({size} {size:person|people})", "第 {id} 组（{size} 人）")
CONSENSUS = Words("What most share", "多数人的共识")
DIVISIONS = Words("What divides the groups most", "分歧最大的意见")
NEXT = Words("What to ask next", "接下来最值得征求看法的意见")
NONE = Words("none", "无")


def list_lines(analysis: Analysis, language: Language) -> Iterator[str]:
    """What a person wants to know first."""

    def say(words: Words, **values: object) -> str:
        return str(getattr(words.fill(**values), language))

    yield say(
        PEOPLE,
        n=len(analysis.participants),
        inside=len(analysis.fit.inside),
        m=len(analysis.statements),
        votes=int(analysis.ballots.votes.size),
    )
    yield from _list_finding(analysis, language)
    for group in analysis.groups:
        yield say(GROUP, id=group.id + 1, size=group.size)
        for item in group.representative:
            counts = analysis.counts[group.id, analysis.place_of(item.statement)]
            on_side = counts[0] if item.told is Direction.AGREE else counts[1]
            share = format_percent(on_side / item.trials) if item.trials else "–"
            yield f"  {say(SIDES[item.told])} {share}  {_name(analysis, item.statement)}"
    yield say(CONSENSUS)
    shared = (*analysis.consensus.agree, *analysis.consensus.disagree)
    for one in shared:
        share = format_percent(one.successes / one.trials)
        yield f"  {say(SIDES[one.direction])} {share}  {_name(analysis, one.statement)}"
    yield from [] if shared else [f"  {say(NONE)}"]
    yield say(DIVISIONS)
    for division in analysis.divisions:
        yield f"  {format_percent(division.gap)}  {_name(analysis, division.statement)}"
    yield from [] if analysis.divisions else [f"  {say(NONE)}"]
    yield say(NEXT)
    yield from (f"  {_quote(statement)}" for statement in analysis.most_urgent)


def _list_finding(analysis: Analysis, language: Language) -> Iterator[str]:
    finding, chance = analysis.finding, analysis.chance
    words = GROUPS if finding.state is State.GROUPS else NO_GROUPS
    yield getattr(words.fill(k=len(finding.shown), why=REASONS[finding.reason]), language)
    if finding.hidden:
        hidden = HIDDEN.fill(n=finding.hidden, floor=analysis.options.floor)
        yield getattr(hidden, language)
    told = []
    if chance.deals:
        told.append(
            CHANCE.fill(
                share=format_percent(chance.share),
                other=format_percent(chance.by_chance),
                p=f"{chance.p:.3g}",
            )
        )
    if finding.state is State.GROUPS:
        stability = analysis.stability
        told += [
            STABLE.fill(
                mean=f"{stability.mean:.2f}",
                low=f"{stability.low:.2f}",
                high=f"{stability.high:.2f}",
            ),
            SENSITIVE.fill(
                examined=analysis.sensitivity.examined, least=f"{analysis.sensitivity.least:.2f}"
            ),
        ]
    yield from (getattr(words, language) for words in told)
    for block in analysis.coordination:
        burst = Words("", "")
        if block.seconds is not None:
            burst = BURST.fill(minutes=tell_minutes(block.seconds))
        words = BLOCK.fill(n=len(block.participants), votes=block.votes, burst=burst)
        yield getattr(words, language)


def _name(analysis: Analysis, statement: int | str) -> str:
    return _quote(analysis.statements[analysis.place_of(statement)])


def _quote(statement: Statement) -> str:
    return " ".join([f"({statement.id})", *statement.text.split()])
