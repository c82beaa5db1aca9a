"""What lies between two shares with the same purchases."""

from fractions import Fraction
from random import Random

import pytest

from linli.engines.equal_shares import Satisfaction, TieOrder
from linli.engines.equal_shares.contest import Contest, contest_of
from linli.engines.equal_shares.shares.exact import ExactShares
from linli.engines.equal_shares.shares.floats import FloatShares
from linli.engines.equal_shares.shares.run import Run
from linli.engines.equal_shares.ties import TieRule
from tests.engines.equal_shares.elections import random_crowd

Kind = type[ExactShares | FloatShares]


def run(kind: Kind, contest: Contest, share: Fraction, lower: Run | None = None) -> Run:
    ranks = TieRule((TieOrder.ID,)).ranks(contest)
    return Run(share, (), kind(contest, share, ranks).run(lower))


@pytest.mark.parametrize("kind", [ExactShares, FloatShares])
def test_holds_up_to_is_true_only_if_all_shares_between_agree(kind: Kind) -> None:
    random, proved, different = Random(7), 0, 0
    for _ in range(60):
        contest = contest_of(random_crowd(random).election(), Satisfaction.COST)
        start = Fraction(contest.budget, contest.voters)
        low = run(kind, contest, start)
        high = run(kind, contest, start * Fraction(random.randint(101, 120), 100), low)
        between = [
            run(ExactShares, contest, start + (high.share - start) * Fraction(i, 10)).winners
            for i in range(1, 10)
        ]
        if low.holds_up_to(high):
            assert set(between) == {low.winners}
            proved += 1
        different += len({low.winners, *between, high.winners}) > 1
    assert proved > 5
    assert different > 5


def test_holds_up_to_is_false_for_runs_that_differ() -> None:
    sample = random_crowd(Random(1))
    contest = contest_of(sample.election(), Satisfaction.COST)
    low, high = (
        run(ExactShares, contest, Fraction(1, 100)),
        run(ExactShares, contest, Fraction(500)),
    )
    assert low.winners != high.winners
    assert not low.holds_up_to(high)
