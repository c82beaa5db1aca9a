"""A statement's standing in plain words."""

from typing import TYPE_CHECKING

from linli.engines.opinion_groups.statements import Moderation, Statement
from linli.engines.opinion_groups.wording import Words, format_percent

if TYPE_CHECKING:
    from linli.engines.opinion_groups.analysis import Analysis

_ALL = Words(
    "Of {cast} who voted on it, {agreed} agree and {against} disagree.",
    "{cast} 人对它表态，其中 {agreed} 同意，{against} 不同意。",
)
_SURE = Words(
    "Among all whom the participants stand for, between {low} and {high} agree (95 % interval).",
    "在参与者所代表的人群中，同意者在 {low} 到 {high} 之间（95% 区间）。",
)
_GROUP = Words(
    "Group {group}: {agreed} of {cast} agree, {against} disagree.",
    "第 {group} 组：{cast} 人中 {agreed} 同意，{against} 不同意。",
)
_NONE = Words(
    "In group {group} nobody has voted on it.",
    "第 {group} 组还没有人表态。",
)
_STANDS = Words(
    "Group {group} stands out by {side} it.",
    "第 {group} 组的突出之处在于{side}它。",
)
_SIDES = {"agree": Words("agreeing with", "同意"), "disagree": Words("disagreeing with", "不同意")}
_SHARED = Words(
    "All groups{shown} are on the same side: most agree.", "{shown}各组立场一致：多数同意。"
)
_REJECTED = Words(
    "All groups{shown} are on the same side: most disagree.", "{shown}各组立场一致：多数不同意。"
)
_SHOWN = Words(" shown", "所示")
_DIVIDES = Words("It divides the groups.", "它使各组产生分歧。")
_META = Words(
    "It asks about people, so it does not shape the groups.", "它只询问个人情况，因此不影响分组。"
)
_OUT = Words(
    "It was taken out by moderation, so it does not shape the groups.",
    "它已被移出，因此不影响分组。",
)
_WAITING = Words(
    "Nobody has moderated it yet, so it does not shape the groups.", "它尚未审核，因此不影响分组。"
)
_UNASKED = Words("Nobody has voted on it yet.", "还没有人对它表态。")
_NO_GROUPS = Words("There are no groups to compare: {why}.", "没有可以比较的群体：{why}。")
REASONS = {
    "chance": Words(
        "the votes show no more structure than chance makes",
        "投票中没有超出偶然的结构",
    ),
    "all_alike": Words("nobody's votes differ from the others'", "大家的投票没有差别"),
    "too_small": Words(
        "every group is so small that it would point at people", "每个群体都太小，会指向个人"
    ),
    "beyond_chance": Words(
        "the votes show more structure than chance makes", "投票中有超出偶然的结构"
    ),
}


def explain(analysis: "Analysis", place: int) -> Words:
    """What all and each group say to the statement at this place."""
    agreed, against, cast = (int(count) for count in analysis.totals[place])
    low, high = analysis.intervals[place]
    told = [
        _ALL.fill(
            cast=cast, agreed=format_percent(agreed / cast), against=format_percent(against / cast)
        ),
        _SURE.fill(low=format_percent(low), high=format_percent(high)),
        *_tell_part(analysis.statements[place], strict=analysis.options.strict_moderation),
        *_tell_groups(analysis, place),
    ]
    return _join(told)


def explain_unasked(statement: Statement, *, strict: bool) -> Words:
    """That nobody has voted on it, and whether votes on it would count."""
    return _join([_UNASKED, *_tell_part(statement, strict=strict)])


def _join(told: list[Words]) -> Words:
    return Words(" ".join(words.en for words in told), "".join(words.zh for words in told))


def _tell_part(statement: Statement, *, strict: bool) -> list[Words]:
    """Why it takes no part, where it takes none."""
    if statement.takes_part(strict=strict):
        return []
    if statement.is_meta:
        return [_META]
    return [_OUT if statement.moderation is Moderation.OUT else _WAITING]


def _tell_groups(analysis: "Analysis", place: int) -> list[Words]:
    if not analysis.groups:
        return [_NO_GROUPS.fill(why=REASONS[analysis.finding.reason])]
    told, sides = [], []
    for group in analysis.groups:
        agreed, against, cast = (int(count) for count in analysis.counts[group.id, place])
        words = _GROUP if cast else _NONE
        told.append(words.fill(group=group.id + 1, agreed=agreed, against=against, cast=cast))
        sides.append((2 * agreed > cast) - (2 * against > cast))
        told += [
            _STANDS.fill(group=group.id + 1, side=_SIDES[item.told])
            for item in group.representative
            if item.statement == analysis.statements[place].id and item.stands_out
        ]
    if len(sides) > 1:
        told += _compare(sides, _SHOWN if analysis.finding.hidden else Words("", ""))
    return told


def _compare(sides: list[int], shown: Words) -> list[Words]:
    """What the majorities of all groups together say; nothing where some group has none."""
    if min(sides) > 0:
        return [_SHARED.fill(shown=shown)]
    if max(sides) < 0:
        return [_REJECTED.fill(shown=shown)]
    return [_DIVIDES] if min(sides) < 0 < max(sides) else []
