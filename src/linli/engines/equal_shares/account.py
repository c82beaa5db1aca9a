"""Who paid what in the pass of Equal Shares that counted."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares import Run, begin_pass
from linli.engines.equal_shares.sides import FloatArray


@dataclass(frozen=True, eq=False)
class Account:
    """The prices of a run and what was left in the purses.

    ``prices`` gives, by project, what a point cost: with approvals, what each supporter paid
    who was not short of money. ``left`` is what each ballot's voters have left, one voter
    each; ``unspent`` what all voters have left together, ``emptied`` how many have nothing.
    """

    contest: Contest
    share: Fraction
    prices: dict[int, Fraction]
    left: FloatArray
    unspent: Fraction
    emptied: int

    def owned(self, project: int) -> float:
        """What the supporters of a project have left together."""
        support = self.contest.supports[project]
        return float(np.add.reduce(self.left[support.ballots] * support.weights))


def open_account(contest: Contest, run: Run, ranks: tuple[int, ...]) -> Account:
    """The account of a run; the prices are exact."""
    again = begin_pass(contest, run.share, ranks)
    projects = [purchase.project for purchase in again.run()]
    left = again.purses()
    paid = sum(contest.costs[j] for j in projects)
    return Account(
        contest=contest,
        share=run.share,
        prices=dict(zip(projects, again.prices(), strict=True)),
        left=left,
        unspent=run.share * contest.voters - paid,
        emptied=int(contest.weights[left == 0].sum()),
    )
