"""Intervals for what a whole population thinks, of which the participants are a sample."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# The normal quantile of a two-sided 95 %.
_Z = 1.959963984540054


def bound_agreement(counts: Array, population: int | None) -> NDArray[np.float64]:
    """Statements × (low, high): Wilson's 95 % interval of the share that agrees.

    The share is that of agreeing among those who vote on the statement, passes included, if the
    participants are a random sample. Wilson (1927) inverts the test of a proportion, so it keeps
    to its level near 0 and 1 and with ten votes, where the bootstrap's percentiles do not; Brown,
    Cai and DasGupta (2001) recommend it. Where the size of the population is known, the votes
    count as n·(N−1)/(N−n). NaN where nobody voted; the callers say "unknown" there.
    """
    agreed, cast = counts[:, 0].astype(float), counts[:, 2].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = agreed / cast
        votes = cast
        if population is not None:
            votes = np.where(
                cast < population, cast * (population - 1) / (population - cast), np.inf
            )
        shrink = 1 / (1 + _Z**2 / votes)
        middle = shrink * (share + _Z**2 / (2 * votes))
        reach = shrink * _Z * np.sqrt(share * (1 - share) / votes + _Z**2 / (4 * votes**2))
    return np.stack([np.clip(middle - reach, 0, 1), np.clip(middle + reach, 0, 1)], axis=1)
