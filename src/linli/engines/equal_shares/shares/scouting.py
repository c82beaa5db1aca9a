"""What would be bought at many shares, found in one compiled pass over all of them.

Raising shares asks this of hundreds of shares, of which only few are looked at more closely.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

import numpy as np

from linli.engines.equal_shares.compiled.scout import END, UNCLEAR, scout
from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.state import begin
from linli.engines.equal_shares.supports import IntArray


class Scout:
    """Goes through a contest at any number of shares."""

    def __init__(self, contest: Contest, ranks: Sequence[int]) -> None:
        self._table, self._budget = contest.table, float(contest.budget)
        self._state = begin(self._table, 0.0, len(contest.weights))
        self._ranks = _places(contest), np.array(ranks)

    def purchases(self, shares: Sequence[Fraction]) -> list[tuple[int, ...] | None]:
        """The projects bought at each share, in order; None where only fractions can tell.

        Also None after a share at which they overspend the budget.
        """
        found = scout(
            self._table,
            self._state,
            np.array([float(s) for s in shares]),
            self._budget,
            *self._ranks,
        )
        return [
            None if row[0] == UNCLEAR else tuple(row[: row.index(END)]) for row in found.tolist()
        ]


def _places(contest: Contest) -> IntArray:
    """The place of each project by its factor when everybody pays in full; equal ones share it."""
    bounds = contest.table.bound.tolist()
    factors = [
        s.quotient if b < inf else Fraction(0) for s, b in zip(contest.sides, bounds, strict=True)
    ]
    order = {factor: place for place, factor in enumerate(sorted(set(factors)))}
    return np.array([order[factor] for factor in factors])
