"""The greedy rule: best value for money first, what does not fit is skipped.

Value is satisfaction of all voters per cost; a free project that somebody supports comes
first, one that nobody supports last. O(projects × log projects) on exact fractions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import inf

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.ties import TieRule

_LARGEST_INDEX = 2**32 - 1


@dataclass(frozen=True)
class Pick:
    """A project in its turn: whether it was taken, and the money that was left before."""

    project: int
    taken: bool
    left: int


@dataclass(frozen=True)
class Picks:
    """The projects in the order of their turns, and the groups of equal ones."""

    picks: tuple[Pick, ...]
    groups: tuple[tuple[int, ...], ...]

    @property
    def winners(self) -> tuple[int, ...]:
        """The projects taken, in the order of their turns."""
        return tuple(pick.project for pick in self.picks if pick.taken)

    def decisive_ties(self) -> list[tuple[int, ...]]:
        """The groups of equal projects of which some were taken and some not."""
        taken = set(self.winners)
        return [g for g in self.groups if 0 < len(taken.intersection(g)) < len(g)]


def density(contest: Contest, project: int) -> Fraction | float:
    """Satisfaction of all voters together per unit of cost."""
    total, cost = contest.totals[project], contest.costs[project]
    if total <= 0:
        return Fraction(0)
    return total / cost if cost else inf


def listing_key(name: str) -> tuple[int, str]:
    """The order in which a JavaScript object lists its keys: array indices first, ascending.

    The others, which it lists as they came, follow by name.
    """
    index = name.isascii() and name.isdecimal() and str(int(name)) == name
    return (int(name), "") if index and int(name) < _LARGEST_INDEX else (_LARGEST_INDEX, name)


def turn_key(
    contest: Contest, ties: TieRule, project: int, *, by_votes: bool
) -> tuple[Fraction | float | int, tuple[int | str, ...]]:
    """What the turns go by, least first.

    ``by_votes`` is how the tool of equalshares.net does it: by the number of votes instead of
    by value for money, and equal ones by id whatever the order of ties.
    """
    if by_votes:
        return -contest.votes[project], listing_key(contest.ids[project])
    return -density(contest, project), ties.key(contest, project)


def pick_greedily(
    contest: Contest, ties: TieRule, *, taken: Sequence[int] = (), by_votes: bool = False
) -> Picks:
    """The turns of all projects but those already ``taken``, within what these leave."""
    rest = sorted(set(range(len(contest.ids))) - set(taken))
    keys = {j: turn_key(contest, ties, j, by_votes=by_votes) for j in rest}
    order = sorted(rest, key=keys.__getitem__)
    left = contest.budget - sum(contest.costs[j] for j in taken)
    picks = []
    for project in order:
        fits = contest.costs[project] <= left
        picks.append(Pick(project, fits, left))
        left -= contest.costs[project] if fits else 0
    groups = [tuple(group) for _, group in groupby(order, key=lambda j: keys[j][0])]
    return Picks(tuple(picks), tuple(group for group in groups if len(group) > 1))
