"""Whether there are groups at all, or no more structure than chance makes.

Parallel analysis by permutation (Horn 1965; Buja and Eyuboglu 1992). If the votes on each
statement are dealt out anew among those who voted on it, every statement keeps its votes and every
participant keeps what he voted on, but nobody votes as he did before: what then still looks like
people who think alike is chance. The variance along the first axis is compared with that of many
such deals. Where votes are pure noise every deal is as likely as the real one, so the test is
wrong exactly as often as its level says, whatever the number of votes.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.axes import (
    is_dense,
    multiply_dense,
    multiply_in_passes,
    sum_pairs,
)
from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.blocks import LocalPasses, split
from linli.engines.opinion_groups.centre import find_centre
from linli.engines.opinion_groups.certainty.samples import draw_rows, select_rows
from linli.engines.opinion_groups.leading import find_leading
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]

# More participants are represented by so many at random: the test stays exact.
_MOST = 2_000
_TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class Chance:
    """``p`` is the probability of as much structure by chance, at least 1 / (deals + 1).

    ``share`` is the part of all variance that lies along the first axis, ``by_chance`` the mean
    of the same over the deals. Counting stops early once the test can no longer be passed.
    """

    p: float
    share: float
    by_chance: float
    deals: int
    participants: int


def compare_with_chance(ballots: Ballots, part: NDArray[np.bool_], options: Options) -> Chance:
    """The test of these ballots; ``part`` says which statements take part."""
    from linli.engines.opinion_groups.compiled import drawing

    random = np.random.default_rng((options.seed, 1))
    sample = select_rows(ballots, draw_rows(ballots.rows, _MOST, random))
    real, total = _measure(sample, part)
    if total <= 0 or real <= 0:
        return Chance(1.0, 0.0, 0.0, 0, sample.rows)
    starts, places = drawing.sort_by_column(sample.columns, sample.width)
    allowed = int(options.significance * (options.shuffles + 1)) - 1
    larger, sum_of_deals, deals = 0, 0.0, 0
    while deals < options.shuffles and larger <= allowed:
        seed = int(random.integers(1 << 62))
        dealt = drawing.shuffle_columns(sample.votes, starts, places, seed)
        variance, _ = _measure(replace(sample, votes=dealt), part)
        # the iteration leaves the last digits open, so nearly equal counts as equal
        larger += variance >= real * (1 - 10 * _TOLERANCE)
        sum_of_deals += variance
        deals += 1
    return Chance(
        (larger + 1) / (deals + 1), real / total, sum_of_deals / deals / total, deals, sample.rows
    )


def _measure(ballots: Ballots, part: NDArray[np.bool_]) -> tuple[float, float]:
    """The variance along the first axis, and in all."""
    counts = np.zeros((ballots.width, 3), np.int64)
    for side, vote in enumerate((1, -1)):
        counts[:, side] = np.bincount(
            ballots.columns[ballots.votes == vote], minlength=ballots.width
        )
    counts[:, 2] = np.bincount(ballots.columns, minlength=ballots.width)
    centre = find_centre(counts, part)
    if not centre.means.size:
        return 0.0, 0.0
    passes = LocalPasses(split(ballots, ballots.rows))
    if is_dense(centre.means.size):
        multiply = multiply_dense(sum_pairs(passes, centre), centre.means)
    else:
        multiply = multiply_in_passes(passes, centre, ballots.rows)
    found = find_leading(multiply, centre.means.size, _TOLERANCE)
    used = counts[part]
    total = float((used[:, 0] + used[:, 1] - used[:, 2] * centre.means**2).sum())
    return found.values[0], total
