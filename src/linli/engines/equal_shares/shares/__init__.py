"""Equal Shares at a fixed share.

Method of Equal Shares (Peters, Pierczyński, Skowron: Proportional Participatory Budgeting with
Additive Utilities, NeurIPS 2021). Every voter begins with the same share. A project's factor
is the least ρ at which its supporters cover its cost, each paying ρ times what it is worth to
him, or all he has left if that is less. The project with the least factor is bought, until
none is affordable.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from linli.engines.equal_shares.contest import Contest
from linli.engines.equal_shares.shares.exact import ExactShares
from linli.engines.equal_shares.shares.run import Purchase, Run

if TYPE_CHECKING:
    from linli.engines.equal_shares.shares.floats import FloatShares

__all__ = ["Pass", "Purchase", "Run", "begin_pass", "run_shares"]

Pass: TypeAlias = "ExactShares | FloatShares"  # noqa: S105 - no password

SMALL = 600


def begin_pass(contest: Contest, share: Fraction, ranks: Sequence[int]) -> Pass:
    """A pass that has not bought anything yet, in the arithmetic that is faster here."""
    if contest.entries <= SMALL:
        return ExactShares(contest, share, ranks)
    from linli.engines.equal_shares.shares.floats import FloatShares

    return FloatShares(contest, share, ranks)


def run_shares(
    contest: Contest,
    share: Fraction,
    ranks: Sequence[int],
    *,
    free: Sequence[int] = (),
    lower: Run | None = None,
) -> Run:
    """The purchases when every voter begins with ``share``; equal factors go by ``ranks``.

    ``free`` are the projects taken beforehand. ``lower`` is a run with a smaller share that
    the result will be compared with by ``Run.holds_up_to``.
    """
    return Run(share, tuple(free), begin_pass(contest, share, ranks).run(lower))
