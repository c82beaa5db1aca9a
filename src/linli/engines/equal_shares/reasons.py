"""Why a project was chosen or not, in words that a resident can check."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.wording import Words, format_money


class ReasonCode(StrEnum):
    """The kinds of reasons."""

    BOUGHT = "bought"
    FREE = "free"
    FILLED = "filled"
    PICKED = "picked"
    EARNED = "earned"
    NO_VOTES = "no_votes"
    OVER_BUDGET = "over_budget"
    WORTHLESS = "worthless"
    MONEY_SPENT = "money_spent"
    NO_ROOM = "no_room"
    OVERSPENDS = "overspends"
    TOO_LATE = "too_late"

    @property
    def selected(self) -> bool:
        """Whether the reason is one for being chosen."""
        return self in _SELECTED


_SELECTED = {
    ReasonCode.BOUGHT,
    ReasonCode.FREE,
    ReasonCode.FILLED,
    ReasonCode.PICKED,
    ReasonCode.EARNED,
}


@dataclass(frozen=True)
class Facts:
    """What a reason is made of; amounts in smallest units, None where they do not apply."""

    project: int
    votes: int
    cost: int
    turn: int = 0
    price: Fraction | None = None
    owned: float | None = None
    left: int | None = None


def say_reason(election: Election, code: ReasonCode, facts: Facts) -> Words:
    """The reason in both languages."""
    words = {
        "votes": f"{facts.votes:,}",
        "voters": "1 voter" if facts.votes == 1 else f"{facts.votes:,} voters",
        "ballots": "1 vote" if facts.votes == 1 else f"{facts.votes:,} votes",
        "supporters": "only supporter" if facts.votes == 1 else f"{facts.votes:,} supporters",
        "turn": str(facts.turn),
        "cost": format_money(election, facts.cost),
        "budget": format_money(election, election.budget),
        "price": format_money(election, facts.price or 0, digits=2),
        "owned": format_money(election, facts.owned or 0.0),
        "left": format_money(election, facts.left or 0),
    }
    template = _template(code, facts, with_points=election.vote_type.has_points)
    return Words(template.en.format(**words), template.zh.format(**words))


def _template(code: ReasonCode, facts: Facts, *, with_points: bool) -> Words:
    if code is ReasonCode.BOUGHT:
        return _BOUGHT + (_EACH if _paid_in_full(facts) else _PER_POINT if with_points else _MOST)
    if code is ReasonCode.MONEY_SPENT:
        spent = _TEMPLATES[code] if facts.owned is not None else _SPENT_BY_FEW
        return spent if facts.left is None else spent + _NO_ROOM_EITHER
    if code is ReasonCode.OVERSPENDS and facts.cost <= (facts.left or 0):
        return _EQUAL_OVERSPENDS
    return _TEMPLATES[code]


def _paid_in_full(facts: Facts) -> bool:
    return facts.price is not None and facts.price * facts.votes == facts.cost


_BOUGHT = Words(
    "Chosen as number {turn}: {voters} asked for it and paid for it together,",
    "第 {turn} 个选中：{votes} 位居民支持它并共同出资，",
)
_EACH = Words("{price} each.", "每人 {price}。")
_MOST = Words(
    "at most {price} each; those who had less left gave all of it.",
    "每人最多 {price}；余额不足的付出其全部余额。",
)
_PER_POINT = Words(
    "at most {price} for each point given; those who had less left gave all of it.",
    "每一分最多 {price}；余额不足的付出其全部余额。",
)
_SPENT_BY_FEW = Words(
    "Not chosen: when nothing more could be bought, what its supporters had left together did not "
    "cover its {cost}.",
    "未选中：到最后，它的支持者合计剩下的钱不够它所需的 {cost}。",
)
_NO_ROOM_EITHER = Words(
    "When its turn came for the money left over, {left} did not cover it either.",
    "轮到用剩余资金时，剩下的 {left} 也不够。",
)
_EQUAL_OVERSPENDS = Words(
    "Not chosen: it was next together with one that costs more than the {left} left; "
    "the rule stops there.",
    "未选中：它与另一个超出剩余 {left} 的项目同时排在下一个，规则在此停止。",
)
_TEMPLATES = {
    ReasonCode.FREE: Words(
        "Chosen first: it costs nothing and {voters} asked for it.",
        "最先选中：它不花钱，且有 {votes} 位居民支持。",
    ),
    ReasonCode.FILLED: Words(
        "Chosen as number {turn} from the money left over: {ballots}, and {left} was left.",
        "第 {turn} 个选中，用的是剩余资金：{votes} 票，当时还剩 {left}。",
    ),
    ReasonCode.PICKED: Words(
        "Chosen as number {turn}: {ballots}, and {left} was left when its turn came.",
        "第 {turn} 个选中：{votes} 票，轮到它时还剩 {left}。",
    ),
    ReasonCode.EARNED: Words(
        "Chosen as number {turn}: its {supporters} saved up its cost before others did theirs.",
        "第 {turn} 个选中：它的 {votes} 位支持者最先攒够了它的费用。",
    ),
    ReasonCode.NO_VOTES: Words("Not chosen: nobody voted for it.", "未选中：没有人投票给它。"),
    ReasonCode.OVER_BUDGET: Words(
        "Not chosen: it costs {cost}, more than the whole budget of {budget}.",
        "未选中：它需要 {cost}，超过全部预算 {budget}。",
    ),
    ReasonCode.WORTHLESS: Words(
        "Not chosen: it costs nothing, and measured in cost it is worth nothing to anybody.",
        "未选中：它不花钱，按费用衡量对任何人都没有价值。",
    ),
    ReasonCode.MONEY_SPENT: Words(
        "Not chosen: when nothing more could be bought, its {supporters} had about {owned} "
        "left together; it costs {cost}.",
        "未选中：到最后，它的 {votes} 位支持者合计约剩 {owned}，而它需要 {cost}。",
    ),
    ReasonCode.NO_ROOM: Words(
        "Not chosen: when its turn came, {left} was left; it costs {cost}.",
        "未选中：轮到它时还剩 {left}，而它需要 {cost}。",
    ),
    ReasonCode.OVERSPENDS: Words(
        "Not chosen: it was next, but it costs {cost} and {left} was left; the rule stops there.",
        "未选中：它排在下一个，但需要 {cost}，而只剩 {left}，规则在此停止。",
    ),
    ReasonCode.TOO_LATE: Words(
        "Not chosen: its {supporters} had not saved up its cost when the rule stopped.",
        "未选中：规则停止时，它的 {votes} 位支持者还没有攒够它的费用。",
    ),
}
