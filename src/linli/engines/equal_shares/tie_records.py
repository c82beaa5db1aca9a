"""The record of each time that an order among equal projects decided something."""

from collections.abc import Iterator
from dataclasses import dataclass

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.decision import Decision
from linli.engines.equal_shares.ties import TieRule


@dataclass(frozen=True)
class Tie:
    """Projects that were equal when one of them was preferred.

    ``stage`` is where: ``mes`` in the pass that counted, ``mes-overspending`` in the next one
    that was given up, ``greedy`` among the turns for what was left, ``phragmen``, or
    ``phragmen-stop`` where one of equal projects would overspend, so that none is chosen.
    ``decided_by`` is the criterion that told them apart.
    """

    stage: str
    tied: tuple[str, ...]
    chosen: str | None
    decided_by: str


def list_ties(contest: Contest, rule: TieRule, decision: Decision) -> tuple[Tie, ...]:
    """The ties of a decision in the order in which they came up."""

    def record(stage: str, tied: tuple[int, ...], chosen: int | None) -> Tie:
        names = tuple(sorted(contest.ids[j] for j in tied))
        name = None if chosen is None else contest.ids[chosen]
        decided_by = "none" if chosen is None else rule.deciding(contest, tied)
        return Tie(stage, names, name, decided_by)

    ranks = rule.ranks(contest)
    return tuple(
        record(stage, tied, chosen)
        for stage, tied, chosen in _tied(decision, ranks)
        if len(tied) > 1
    )


def _tied(
    decision: Decision, ranks: tuple[int, ...]
) -> Iterator[tuple[str, tuple[int, ...], int | None]]:
    if decision.run:
        yield from (("mes", p.tied, p.project) for p in decision.run.purchases)
    if decision.over:
        yield from (("mes-overspending", p.tied, p.project) for p in decision.over.purchases)
    if decision.picks:
        for group in decision.picks.decisive_ties():
            yield "greedy", group, min(group, key=ranks.__getitem__)
    if decision.turns:
        yield from (("phragmen", turn.tied, turn.project) for turn in decision.turns.turns)
        yield "phragmen-stop", decision.turns.stopped_at, None
