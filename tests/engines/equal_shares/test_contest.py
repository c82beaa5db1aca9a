"""The numbers of a contest, and of the same contest a little changed."""

from fractions import Fraction

import pytest

from linli.engines.equal_shares import OptionError, Satisfaction, VoteType, build_election
from linli.engines.equal_shares.contest import Contest, contest_of

COSTS = {"a": 6, "b": 3, "c": 5}
BALLOTS = [["a", "b"], ["a"], ["a", "b"], []]


def numbers(contest: Contest) -> tuple[object, ...]:
    """Everything that a rule can see, the order of ballots aside."""
    supports = [
        sorted(zip(s.weights.tolist(), s.points.tolist(), strict=True)) for s in contest.supports
    ]
    return contest.costs, contest.voters, contest.votes, contest.rates, contest.totals, supports


def approvals(satisfaction: Satisfaction) -> Contest:
    return contest_of(build_election(10, COSTS, BALLOTS), satisfaction)


def test_contest_of_values_projects_by_satisfaction() -> None:
    cost, number, effort = map(
        approvals, (Satisfaction.COST, Satisfaction.CARDINALITY, Satisfaction.EFFORT)
    )
    assert cost.rates == (6, 3, 5)
    assert number.rates == (1, 1, 1)
    assert effort.rates == (2, Fraction(3, 2), 0)
    assert (cost.totals, number.totals, effort.totals) == ((18, 6, 0), (3, 2, 0), (6, 3, 0))
    assert (cost.votes, cost.voters, cost.entries) == ((3, 2, 0), 4, 3)


def test_contest_of_keeps_only_positive_points_as_support() -> None:
    election = build_election(
        10, COSTS, [["a", "b"], ["a", "c"]], vote_type=VoteType.SCORING, points=[[3, -2], [1, 0]]
    )
    contest = contest_of(election, Satisfaction.POINTS)
    assert [support.ballots.tolist() for support in contest.supports] == [[0, 1], [], []]
    assert (contest.totals, contest.votes) == ((4, -2, 0), (2, 1, 1))


@pytest.mark.parametrize("satisfaction", list(Satisfaction)[:3])
def test_with_cost_equals_the_election_with_that_cost(satisfaction: Satisfaction) -> None:
    changed = contest_of(build_election(10, COSTS | {"b": 1}, BALLOTS), satisfaction)
    assert numbers(approvals(satisfaction).with_cost(1, 1)) == numbers(changed)


@pytest.mark.parametrize("satisfaction", list(Satisfaction)[:3])
def test_with_voters_equals_the_election_with_those_voters(satisfaction: Satisfaction) -> None:
    grown = approvals(satisfaction).with_voters(2, 2)
    changed = contest_of(build_election(10, COSTS, [*BALLOTS, ["c"], ["c"]]), satisfaction)
    assert numbers(grown) == numbers(changed)


def test_with_voters_gives_the_most_points_that_anybody_gave() -> None:
    election = build_election(
        10, COSTS, [["a", "b"]], vote_type=VoteType.CUMULATIVE, points=[[3, 7]]
    )
    grown = contest_of(election, Satisfaction.POINTS).with_voters(0, 4)
    assert (grown.totals[0], grown.supports[0].points.tolist()) == (31, [3, 7])


def test_with_voters_adds_no_support_by_borda() -> None:
    election = build_election(10, COSTS, [["a", "b"]], vote_type=VoteType.ORDINAL)
    grown = contest_of(election, Satisfaction.BORDA).with_voters(1, 4)
    assert (grown.voters, len(grown.supports[1]), grown.totals[1]) == (5, 0, 0)


@pytest.mark.parametrize(
    ("vote_type", "satisfaction"),
    [
        (VoteType.APPROVAL, Satisfaction.POINTS),
        (VoteType.ORDINAL, Satisfaction.POINTS),
        (VoteType.SCORING, Satisfaction.BORDA),
    ],
)
def test_contest_of_refuses_what_ballots_do_not_say(
    vote_type: VoteType, satisfaction: Satisfaction
) -> None:
    points = [[1]] if vote_type.has_points else None
    election = build_election(10, COSTS, [["a"]], vote_type=vote_type, points=points)
    with pytest.raises(OptionError, match=f"satisfaction {satisfaction} cannot be read"):
        contest_of(election, satisfaction)
