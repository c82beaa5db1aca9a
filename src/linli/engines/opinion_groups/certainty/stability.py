"""How far the grouping hangs on who happened to take part."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.certainty.samples import measure_agreement, select_rows
from linli.engines.opinion_groups.fit import Fit, fit_ballots
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]

# Resamples are no larger than this, so that they stay quick; a grouping of more people is at
# least as stable as it looks on so many.
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Stability:
    """The adjusted Rand index between the grouping and those of resampled participants.

    ``low`` and ``high`` bound the middle 90 % of the resamples; ``same_number`` is the share of
    them that had as many groups; ``participants`` were drawn for each.
    """

    mean: float
    low: float
    high: float
    same_number: float
    resamples: int
    participants: int


def measure_stability(
    ballots: Ballots, part: NDArray[np.bool_], fit: Fit, options: Options
) -> Stability:
    """The bootstrap over participants; everything is worked out anew for each resample.

    Compared are the participants who are in the conversation in both.
    """
    random = np.random.default_rng((options.seed, 2))
    labels, size = fit.labels, min(ballots.rows, _MOST)
    indices, same = [], 0
    for _ in range(options.resamples):
        rows = np.sort(random.integers(0, ballots.rows, size))
        again = fit_ballots(select_rows(ballots, rows), part, options)
        distinct, first = np.unique(rows, return_index=True)
        new, old = again.labels[first], labels[distinct]
        shared = (new >= 0) & (old >= 0)
        indices.append(measure_agreement(old[shared], new[shared]))
        same += again.number == fit.number
    low, high = np.quantile(indices, (0.05, 0.95))
    mean = float(np.mean(indices))
    return Stability(
        mean, float(low), float(high), same / options.resamples, options.resamples, size
    )
