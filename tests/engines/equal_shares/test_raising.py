"""Raising shares, against trying each share in turn."""

from fractions import Fraction
from random import Random

import pytest

from linli.engines.equal_shares import Satisfaction, TieOrder, build_election, raising, read_pabulib
from linli.engines.equal_shares.contest import Contest, contest_of
from linli.engines.equal_shares.raising import Climb, Ladder
from linli.engines.equal_shares.shares import run_shares
from linli.engines.equal_shares.ties import TieRule
from tests.engines.equal_shares.elections import random_crowd, random_sample
from tests.engines.equal_shares.reference_data import INSTANCES, needs_data

Ends = tuple[Fraction, tuple[int, ...], Fraction | None]


def ladder_of(contest: Contest, step: Fraction) -> Ladder:
    priced = tuple(j for j, cost in enumerate(contest.costs) if cost and contest.votes[j])
    return Ladder(Fraction(contest.budget, contest.voters), step, priced, priced)


def climb(contest: Contest, ladder: Ladder) -> Ends:
    ranks = TieRule((TieOrder.ID,)).ranks(contest)
    run, over = Climb(contest, ladder, ranks, ()).last()
    return run.share, run.winners, over.share if over else None


def step_by_step(contest: Contest, ladder: Ladder) -> Ends:
    ranks = TieRule((TieOrder.ID,)).ranks(contest)
    run = run_shares(contest, ladder.start, ranks)
    rung = 0
    while True:
        left = contest.budget - sum(contest.costs[j] for j in run.winners)
        rest = [j for j in ladder.candidates if j not in run.winners]
        if all(contest.costs[j] > left for j in rest) or not ladder.has(rung + 1):
            return run.share, run.winners, None
        rung += 1
        following = run_shares(contest, ladder.share(rung), ranks)
        if sum(contest.costs[j] for j in following.winners) > contest.budget:
            return run.share, run.winners, following.share
        run = following


@pytest.mark.parametrize("satisfaction", ["cost", "cardinality"])
def test_climb_ends_where_single_steps_end(satisfaction: str) -> None:
    random = Random(satisfaction)
    for _ in range(60):
        contest = contest_of(random_sample(random).election(), Satisfaction(satisfaction))
        ladder = ladder_of(contest, Fraction(random.choice([1, 2]), random.choice([1, 3, 40])))
        assert climb(contest, ladder) == step_by_step(contest, ladder)


def test_climb_ends_where_single_steps_end_with_a_scout(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every election taken for a large one, and strides of seven."""
    monkeypatch.setattr(raising, "SMALL", 0)
    monkeypatch.setattr(raising, "_STRIDE", 7)
    random = Random(1)
    for _ in range(12):
        contest = contest_of(random_crowd(random).election(), Satisfaction.COST)
        ladder = ladder_of(contest, Fraction(1, random.choice([5, 50])))
        assert climb(contest, ladder) == step_by_step(contest, ladder)


def test_climb_stops_at_the_top_of_the_ladder() -> None:
    contest = contest_of(build_election(10, {"a": 30}, [["a"], []]), Satisfaction.COST)
    ladder = Ladder(Fraction(5), Fraction(1), (0,), (0,), top=Fraction(9))
    share, winners, over = climb(contest, ladder)
    assert (winners, over) == ((), None)
    assert share <= 9


def test_climb_leaps_over_many_shares_that_change_nothing() -> None:
    """A million steps would be needed one by one."""
    election = build_election(3_000_000, {"a": 1_000_000, "b": 2_000_000}, [["a"], ["b"]])
    contest = contest_of(election, Satisfaction.COST)
    ranks = TieRule((TieOrder.ID,)).ranks(contest)
    way = Climb(contest, ladder_of(contest, Fraction(1)), ranks, ())
    run, over = way.last()
    assert (run.share, set(run.winners), over) == (Fraction(2_000_000), {0, 1}, None)
    assert len(way.winners) < 100


@needs_data
def test_climb_reports_the_share_that_overspends() -> None:
    election = read_pabulib(INSTANCES / "Poland_Warszawa_2017_Mlynow.pb")
    contest = contest_of(election, Satisfaction.COST)
    share, winners, over = climb(contest, ladder_of(contest, Fraction(1)))
    assert share == Fraction(election.budget, election.voter_count) + 451
    assert (len(winners), over) == (16, share + 1)
