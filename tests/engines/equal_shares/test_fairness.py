"""The measures of fairness, worked out by hand."""

from fractions import Fraction

import pytest

from linli.engines.equal_shares import allocate, build_election
from linli.engines.equal_shares.comparison import Preference
from linli.engines.equal_shares.fairness import Fairness, measure_fairness

COSTS = {"a": 40, "b": 30, "c": 30}
BALLOTS = [["a", "b"], ["a"], ["b"], ["c"], []]


def test_measure_fairness_of_some_winners() -> None:
    """a gives its two voters 20 each, b its two 15 each; an equal part is 20."""
    election = build_election(100, COSTS, BALLOTS)
    assert measure_fairness(election, (0, 1)) == Fairness(
        voters=5,
        share=Fraction(20),
        mean_money=Fraction(14),
        median_money=15.0,
        served=2,
        capped_share=pytest.approx((1 + 1 + 0.75) / 5),
        excluded=2,
        mean_winners=Fraction(4, 5),
        winners_by_voter=(2, 2, 1),
        violations=(),
    )
    assert measure_fairness(election, (0, 1)).exclusion == Fraction(2, 5)


def test_measure_fairness_without_voters() -> None:
    fairness = measure_fairness(build_election(100, COSTS, []), ())
    assert (fairness.voters, fairness.share, fairness.exclusion) == (0, 0, 0)
    assert (fairness.capped_share, fairness.winners_by_voter) == (1.0, (0,))


def test_measure_fairness_counts_voters_behind_equal_ballots() -> None:
    election = build_election(100, COSTS, BALLOTS * 3)
    fairness = measure_fairness(election, (0, 1))
    assert (fairness.excluded, fairness.winners_by_voter) == (6, (6, 6, 3))
    assert fairness.median_money == pytest.approx(5.0)


def test_compare_names_differences_and_whom_they_serve() -> None:
    costs = {"big": 90, "x": 40, "y": 40}
    ballots = [["big"]] * 6 + [["x"]] * 3 + [["y"]] * 3
    election = build_election(120, costs, ballots)
    shares, greedy = allocate(election, completion="add1"), allocate(election, rule="greedy")
    assert (shares.winners, greedy.winners) == (("x", "y"), ("big",))
    comparison = shares.compare(greedy)
    assert (comparison.only_first, comparison.only_second, comparison.both) == (
        ("x", "y"),
        ("big",),
        (),
    )
    assert (comparison.cost_first, comparison.cost_second) == (80, 90)
    assert comparison.preference == Preference(first=6, second=6, equal=0)
    assert comparison.fairness_first == shares.fairness
    assert comparison.fairness_second == greedy.fairness
