"""How evenly an outcome serves the voters."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from linli.engines.equal_shares.ballots import Ballots
from linli.engines.equal_shares.ejr import Violation, find_violations, sum_by_ballot
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.sides import FloatArray
from linli.engines.equal_shares.supports import IntArray

# A voter's money is a sum of few quotients in floating point: equal up to this.
_EQUAL = 1 - 1e-12


@dataclass(frozen=True)
class Fairness:
    """Measures of one outcome, money in smallest units.

    A voter's money is what winners that he named cost, each divided by the number of those who
    named it (Lackner, Maly, Rey: Fairness in long-term participatory budgeting, IJCAI 2021).
    ``share`` is an equal part of the budget; ``served`` voters' money reaches it, and
    ``capped_share`` is the mean of money / share over all voters, each counting 1 at most.
    ``excluded`` voters named no winner, ``winners_by_voter[k]`` named exactly k.
    """

    voters: int
    share: Fraction
    mean_money: Fraction
    median_money: float
    served: int
    capped_share: float
    excluded: int
    mean_winners: Fraction
    winners_by_voter: tuple[int, ...]
    violations: tuple[Violation, ...]

    @property
    def exclusion(self) -> Fraction:
        """The part of the voters who named no winner."""
        return Fraction(self.excluded, self.voters) if self.voters else Fraction(0)


def count_winners(ballots: Ballots, winners: tuple[int, ...]) -> IntArray:
    """How many winners each distinct ballot names."""
    return sum_by_ballot(ballots, [1] * ballots.project_count, winners)


def money_by_ballot(election: Election, winners: tuple[int, ...]) -> FloatArray:
    """The money of a voter behind each distinct ballot."""
    ballots = election.ballots
    each = np.zeros(ballots.project_count)
    for project in winners:
        if ballots.votes[project]:
            each[project] = election.projects[project].cost / ballots.votes[project]
    money = np.bincount(ballots.ballot_of_entry, each[ballots.choices], len(ballots.weights))
    return money.astype(np.float64)


def measure_fairness(
    election: Election, winners: tuple[int, ...], *, by_count: bool = False
) -> Fairness:
    """The measures of an outcome; EJR+ in the number of winners if ``by_count``, else in costs."""
    ballots, voters = election.ballots, election.voter_count
    counts = count_winners(ballots, winners)
    money = money_by_ballot(election, winners)
    share = Fraction(election.budget, voters) if voters else Fraction(0)
    spread = np.bincount(counts, ballots.weights, len(winners) + 1).astype(np.int64).tolist()
    supported = [j for j in winners if ballots.votes[j]]
    return Fairness(
        voters=voters,
        share=share,
        mean_money=_mean(sum(election.projects[j].cost for j in supported), voters),
        median_money=_median(money, ballots.weights),
        served=int(ballots.weights[money >= float(share) * _EQUAL].sum()),
        capped_share=_capped(money, ballots.weights, float(share)),
        excluded=spread[0],
        mean_winners=_mean(sum(ballots.votes[j] for j in winners), voters),
        winners_by_voter=tuple(spread),
        violations=find_violations(election, winners, by_count=by_count),
    )


def _mean(total: int, voters: int) -> Fraction:
    return Fraction(total, voters) if voters else Fraction(0)


def _median(values: FloatArray, weights: IntArray) -> float:
    """The value of the voter in the middle, the lower of two."""
    if not len(values):
        return 0.0
    order = np.argsort(values, kind="stable")
    passed = np.cumsum(weights[order])
    return float(values[order[int(np.searchsorted(passed, (passed[-1] + 1) // 2))]])


def _capped(money: FloatArray, weights: IntArray, share: float) -> float:
    if not share or not len(money):
        return 1.0
    parts = np.minimum(money / share, 1.0) * weights
    return float(np.sort(parts).sum() / weights.sum())
