"""Two outcomes of the same election side by side."""

from dataclasses import dataclass

import numpy as np

from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.fairness import Fairness, count_winners, measure_fairness
from linli.engines.equal_shares.supports import IntArray


@dataclass(frozen=True)
class Preference:
    """How many voters an outcome serves better than another, and how many equally well."""

    first: int
    second: int
    equal: int


@dataclass(frozen=True)
class Comparison:
    """What differs between two outcomes, and whom it serves.

    Voters are counted by the number of winners that they named.
    """

    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    both: tuple[str, ...]
    cost_first: int
    cost_second: int
    preference: Preference
    fairness_first: Fairness
    fairness_second: Fairness


def compare_winners(
    election: Election, first: tuple[int, ...], second: tuple[int, ...], *, by_count: bool
) -> Comparison:
    """The comparison of two sets of winners, each in its order of choice."""
    ids = [project.id for project in election.projects]
    costs = [project.cost for project in election.projects]
    return Comparison(
        only_first=tuple(ids[j] for j in first if j not in second),
        only_second=tuple(ids[j] for j in second if j not in first),
        both=tuple(ids[j] for j in first if j in second),
        cost_first=sum(costs[j] for j in first),
        cost_second=sum(costs[j] for j in second),
        preference=count_preferences(election, first, second),
        fairness_first=measure_fairness(election, first, by_count=by_count),
        fairness_second=measure_fairness(election, second, by_count=by_count),
    )


def count_preferences(
    election: Election, first: tuple[int, ...], second: tuple[int, ...]
) -> Preference:
    """How many voters named more winners of one outcome than of the other."""
    ballots = election.ballots
    lead = count_winners(ballots, first) - count_winners(ballots, second)
    return Preference(
        first=_voters(ballots.weights, lead > 0),
        second=_voters(ballots.weights, lead < 0),
        equal=_voters(ballots.weights, lead == 0),
    )


def _voters(weights: IntArray, mask: np.ndarray) -> int:
    return int(weights[mask].sum())
