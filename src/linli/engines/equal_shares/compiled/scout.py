"""Many whole passes, one a share, as far as floating point can tell."""

import numpy as np

from linli.engines.equal_shares.compiled.kernel import kernel
from linli.engines.equal_shares.compiled.rounds import NONE, TIED, decide, pay, take
from linli.engines.equal_shares.shares.state import ERROR, LIMIT, SHARE, TRUSTED, State
from linli.engines.equal_shares.sides import FloatArray
from linli.engines.equal_shares.supports import IntArray
from linli.engines.equal_shares.table import Table

END, UNCLEAR = -1, -2


@kernel
def scout(
    table: Table,
    state: State,
    shares: FloatArray,
    budget: float,
    places: IntArray,
    ranks: IntArray,
) -> IntArray:
    """A row for each share: what is bought, project after project, then END.

    It begins with UNCLEAR where anything lies within the error, and after a share that
    overspends the budget. ``places`` are those of projects by their factors when everybody pays in full, the same for
    equal ones; ``ranks`` those among equal ones.
    """
    found = np.full((shares.size, ranks.size + 1), UNCLEAR)
    for row in range(shares.size):
        _restart(state, shares[row], table.bound)
        while True:
            best = decide(table, state)
            if best == NONE:
                bought = state.bought[: state.done[0]]
                found[row] = END
                found[row, : bought.size] = bought
                if table.cost[bought].sum() > budget * (1 + 1e-9):
                    return found
                break
            if best == TIED:
                best = _choose(state, places, ranks)
            if best < 0 or not pay(table, state, best):
                break
            if state.numbers[ERROR] > TRUSTED * state.numbers[SHARE]:
                break
    return found


@kernel
def _restart(state: State, share: float, pending: FloatArray) -> None:
    """The state before anything is bought."""
    state.money[:] = share
    state.pending[:] = pending
    state.fresh[:] = np.inf
    state.numbers[SHARE] = share
    state.numbers[ERROR] = share * 2.0**-52
    state.numbers[LIMIT] = np.inf
    state.done[0] = 0


@kernel
def _choose(state: State, places: IntArray, ranks: IntArray) -> int:
    """The best of several projects, taken out of the running; -1 unless all are paid in full."""
    best = -1
    for j in range(ranks.size):
        if state.fresh[j] <= state.numbers[LIMIT]:
            if not state.pure[j]:
                return -1
            if best < 0 or (places[j], ranks[j]) < (places[best], ranks[best]):
                best = j
    take(state, best)
    return best
