"""A scout finds at many shares what a pass finds at each alone."""

from fractions import Fraction
from random import Random

import pytest

from linli.engines.equal_shares import Satisfaction, TieOrder, build_election, read_pabulib
from linli.engines.equal_shares.contest import Contest, contest_of
from linli.engines.equal_shares.shares.exact import ExactShares
from linli.engines.equal_shares.shares.floats import FloatShares
from linli.engines.equal_shares.shares.scouting import Scout
from linli.engines.equal_shares.ties import TieRule
from tests.engines.equal_shares.elections import random_crowd, random_sample
from tests.engines.equal_shares.reference_data import INSTANCES, needs_data

BY_ID = TieRule((TieOrder.ID,))


def compare(contest: Contest, shares: list[Fraction]) -> int:
    """Checks what was found at each share against the integers; how many there were."""
    ranks = BY_ID.ranks(contest)
    decided = 0
    for share, found in zip(shares, Scout(contest, ranks).purchases(shares), strict=True):
        if found is not None:
            alone = ExactShares(contest, share, ranks).run()
            assert found == tuple(purchase.project for purchase in alone)
            decided += 1
    return decided


@pytest.mark.parametrize("satisfaction", ["cost", "cardinality", "effort"])
def test_scout_equals_exact_shares_in_crowds(satisfaction: str) -> None:
    random, decided = Random(satisfaction), 0
    for _ in range(15):
        contest = contest_of(random_crowd(random).election(), Satisfaction(satisfaction))
        start = Fraction(contest.budget, contest.voters)
        decided += compare(contest, [start * Fraction(100 + i, 100) for i in range(12)])
    assert decided > 60


def test_scout_equals_exact_shares_for_points() -> None:
    random, decided = Random(5), 0
    while decided < 60:
        sample = random_sample(random)
        if sample.vote_type not in ("scoring", "cumulative"):
            continue
        contest = contest_of(sample.election(), Satisfaction.POINTS)
        start = Fraction(contest.budget, contest.voters)
        decided += compare(contest, [start + Fraction(i, 7) for i in range(10)])


@needs_data
def test_scout_equals_passes_alone_in_a_real_election() -> None:
    election = read_pabulib(INSTANCES / "Poland_Warszawa_2017_Mlynow.pb")
    contest = contest_of(election, Satisfaction.COST)
    ranks, start = BY_ID.ranks(contest), Fraction(contest.budget, contest.voters)
    shares = [start + 7 * i for i in range(40)]
    alone = [tuple(p.project for p in FloatShares(contest, share, ranks).run()) for share in shares]
    assert Scout(contest, ranks).purchases(shares) == alone


def test_scout_looks_no_further_than_where_the_budget_is_overspent() -> None:
    election = build_election(10, {"a": 6, "b": 8}, [["a"], ["b"]])
    contest = contest_of(election, Satisfaction.COST)
    found = Scout(contest, (0, 1)).purchases([Fraction(n) for n in (5, 7, 9, 11)])
    assert found == [(), (0,), (0, 1), None]
