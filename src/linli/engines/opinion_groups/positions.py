"""Where participants stand in the plane of the two axes, and who is in the conversation."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.axes import Axes
from linli.engines.opinion_groups.blocks import Passes, lay_out
from linli.engines.opinion_groups.centre import Centre
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]


def find_positions(passes: Passes, centre: Centre, axes: Axes, rows: int) -> NDArray[np.float64]:
    """√(m / votes) · Σ over voted j of (x_j − centre_j) · axis_j, rows × 2.

    m counts all statements; those that take no part count as voted on by everybody.
    """
    sums = lay_out(passes.run("passes.project", centre.inner, centre.means, axes.vectors), rows)
    votes = np.maximum(sums[:, 0] + centre.left_out, 1.0)
    return np.ascontiguousarray(np.sqrt(centre.inner.size / votes)[:, None] * sums[:, 1:])


def find_conversation(sizes: NDArray[np.int64], width: int, options: Options) -> NDArray[np.int64]:
    """The rows that are in the conversation, ascending.

    Those who voted on enough statements; where they are too few, filled up by number of votes,
    of equal numbers those who came first.
    """
    inside = sizes >= min(options.least_votes, width)
    if int(inside.sum()) < options.least_participants:
        most = np.argsort(-sizes, kind="stable")[: options.least_participants]
        inside[most] = True
    return np.flatnonzero(inside)
