"""How equal projects are put in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.errors import OptionError
from linli.engines.equal_shares.options import Convention, TieOrder

Criterion = TieOrder | tuple[str, ...]

DEFAULT_TIES: dict[Convention, tuple[Criterion, ...]] = {
    Convention.PABUTOOLS: (TieOrder.ID,),
    Convention.EQUALSHARES_NET: (TieOrder.MIN_COST, TieOrder.MAX_VOTES, TieOrder.ID),
}


def parse_ties(ties: Sequence[str | Sequence[str]]) -> tuple[Criterion, ...]:
    """Criteria in the order in which they are applied; a list of ids is an order drawn by lot.

    The id comes last in any case, so every tie is decided. Raises OptionError for an unknown
    name.
    """
    criteria: list[Criterion] = []
    for tie in ties:
        if not isinstance(tie, str):
            criteria.append(tuple(tie))
        elif tie in list(TieOrder):
            criteria.append(TieOrder(tie))
        else:
            raise OptionError(f"tie order {tie!r} is none of {', '.join(TieOrder)}")
    return (*criteria, TieOrder.ID) if TieOrder.ID not in criteria else tuple(criteria)


@dataclass(frozen=True)
class TieRule:
    """The criteria of one allocation."""

    criteria: tuple[Criterion, ...]

    def ranks(self, contest: Contest) -> tuple[int, ...]:
        """The place of each project in the order that ties follow, 0 first."""
        keys = [self.key(contest, j) for j in range(len(contest.ids))]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        places = {project: place for place, project in enumerate(order)}
        return tuple(places[j] for j in range(len(keys)))

    def deciding(self, contest: Contest, tied: Sequence[int]) -> str:
        """The first criterion by which the first of the tied stands alone before the rest."""
        keys = sorted(self.key(contest, j) for j in tied)
        differing = next(i for i, (a, b) in enumerate(zip(keys[0], keys[1], strict=True)) if a != b)
        criterion = self.criteria[differing]
        return "lot" if isinstance(criterion, tuple) else criterion.value

    def key(self, contest: Contest, project: int) -> tuple[int | str, ...]:
        """What equal projects go by, least first."""
        return tuple(_value(contest, project, criterion) for criterion in self.criteria)


def _value(contest: Contest, project: int, criterion: Criterion) -> int | str:
    if isinstance(criterion, tuple):
        name = contest.ids[project]
        return criterion.index(name) if name in criterion else len(criterion)
    if criterion is TieOrder.ID:
        return contest.ids[project]
    if criterion is TieOrder.MAX_VOTES:
        return -contest.votes[project]
    cost = contest.costs[project]
    return cost if criterion is TieOrder.MIN_COST else -cost
