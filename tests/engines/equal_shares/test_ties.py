"""Ties are broken as asked, and each that decided is reported."""

import pytest

from linli.engines.equal_shares import OptionError, Satisfaction, TieOrder, allocate, build_election
from linli.engines.equal_shares.contest import contest_of
from linli.engines.equal_shares.tie_records import Tie
from linli.engines.equal_shares.ties import TieRule, parse_ties

BALLOTS = [["a", "b"], ["a", "b"], ["b", "c"], ["c"]]
COSTS = {"a": 4, "b": 6, "c": 4}


def first(*ties: str | list[str]) -> str:
    return allocate(build_election(8, COSTS, BALLOTS), rule="greedy", ties=ties).winners[0]


def test_ties_follow_the_criteria_in_order() -> None:
    contest = contest_of(build_election(8, COSTS, BALLOTS), Satisfaction.COST)
    assert TieRule(parse_ties(["id"])).ranks(contest) == (0, 1, 2)
    assert TieRule(parse_ties(["min_cost"])).ranks(contest) == (0, 2, 1)
    assert TieRule(parse_ties(["max_cost", "id"])).ranks(contest) == (1, 0, 2)
    assert TieRule(parse_ties(["max_votes"])).ranks(contest) == (1, 0, 2)
    assert TieRule(parse_ties([["c", "b"]])).ranks(contest) == (2, 1, 0)


def test_ids_are_compared_as_strings() -> None:
    election = build_election(1, {"9": 1, "10": 1}, [["9", "10"]])
    assert allocate(election).winners == ("10",)


def test_lot_decides_what_nothing_else_does() -> None:
    election = build_election(4, {"a": 4, "b": 4}, [["a", "b"]])
    allocation = allocate(election, ties=["min_cost", ["b", "a"]])
    assert allocation.winners == ("b",)
    assert allocation.ties == (Tie("mes", ("a", "b"), "b", "lot"),)


def test_ties_name_the_criterion_that_decided() -> None:
    election = build_election(8, {"a": 4, "b": 2, "c": 2}, [["a", "b"], ["a", "b"], ["c"], ["c"]])
    allocation = allocate(election, convention="equalshares.net")
    assert allocation.ties[0] == Tie("mes", ("a", "b", "c"), "b", "id")
    by_cost = allocate(election, ties=["min_cost", "max_votes"])
    assert by_cost.ties[0].decided_by == "id"
    assert allocate(election, ties=["max_cost"]).ties[0] == Tie(
        "mes", ("a", "b", "c"), "a", "max_cost"
    )


def test_ties_of_the_run_that_was_given_up_are_reported() -> None:
    election = build_election(10, {"a": 6, "b": 6, "c": 6}, [["a"], ["b"], ["c"]])
    allocation = allocate(election, completion="add1")
    assert allocation.winners == ()
    assert {tie.stage for tie in allocation.ties} == {"mes-overspending"}


def test_greedy_ties_are_reported_only_if_they_decide() -> None:
    enough = build_election(8, {"a": 4, "b": 4}, [["a", "b"]])
    assert allocate(enough, rule="greedy").ties == ()
    scarce = build_election(7, {"a": 4, "b": 4}, [["a", "b"]])
    assert allocate(scarce, rule="greedy").ties == (Tie("greedy", ("a", "b"), "a", "id"),)


def test_phragmen_stop_is_reported_as_a_tie_without_a_winner() -> None:
    election = build_election(5, {"a": 3, "b": 3, "c": 1}, [["a"], ["b"], ["c"], ["c"]])
    ties = allocate(election, rule="phragmen").ties
    assert ties == (Tie("phragmen", ("a", "b"), "a", "id"),)
    stopping = build_election(
        5, {"a": 3, "b": 4}, [["a"] * 1, ["a"], ["a"], ["b"], ["b"], ["b"], ["b"]]
    )
    assert allocate(stopping, rule="phragmen").ties[-1] == Tie("phragmen", ("a", "b"), "a", "id")


def test_parse_ties_refuses_unknown_orders() -> None:
    with pytest.raises(OptionError, match="tie order 'coin' is none of id, min_cost"):
        parse_ties(["coin"])


def test_tie_orders_are_complete_with_ids() -> None:
    assert parse_ties(["max_votes"]) == (TieOrder.MAX_VOTES, TieOrder.ID)
    assert parse_ties(["id", "max_votes"]) == (TieOrder.ID, TieOrder.MAX_VOTES)
    assert first("max_votes") == "b"
