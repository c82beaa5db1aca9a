"""Groups that an outcome leaves with less than their part of the budget: EJR+.

EJR+ up to any project (Brill, Peters: Robust and verifiable proportionality axioms for
multiwinner voting, EC 2023). A group of g of n voters who all named a project that was not
chosen has a claim to g/n of the budget. The outcome violates EJR+ when each of them, even if
that project were added, would stay at or under what the claim buys: in costs, at or under the
claim itself; counted in projects, at or under the claim divided by the project's cost. Equal
Shares without completion leaves no such group when it runs on the same satisfaction.

Exact, in integers; nothing is sorted.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from linli.engines.equal_shares.ballots import Ballots
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.options import Satisfaction
from linli.engines.equal_shares.supports import IntArray, Support


@dataclass(frozen=True)
class Violation:
    """A group with a claim that the outcome does not meet.

    ``voters`` named ``project``, which is not chosen; their claim is ``claim`` smallest units;
    each of them has at most ``best`` of the measure (costs of winners, or their number).
    """

    project: str
    voters: int
    claim: Fraction
    best: int
    measure: Satisfaction


def find_violations(
    election: Election, winners: tuple[int, ...], *, by_count: bool
) -> tuple[Violation, ...]:
    """For each project left out, the largest group with an unmet claim, if there is one.

    Measured in the number of winners if ``by_count``, in their costs else.
    """
    ballots = election.ballots
    costs = [project.cost for project in election.projects]
    values = sum_by_ballot(ballots, [1] * len(costs) if by_count else costs, winners)
    found = []
    for j in sorted(set(range(len(costs))) - set(winners)):
        if not costs[j]:
            continue
        worth, price = (1, costs[j]) if by_count else (costs[j], 1)
        group = _largest_group(election, ballots.supports[j], values + worth, price)
        if group:
            claim = Fraction(election.budget * group[0], election.voter_count)
            measure = Satisfaction.CARDINALITY if by_count else Satisfaction.COST
            name = election.projects[j].id
            found.append(Violation(name, group[0], claim, group[1] - worth, measure))
    return tuple(found)


def sum_by_ballot(ballots: Ballots, values: list[int], winners: tuple[int, ...]) -> IntArray:
    """The values of the winners that each distinct ballot names, added up."""
    each = np.zeros(ballots.project_count, np.int64)
    each[list(winners)] = np.array(values, np.int64)[list(winners)]
    sums = np.zeros(len(ballots.weights) + 1, np.int64)
    np.add.at(sums, ballots.ballot_of_entry, each[ballots.choices])
    return sums[:-1]


def _largest_group(
    election: Election, support: Support, values: IntArray, price: int
) -> tuple[int, int] | None:
    """Size of the largest group whose claim buys its best member's value, and that value.

    Whoever has more than the claim of all is in no such group; nor then who has more than the
    claim of the rest, and so on.
    """
    mine, weights = values[support.ballots], support.weights
    while len(mine):
        voters = int(weights.sum())
        unmet = mine <= voters * election.budget // (price * election.voter_count)
        if unmet.all():
            return voters, int(mine.max())
        mine, weights = mine[unmet], weights[unmet]
    return None
