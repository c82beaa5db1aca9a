"""What a project would cost its supporters, between bounds that hold for the exact purses.

The least price p of a project solves Σ weight · min(money, p · points) = cost. From below,
each step of Newton's method takes those who are short at the last p as paying all they have:
the root of a line that is nowhere under the sum, so it never overshoots and is a lower bound
itself. Most looks end after one step, when the bound is past what another project offers.
"""

import numpy as np

from linli.engines.equal_shares.compiled.kernel import kernel
from linli.engines.equal_shares.shares.state import ERROR, LIMIT, SHARE, State
from linli.engines.equal_shares.table import Table

EPSILON = 2.0**-52
UNDER, OVER = 1 - 16 * EPSILON, 1 + 16 * EPSILON
OUT, PAST, FOUND, UNSURE = 0, 1, 2, 3


@kernel
def look(table: Table, state: State, j: int, limit: float) -> int:
    """Whether project j can be afforded at a factor up to ``limit``, written into the state.

    OUT where it never can be again; PAST with a bound in ``pending``; FOUND with its factor
    between ``fresh`` and ``high``; UNSURE where rounding hides the answer.
    """
    cost, rate, error = table.cost[j], table.rate[j], state.numbers[ERROR]
    least = cost / table.points_total[j]
    price = max(state.pending[j] * rate, least)
    if price == least and _all_have(table, state, j, least):
        _find(state, j, least, least / rate * UNDER, least / rate * OVER)
        state.pure[j] = True
        return FOUND
    owned, given, rich = _survey(table, state, j, price)
    fuzz = error * table.voters[j] + EPSILON * (table.starts[j + 1] - table.starts[j] + 8) * owned
    if owned < cost - fuzz:
        state.pending[j] = np.inf
        return OUT
    if owned <= cost + fuzz:
        return UNSURE
    while rich > 0:
        price = max(price, (cost - given) / rich)
        low = (price - fuzz / rich) / rate * UNDER
        if low > limit:
            state.pending[j] = max(state.pending[j], low)
            return PAST
        last = rich
        _, given, rich = _survey(table, state, j, price)
        if rich == last:
            # Being concave, the sum lies over the line from here to where all pay all they have.
            over = 2 * fuzz * max(state.numbers[SHARE] - price, 0.0) / (owned - cost)
            _find(state, j, price, low, (price + over) / rate * OVER)
            return FOUND
    return UNSURE


@kernel
def _all_have(table: Table, state: State, j: int, price: float) -> bool:
    """Whether every supporter surely has more than the price."""
    margin = 2 * state.numbers[ERROR] + 8 * EPSILON * state.numbers[SHARE]
    for entry in range(table.starts[j], table.starts[j + 1]):
        points = 1.0 if table.points.size == 0 else table.points[entry]
        if state.money[table.ballots[entry]] <= price * points + margin:
            return False
    return True


@kernel
def _survey(table: Table, state: State, j: int, price: float) -> tuple[float, float, float]:
    """What all supporters own; at a price, what those own who are short of it, and the points of
    the others."""
    owned, kept, rich = 0.0, 0.0, 0.0
    for entry in range(table.starts[j], table.starts[j + 1]):
        mine, weight = state.money[table.ballots[entry]], table.weights[entry]
        points = 1.0 if table.points.size == 0 else table.points[entry]
        able = weight * (mine > price * points)
        owned += weight * mine
        kept += able * mine
        rich += able * points
    return owned, owned - kept, rich


@kernel
def _find(state: State, j: int, price: float, low: float, high: float) -> None:
    state.pending[j], state.fresh[j] = np.inf, low
    state.price[j], state.high[j], state.pure[j] = price, high, False
    state.numbers[LIMIT] = min(state.numbers[LIMIT], high)
