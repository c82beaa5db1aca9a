"""Rounds of Equal Shares on a state: which project is next, and its payment."""

import numpy as np

from linli.engines.equal_shares.compiled.kernel import kernel
from linli.engines.equal_shares.compiled.look import EPSILON, FOUND, PAST, UNSURE, look
from linli.engines.equal_shares.shares.state import ERROR, LIMIT, SHARE, State
from linli.engines.equal_shares.table import Table

BLOCK = 64
NONE, TIED, UNSETTLED = -1, -2, -3


@kernel
def take(state: State, chosen: int) -> None:
    """Ends the round's search: ``chosen`` is out of the running, the others have their bounds."""
    for j in range(state.pending.size):
        state.pending[j] = min(state.pending[j], state.fresh[j])
        state.fresh[j] = np.inf
    state.pending[chosen] = np.inf
    state.numbers[LIMIT] = np.inf


@kernel
def decide(table: Table, state: State) -> int:
    """The project that is next, taken out of the running; NONE where no other is affordable.

    TIED where several may be next, those with ``fresh`` up to ``numbers[LIMIT]``, of which one
    has to be taken; UNSETTLED - j where project j has to be settled first.
    """
    while True:
        j = int(np.argmin(state.pending))
        if state.pending[j] == np.inf or state.pending[j] > state.numbers[LIMIT]:
            break
        if look(table, state, j, state.numbers[LIMIT]) == UNSURE:
            return UNSETTLED - j
    best = int(np.argmin(state.fresh))
    if state.fresh[best] == np.inf:
        return NONE
    if np.sum(state.fresh <= state.numbers[LIMIT]) > 1:
        return TIED
    take(state, best)
    return best


@kernel
def press(table: Table, state: State, goal: float) -> bool:
    """Whether all rivals prove to be past the factor ``goal``, looked at until they do."""
    while True:
        j = int(np.argmin(state.pending))
        if state.pending[j] > goal:
            return True
        found = look(table, state, j, goal)
        if found == FOUND:
            state.pending[j], state.fresh[j] = state.fresh[j], np.inf
            state.numbers[LIMIT] = np.inf
        if found > PAST:
            return False


@kernel
def pay(table: Table, state: State, j: int) -> bool:
    """Takes the price of project j from each supporter, or all he has, and notes the purchase.

    False, and nothing taken, where rounding hides who is short of it.
    """
    error, most, price = state.numbers[ERROR], table.most_points[j], state.price[j]
    rich, doubt = table.points_total[j], 4 * EPSILON * price
    if not state.pure[j]:
        given, rich, losers, least = _collect(table, state, j, price)
        exact = (table.cost[j] - given) / rich
        doubt = (losers * error + BLOCK * EPSILON * given) / rich + 4 * EPSILON * exact
        if not least > max(2 * error + doubt * most, abs(exact - price) * most):
            return False
        price = exact
    _charge(table, state, j, price)
    state.numbers[ERROR] = error + doubt * most + state.numbers[SHARE] * EPSILON
    note(state, j, rich)
    return True


@kernel
def _collect(table: Table, state: State, j: int, price: float) -> tuple[float, float, float, float]:
    """What those give who are short of a price, the points of the others, how many lose
    something, and how far from the price anybody is at least.

    Added up in blocks, so that rounding is a small multiple of EPSILON however many there are.
    """
    given, carry, rich, losers, least = 0.0, 0.0, 0.0, 0.0, np.inf
    for begin in range(table.starts[j], table.starts[j + 1], BLOCK):
        part = 0.0
        for entry in range(begin, min(begin + BLOCK, table.starts[j + 1])):
            mine, weight = state.money[table.ballots[entry]], table.weights[entry]
            points = 1.0 if table.points.size == 0 else table.points[entry]
            over = mine - price * points
            short = over <= 0
            part += weight * mine * short
            rich += weight * points * (not short)
            losers += weight * (short and mine > 0)
            least = min(least, abs(over))
        part -= carry
        total = given + part
        given, carry = total, (total - given) - part
    return given, rich, losers, least


@kernel
def _charge(table: Table, state: State, j: int, price: float) -> None:
    """Takes the price; who had less has nothing left."""
    money, end = state.money, state.emptied_until[state.done[0]]
    for entry in range(table.starts[j], table.starts[j + 1]):
        ballot = table.ballots[entry]
        mine = money[ballot]
        left = mine - price * (1.0 if table.points.size == 0 else table.points[entry])
        left = left if left > 0 else 0.0
        money[ballot] = left
        state.emptied[end] = ballot
        end += left == 0 and mine > 0
    state.emptied_until[state.done[0] + 1] = end


@kernel
def note(state: State, j: int, rich: float) -> None:
    """Writes down a purchase."""
    state.bought[state.done[0]] = j
    state.rich[state.done[0]] = rich
    state.done[0] += 1
