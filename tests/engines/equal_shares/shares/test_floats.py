"""Floating point finds what the integers find, also where very much is equal."""

from fractions import Fraction
from random import Random

import pytest

from linli.engines.equal_shares import Satisfaction, TieOrder, build_election, read_pabulib
from linli.engines.equal_shares.contest import Contest, contest_of
from linli.engines.equal_shares.shares import purses
from linli.engines.equal_shares.shares.exact import ExactShares
from linli.engines.equal_shares.shares.floats import FloatShares
from linli.engines.equal_shares.ties import TieRule
from tests.engines.equal_shares.elections import Sample, random_crowd, random_sample
from tests.engines.equal_shares.reference_data import INSTANCES, needs_data

BY_ID = TieRule((TieOrder.ID,))

Found = tuple[list[tuple[int, tuple[int, ...]]], list[Fraction]]


def find(kind: type[ExactShares | FloatShares], contest: Contest, share: Fraction) -> Found:
    """Purchases with ties, and prices."""
    current = kind(contest, share, BY_ID.ranks(contest))
    purchases = [(purchase.project, purchase.tied) for purchase in current.run()]
    return purchases, current.prices()


def contests(sample: Sample) -> list[Contest]:
    election = sample.election()
    return [contest_of(election, Satisfaction(name)) for name in sample.satisfactions]


@pytest.mark.parametrize("seed", range(5))
def test_float_shares_equal_exact_shares_in_small_elections(seed: int) -> None:
    random = Random(seed)
    for _ in range(120):
        for contest in contests(random_sample(random)):
            share = Fraction(contest.budget, contest.voters) + random.choice([0, 1, 2])
            assert find(FloatShares, contest, share) == find(ExactShares, contest, share)


@pytest.mark.parametrize("seed", range(4))
def test_float_shares_equal_exact_shares_in_crowds(seed: int) -> None:
    random = Random(seed)
    for _ in range(12):
        for contest in contests(random_crowd(random)):
            share = Fraction(contest.budget, contest.voters)
            assert find(FloatShares, contest, share) == find(ExactShares, contest, share)


def test_float_shares_stay_exact_when_purses_are_computed_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After each purchase, as where the error has grown too large."""
    monkeypatch.setattr(purses, "TRUSTED", 0.0)
    random = Random(9)
    for _ in range(8):
        for contest in contests(random_crowd(random)):
            share = Fraction(contest.budget, contest.voters)
            assert find(FloatShares, contest, share) == find(ExactShares, contest, share)


@needs_data
@pytest.mark.parametrize("name", ["Poland_Swiecie_2023", "Poland_Warszawa_2017_Mlynow"])
@pytest.mark.parametrize("satisfaction", ["cost", "cardinality", "effort"])
def test_float_shares_equal_exact_shares_in_real_elections(name: str, satisfaction: str) -> None:
    election = read_pabulib(INSTANCES / f"{name}.pb")
    contest = contest_of(election, Satisfaction(satisfaction))
    for extra in (0, 100, 500):
        share = Fraction(contest.budget, contest.voters) + extra
        assert find(FloatShares, contest, share) == find(ExactShares, contest, share)


def test_float_shares_tell_amounts_apart_that_floats_cannot() -> None:
    """Two shares of 10**17 + 1 each: in floating point the difference of the costs is lost."""
    large = 10**17
    election = build_election(2 * large + 2, {"a": large + 1, "b": large}, [["a", "b"], ["a", "b"]])
    contest = contest_of(election, Satisfaction.CARDINALITY)
    purchases, prices = find(FloatShares, contest, Fraction(large + 1))
    assert purchases == [(1, (1,)), (0, (0,))]
    assert prices == [Fraction(large, 2), Fraction(large + 1, 2)]


def test_float_shares_drop_a_project_that_lacks_one_unit() -> None:
    large = 10**17
    election = build_election(large, {"a": large + 1}, [["a"]])
    contest = contest_of(election, Satisfaction.COST)
    assert find(FloatShares, contest, Fraction(large)) == ([], [])
    assert find(FloatShares, contest, Fraction(large + 1)) == ([(0, (0,))], [Fraction(large + 1)])


def test_float_shares_stay_exact_when_errors_add_up() -> None:
    """Forty purchases that the same voters pay, in thirds, sevenths and elevenths."""
    costs = {f"p{number:02}": 7 * number + 3 for number in range(1, 41)}
    ballots = [[key for i, key in enumerate(costs) if (i + v) % 3] for v in range(11)]
    election = build_election(3 * sum(costs.values()), costs, ballots)
    contest = contest_of(election, Satisfaction.COST)
    share = Fraction(sum(costs.values()), 13)
    assert find(FloatShares, contest, share) == find(ExactShares, contest, share)
    assert len(find(FloatShares, contest, share)[0]) > 10
