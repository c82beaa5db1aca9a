"""Counting an election."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.comparison import count_preferences
from linli.engines.equal_shares.contest import contest_of
from linli.engines.equal_shares.decision import Decision, by_votes, decide
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.errors import OptionError
from linli.engines.equal_shares.greedy import pick_greedily
from linli.engines.equal_shares.method import Method
from linli.engines.equal_shares.options import Completion, Convention, Rule, Satisfaction
from linli.engines.equal_shares.ties import DEFAULT_TIES, TieRule, parse_ties

Kind = TypeVar("Kind", bound=StrEnum)


def allocate(
    election: Election,
    *,
    rule: str = Rule.EQUAL_SHARES,
    completion: str = Completion.NONE,
    satisfaction: str = Satisfaction.COST,
    convention: str = Convention.PABUTOOLS,
    ties: Sequence[str | Sequence[str]] | None = None,
    increment: int = 1,
    budget_step: int | None = None,
    comparison_step: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Allocation:
    """Who wins the election, decided exactly.

    ``rule`` is ``mes``, ``greedy`` or ``phragmen``; ``completion`` of ``mes`` is ``none``,
    ``greedy``, ``add1`` or ``add1-greedy``; ``satisfaction`` is ``cost``, ``cardinality``,
    ``effort``, ``points`` (cumulative and scoring ballots) or ``borda`` (ordinal ones), and
    without meaning for ``phragmen``; ``convention`` is ``pabutools`` or ``equalshares.net``.
    ``ties`` are criteria in their order (``id``, ``min_cost``, ``max_cost``, ``max_votes``, or
    a list of ids drawn by lot); None is the convention's. ``increment`` units of the currency
    are added to every share in a step of add1; or, with ``budget_step``, that many are shared
    out among all. ``comparison_step`` takes the greedy outcome if more voters prefer it.
    ``progress`` hears of each step of add1.

    Raises OptionError for a choice that does not exist or does not go with the election.
    """
    chosen = _choice(Convention, convention)
    method = Method(
        rule=_choice(Rule, rule),
        completion=_choice(Completion, completion),
        satisfaction=_choice(Satisfaction, satisfaction),
        convention=chosen,
        ties=TieRule(DEFAULT_TIES[chosen] if ties is None else parse_ties(ties)),
        unit=election.unit,
        increment=increment * election.unit,
        budget_step=None if budget_step is None else budget_step * election.unit,
        comparison_step=comparison_step,
    )
    counted = method.satisfaction
    if method.rule is Rule.PHRAGMEN:
        counted = Satisfaction.CARDINALITY
    contest = contest_of(election, counted)
    allocation = Allocation(election, method, contest, decide(contest, method, progress))
    return _compared(allocation) if comparison_step else allocation


def _compared(allocation: Allocation) -> Allocation:
    """The outcome, or that of the greedy rule if more voters are better off with it."""
    method = allocation.method
    picks = pick_greedily(allocation.contest, method.ties, by_votes=by_votes(method))
    winners = allocation.decision.winners
    preference = count_preferences(allocation.election, winners, picks.winners)
    if preference.second <= preference.first:
        return replace(allocation, preference=preference)
    greedy = Decision(picks.winners, picks=picks)
    return replace(allocation, decision=greedy, preference=preference, replaced=True)


def _choice(kind: type[Kind], value: str) -> Kind:
    if value not in list(kind):
        raise OptionError(f"{kind.__name__.lower()} {value!r} is none of {', '.join(kind)}")
    return kind(value)
