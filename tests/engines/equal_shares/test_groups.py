"""What groups got, and that small ones are not shown."""

from fractions import Fraction

import pytest

from linli.engines.equal_shares import allocate, build_election
from linli.engines.equal_shares.categories import Category, list_categories
from linli.engines.equal_shares.groups import OTHERS, UNKNOWN, list_groups
from tests.engines.equal_shares.examples import riverside


def test_list_groups_by_what_the_file_knows() -> None:
    election = riverside()
    groups = list_groups(election, [allocate(election)])
    assert {name: [(g.value, g.voters) for g in found] for name, found in groups.items()} == {
        "age": [("75+", 12), (OTHERS, 28)],
        "sex": [("F", 26), ("M", 14)],
    }


def test_list_groups_tells_what_each_got_in_each_outcome() -> None:
    election = riverside()
    shares, greedy = allocate(election), allocate(election, rule="greedy")
    women, men = list_groups(election, [shares, greedy])["sex"]
    assert [g.results[0].with_winner for g in (women, men)] == [Fraction(10, 26), Fraction(5, 14)]
    assert [g.results[1].mean_winners for g in (women, men)] == [Fraction(39, 26), Fraction(20, 14)]
    for outcome in (0, 1):
        parts = [group.results[outcome].money_part for group in (women, men)]
        assert sum(parts) == pytest.approx(1.0)
    assert men.results[1].with_winner == Fraction(12, 14)


def test_list_groups_shows_groups_from_the_floor_on() -> None:
    election = riverside()
    found = list_groups(election, [allocate(election)], floor=1)["age"]
    assert [(g.value, g.voters) for g in found] == [
        ("18-29", 4),
        ("30-44", 8),
        ("45-59", 7),
        ("60-74", 8),
        ("75+", 12),
        (UNKNOWN, 1),
    ]


def test_list_groups_hides_no_group_that_the_rest_would_tell() -> None:
    election = riverside()
    found = list_groups(election, [allocate(election)], floor=2)["age"]
    assert [(g.value, g.voters) for g in found] == [
        ("30-44", 8),
        ("45-59", 7),
        ("60-74", 8),
        ("75+", 12),
        (OTHERS, 5),
    ]


def test_list_groups_knows_nothing_without_a_file() -> None:
    election = build_election(10, {"a": 1}, [["a"]])
    assert list_groups(election, [allocate(election)]) == {}


def test_list_categories_splits_votes_and_money() -> None:
    election = riverside()
    winners = allocate(election, rule="greedy").decision.winners
    assert list_categories(election, (winners, ())) == (
        Category("green", Fraction(36, 69), (Fraction(450, 1200), Fraction(0))),
        Category("leisure", Fraction(12, 69), (Fraction(450, 1200), Fraction(0))),
        Category("safety", Fraction(11, 69), (Fraction(300, 1200), Fraction(0))),
        Category("culture", Fraction(10, 69), (Fraction(0), Fraction(0))),
    )


def test_list_categories_is_empty_where_the_file_has_none() -> None:
    assert list_categories(build_election(10, {"a": 1}, [["a"]]), ((0,),)) == ()
