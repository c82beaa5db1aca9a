"""Finding the least number for which something holds."""

from collections.abc import Callable

Holds = Callable[[int], bool]


def enclose(holds: Holds, most: int, guess: int = 1) -> int | None:
    """A number up to ``most`` for which it holds while for one less it does not.

    The smallest where it holds for all above. 0 is taken not to hold. None if it does not hold
    for ``most``, nor for a number tried before. Seldom more than twice the logarithm of the
    distance between guess and answer is tried.
    """
    if most < 1:
        return None
    guess = min(max(guess, 1), most)
    span = _below(holds, guess) if holds(guess) else _above(holds, guess, most)
    if span is None:
        return None
    return _between(holds, *span)


def rise(holds: Holds, most: int, *, guess: int) -> int | None:
    """A number for which it holds while for one less it does not, low rather than near the guess:
    sought from 1 upwards in steps that grow fourfold, then by the guess. None as in ``enclose``."""
    low, high = 0, 1
    while high <= most:
        if holds(high):
            return _between(holds, low, high)
        low, high = high, 4 * high
    return enclose(holds, most, guess)


def _between(holds: Holds, low: int, high: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _below(holds: Holds, high: int) -> tuple[int, int]:
    """Where it changes below a number for which it holds, in steps that double."""
    step = 1
    while high > step and holds(high - step):
        high, step = high - step, 2 * step
    return max(0, high - step), high


def _above(holds: Holds, low: int, most: int) -> tuple[int, int] | None:
    """Where it changes above a number for which it does not hold; None if it does not."""
    step = 1
    while low < most:
        high = min(low + step, most)
        if holds(high):
            return low, high
        low, step = high, 2 * step
    return None


def first(holds: Holds, most: int) -> int | None:
    """The smallest number from 1 to ``most`` for which it holds, each one tried."""
    return next((number for number in range(1, most + 1) if holds(number)), None)
