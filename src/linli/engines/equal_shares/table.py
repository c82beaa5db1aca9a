"""A contest as arrays of floats, for compiled loops."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from linli.engines.equal_shares.sides import EPSILON, FloatArray
from linli.engines.equal_shares.supports import IntArray, Roll


class Table(NamedTuple):
    """Project ``j`` is supported by ``ballots[starts[j]:starts[j + 1]]``, ``points`` beside them.

    ``points`` is empty where all are 1; ``weights`` run beside them too. The others have one
    entry a project: ``voters`` behind its ballots, their ``points_total``, the ``most_points``
    of one; ``bound`` is below its factor, inf where it costs nothing or nobody supports it.
    """

    starts: IntArray
    ballots: npt.NDArray[np.uint32]
    points: FloatArray
    weights: FloatArray
    cost: FloatArray
    rate: FloatArray
    voters: FloatArray
    points_total: FloatArray
    most_points: FloatArray
    bound: FloatArray


def tabulate(
    roll: Roll,
    *,
    cost: FloatArray,
    rate: FloatArray,
    voters: FloatArray,
    points_total: FloatArray,
    most_points: FloatArray,
) -> Table:
    """The table of a roll and these columns."""
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = cost / points_total / rate * (1 - 8 * EPSILON)
    return Table(
        starts=roll.starts,
        ballots=roll.ballots,
        points=roll.points,
        weights=roll.weights,
        cost=cost,
        rate=rate,
        voters=voters,
        points_total=points_total,
        most_points=most_points,
        bound=np.where((cost > 0) & (voters > 0), bound, np.inf),
    )
