"""Equal Shares worked out by hand."""

from fractions import Fraction

from linli.engines.equal_shares import Satisfaction, TieOrder, VoteType, build_election
from linli.engines.equal_shares.contest import Contest, contest_of
from linli.engines.equal_shares.shares.exact import ExactShares
from linli.engines.equal_shares.shares.run import Purchase
from linli.engines.equal_shares.ties import TieRule


def begin(contest: Contest, share: int) -> ExactShares:
    return ExactShares(contest, Fraction(share), TieRule((TieOrder.ID,)).ranks(contest))


def test_exact_shares_take_all_from_the_poor_and_the_same_from_the_rich() -> None:
    """First b for 2 of each; then a, to which two can give 2 and the others 3.50."""
    election = build_election(100, {"a": 11, "b": 4}, [["a", "b"], ["a", "b"], ["a"], ["a"]])
    current = begin(contest_of(election, Satisfaction.CARDINALITY), 4)
    first, second = current.run()
    assert first == Purchase(1, (1,), Fraction(2), Fraction(11, 4))
    assert (second.project, second.rho) == (0, Fraction(7, 2))
    assert current.prices() == [Fraction(2), Fraction(7, 2)]
    assert current.purses().tolist() == [0.0, 0.5]


def test_exact_shares_divide_a_remainder_among_those_who_have_more() -> None:
    election = build_election(100, {"a": 2, "b": 9}, [["a", "b"], ["b"], ["b"]])
    current = begin(contest_of(election, Satisfaction.COST), 4)
    assert [purchase.project for purchase in current.run()] == [1]
    assert current.prices() == [Fraction(3)]
    later = begin(contest_of(election, Satisfaction.CARDINALITY), 4)
    assert [purchase.project for purchase in later.run()] == [0, 1]
    assert later.prices() == [Fraction(2), Fraction(7, 2)]
    assert later.purses().tolist() == [0.0, 0.5]


def test_exact_shares_weigh_payments_by_points() -> None:
    election = build_election(
        12,
        {"a": 9},
        [["a"], ["a"]],
        vote_type=VoteType.SCORING,
        points=[[1], [2]],
    )
    current = begin(contest_of(election, Satisfaction.POINTS), 6)
    assert [purchase.project for purchase in current.run()] == [0]
    assert current.prices() == [Fraction(3)]
    assert current.purses().tolist() == [3.0, 0.0]


def test_exact_shares_name_all_equal_projects_and_take_the_first_by_rank() -> None:
    election = build_election(10, {"b": 4, "a": 4, "c": 9}, [["a", "b"], ["a", "b", "c"]])
    (first, second) = begin(contest_of(election, Satisfaction.COST), 5).run()
    assert (first.project, first.tied) == (1, (0, 1))
    assert (second.project, second.tied) == (0, (0,))


def test_exact_shares_buy_at_the_very_last_coin() -> None:
    election = build_election(10, {"a": 10}, [["a"], ["a"]])
    contest = contest_of(election, Satisfaction.COST)
    assert [purchase.project for purchase in begin(contest, 5).run()] == [0]
    assert begin(contest, 5).run()[0].rho == Fraction(1, 2)
    assert begin(contest.with_cost(0, 11), 5).run() == ()
