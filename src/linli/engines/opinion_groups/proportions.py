"""Tests of proportions as Polis makes them: every count begins at one.

A statement that nobody voted on has a defined, unremarkable result.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# One-sided 90 %: what Polis calls significant.
SIGNIFICANT = 1.2816
HALF = 0.5


def estimate(successes: Array, trials: Array) -> Array:
    """(successes + 1) / (trials + 2)."""
    share: Array = (successes + 1) / (trials + 2)
    return share


def compare_with_half(successes: Array, trials: Array) -> Array:
    """How far the proportion lies above ½: 2·√(n+1)·((s+1)/(n+1) − ½)."""
    z: Array = 2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)
    return z


def compare_two(successes: Array, trials: Array, others: Array, other_trials: Array) -> Array:
    """The z of two proportions with pooled variance, each of the four counts raised by one.

    Where all have succeeded on both sides there is no variance, and no difference: 0.
    """
    s, n, t, m = successes + 1, trials + 1, others + 1, other_trials + 1
    pooled = (s + t) / (n + m)
    spread = np.sqrt(
        pooled * (1 - pooled) * (1 / n + 1 / m), where=pooled < 1, out=np.ones(s.shape)
    )
    return np.where(pooled < 1, (s / n - t / m) / spread, 0.0)
