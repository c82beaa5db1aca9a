"""The part of the page that says how sure it is."""

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.certainty.coordination import Coordination
from linli.engines.opinion_groups.report import phrases
from linli.engines.opinion_groups.report.markup import paragraph, section
from linli.engines.opinion_groups.wording import Words, format_percent, tell_minutes

# From where on the words are used: Hubert and Arabie's index, as it is usually read.
_STABLE, _FAIRLY = 0.8, 0.5


def tell(analysis: Analysis) -> str:
    """The test against chance, stability, sensitivity, and blocks of equal ballots."""
    told = [_tell_chance(analysis)] if analysis.chance.deals else []
    if analysis.groups:
        told += [judge(analysis.stability.mean), *_tell_stability(analysis)]
    blocks = [_tell_block(block) for block in analysis.coordination] or [phrases.NO_BLOCKS]
    return section("sure", phrases.SURE, *(paragraph(words) for words in (*told, *blocks)))


def _tell_chance(analysis: Analysis) -> Words:
    chance = analysis.chance
    return phrases.CHANCE.fill(
        share=format_percent(chance.share),
        other=format_percent(chance.by_chance),
        p=("≤ " if chance.p * (chance.deals + 1) <= 1 else "") + f"{chance.p:.3f}",
    )


def judge(stability: float) -> Words:
    """How stable the groups are, in a word."""
    if stability >= _STABLE:
        return phrases.STABLE
    return phrases.FAIRLY if stability >= _FAIRLY else phrases.UNSTABLE


def _tell_stability(analysis: Analysis) -> list[Words]:
    stability, sensitivity = analysis.stability, analysis.sensitivity
    return [
        phrases.STABILITY.fill(
            mean=f"{stability.mean:.2f}", low=f"{stability.low:.2f}", high=f"{stability.high:.2f}"
        ),
        phrases.SAME_NUMBER.fill(share=format_percent(stability.same_number)),
        phrases.SENSITIVE.fill(examined=sensitivity.examined, least=f"{sensitivity.least:.2f}"),
    ]


def _tell_block(block: Coordination) -> Words:
    burst = Words("", "")
    if block.seconds is not None:
        burst = phrases.BURST.fill(minutes=tell_minutes(block.seconds))
    agreement = "–" if block.agreement is None else f"{block.agreement:.2f}"
    return phrases.BLOCK.fill(
        n=len(block.participants), votes=block.votes, burst=burst, agreement=agreement
    )
