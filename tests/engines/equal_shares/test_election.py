"""Elections from plain values."""

from fractions import Fraction

import pytest

from linli.engines.equal_shares import Election, ElectionError, Project, VoteType, build_election


def test_build_election_joins_equal_ballots() -> None:
    election = build_election(9, {"a": 4, "b": 5}, [["a"], ["b", "a"], ["a"], []])
    ballots = election.ballots
    assert election.projects == (Project("a", 4, "a"), Project("b", 5, "b"))
    assert (election.voter_count, election.index) == (4, {"a": 0, "b": 1})
    assert ballots.weights.tolist() == [2, 1, 1]
    assert ballots.ballot_of_voter.tolist() == [0, 1, 0, 2]
    assert [support.ballots.tolist() for support in ballots.supports] == [[0, 1], [1]]
    assert ballots.votes == (3, 1)


def test_build_election_ranks_by_borda() -> None:
    election = build_election(9, {"a": 4, "b": 5}, [["b", "a"], ["a"]], vote_type=VoteType.ORDINAL)
    assert election.ballots.points.tolist() == [1, 0, 0]
    assert election.ballots.scores == (0, 1)


@pytest.mark.parametrize(
    ("ballots", "points", "reason"),
    [
        ([["x"]], [[1]], "a ballot names 'x', which is no project"),
        ([["a", "a"]], [[1, 1]], "a ballot names a project twice"),
        ([["a"]], [[]], "each project on a ballot needs its points"),
        ([["a"]], None, "each project on a ballot needs its points"),
        ([["a"]], [[10**10]], "points are too many"),
    ],
)
def test_build_election_refuses_ballots_that_make_no_sense(
    ballots: list[list[str]], points: list[list[int]] | None, reason: str
) -> None:
    with pytest.raises(ElectionError, match=reason):
        build_election(9, {"a": 4}, ballots, vote_type=VoteType.SCORING, points=points)


@pytest.mark.parametrize("key", ["", "a,b", " a", "a\t"])
def test_build_election_refuses_ids_that_no_file_can_hold(key: str) -> None:
    with pytest.raises(ElectionError, match="is empty, has a comma or a blank"):
        build_election(9, {key: 4}, [])


def test_build_election_refuses_what_the_type_of_vote_does_not_allow() -> None:
    with pytest.raises(ElectionError, match="more than one project"):
        build_election(9, {"a": 4, "b": 5}, [["a", "b"]], vote_type=VoteType.CHOOSE_1)
    with pytest.raises(ElectionError, match="cumulative ballot are negative"):
        build_election(9, {"a": 4}, [["a"]], vote_type=VoteType.CUMULATIVE, points=[[-1]])


def test_election_refuses_amounts_out_of_range_and_repeated_ids() -> None:
    with pytest.raises(ElectionError, match="negative"):
        build_election(-1, {"a": 4}, [])
    with pytest.raises(ElectionError, match="negative"):
        build_election(1, {"a": -4}, [])
    with pytest.raises(ElectionError, match="too large"):
        build_election(1, {"a": 2**62}, [])
    ballots = build_election(1, {"a": 4}, []).ballots
    with pytest.raises(ElectionError, match="two projects have the same id"):
        Election(1, (Project("a", 1), Project("a", 1)), VoteType.APPROVAL, ballots)


def test_amount_is_in_units_of_the_currency() -> None:
    election = build_election(100, {"a": 4}, [])
    assert election.amount(250) == 250
    cents = Election(100, election.projects, VoteType.APPROVAL, election.ballots, unit=100)
    assert cents.amount(250) == Fraction(5, 2)
