"""The greedy rule worked out by hand."""

from math import inf

import pytest

from linli.engines.equal_shares import Satisfaction, TieOrder, build_election
from linli.engines.equal_shares.contest import contest_of
from linli.engines.equal_shares.greedy import Pick, density, listing_key, pick_greedily
from linli.engines.equal_shares.ties import TieRule

BY_ID = TieRule((TieOrder.ID,))


def test_pick_greedily_skips_what_does_not_fit() -> None:
    election = build_election(10, {"a": 6, "b": 5, "c": 4}, [["a", "b"], ["a", "b"], ["a", "c"]])
    picks = pick_greedily(contest_of(election, Satisfaction.COST), BY_ID)
    assert picks.picks == (Pick(0, True, 10), Pick(1, False, 4), Pick(2, True, 4))
    assert picks.winners == (0, 2)


def test_pick_greedily_goes_by_votes_per_cost_when_projects_count_the_same() -> None:
    election = build_election(10, {"a": 6, "b": 2}, [["a", "b"], ["a", "b"], ["a"]])
    by_count = pick_greedily(contest_of(election, Satisfaction.CARDINALITY), BY_ID)
    assert [pick.project for pick in by_count.picks] == [1, 0]


def test_pick_greedily_puts_free_projects_first_and_unwanted_ones_last() -> None:
    costs = {"free": 0, "unwanted": 1, "dear": 9, "gift": 0}
    election = build_election(10, costs, [["free", "dear"]])
    contest = contest_of(election, Satisfaction.CARDINALITY)
    assert [density(contest, j) for j in range(4)] == [inf, 0, pytest.approx(1 / 9), 0]
    assert pick_greedily(contest, BY_ID).winners == (0, 2, 3, 1)


def test_pick_greedily_names_ties_that_decide() -> None:
    election = build_election(5, {"b": 4, "a": 4, "c": 1, "d": 1}, [["a", "b", "c", "d"]])
    picks = pick_greedily(contest_of(election, Satisfaction.COST), BY_ID)
    assert picks.winners == (1, 2)
    assert picks.groups == ((1, 0, 2, 3),)
    assert picks.decisive_ties() == [(1, 0, 2, 3)]


def test_pick_greedily_completes_what_is_taken() -> None:
    election = build_election(10, {"a": 6, "b": 4, "c": 3}, [["b"], ["b"], ["c"]])
    contest = contest_of(election, Satisfaction.COST)
    assert pick_greedily(contest, BY_ID, taken=(0,)).winners == (1,)


def test_pick_greedily_by_votes_orders_equal_ones_like_object_keys() -> None:
    costs = {"b": 1, "10": 1, "9": 1, "a": 1, "x": 1}
    election = build_election(9, costs, [["b", "10", "9", "a", "x"], ["x"]])
    picks = pick_greedily(contest_of(election, Satisfaction.COST), BY_ID, by_votes=True)
    assert [election.projects[j].id for j in picks.winners] == ["x", "9", "10", "a", "b"]
    assert listing_key("007") == (2**32 - 1, "007")
