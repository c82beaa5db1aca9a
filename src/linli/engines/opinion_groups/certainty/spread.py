"""How sure the group-informed consensus is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.consensus import measure_consensus
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]


def bound_consensus(counts: Array, options: Options) -> NDArray[np.float64]:
    """Statements × (low, high) of the agreeing side: 95 % of a bootstrap over participants.

    Within a group a participant's vote on one statement is one draw from the group's votes on it,
    so drawing participants again is drawing these counts from a multinomial distribution. Groups
    are taken as given; how sure they are is what the stability says.
    """
    random = np.random.default_rng((options.seed, 3))
    cast = counts[:, :, 2]
    shares = counts[:, :, 0] / np.maximum(cast, 1)
    drawn = np.empty((options.resamples, counts.shape[1]))
    for turn in range(options.resamples):
        again = np.zeros_like(counts)
        again[:, :, 0] = random.binomial(cast, shares)
        again[:, :, 2] = cast
        drawn[turn] = measure_consensus(again)[:, 0]
    return np.quantile(drawn, (0.025, 0.975), axis=0).T
