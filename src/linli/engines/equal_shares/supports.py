"""Who supports each project: distinct ballots, voters behind them, points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Support:
    """The distinct ballots that support one project: voters behind each, and points."""

    ballots: IntArray
    weights: IntArray
    points: IntArray

    def __len__(self) -> int:
        return len(self.ballots)

    def kept(self, mask: npt.NDArray[np.bool_]) -> "Support":
        """The part of the support that ``mask`` selects."""
        return Support(self.ballots[mask], self.weights[mask], self.points[mask])

    def joined(self, ballot: int, weight: int, points: int) -> "Support":
        """The support with one more ballot."""
        return Support(
            np.append(self.ballots, ballot),
            np.append(self.weights, weight),
            np.append(self.points, points),
        )

    @cached_property
    def voters(self) -> int:
        """How many voters stand behind the ballots."""
        return int(self.weights.sum())

    @cached_property
    def score(self) -> int:
        """The points of all voters together."""
        return int((self.weights * self.points).sum())

    @cached_property
    def most_points(self) -> int:
        """The most points that one voter gives."""
        return int(self.points.max(initial=0))

    @cached_property
    def float_weights(self) -> npt.NDArray[np.float64]:
        """The weights as floats."""
        return self.weights.astype(np.float64)

    @cached_property
    def float_points(self) -> npt.NDArray[np.float64]:
        """The points as floats."""
        return self.points.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Roll:
    """All supports in one: the ballots ``ballots[starts[j]:starts[j + 1]]`` support project j.

    ``weights`` and ``points`` run beside them; points are left out where all are 1.
    """

    starts: IntArray
    ballots: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float64]
    points: npt.NDArray[np.float64]

    def joined(self, project: int, ballot: int, weight: int, points: int) -> "Roll":
        """The roll with one more ballot behind a project."""
        end = self.starts[project + 1]
        starts = self.starts.copy()
        starts[project + 1 :] += 1
        given = np.insert(self.points, end, points) if len(self.points) else self.points
        weights = np.insert(self.weights, end, weight)
        return Roll(starts, np.insert(self.ballots, end, ballot), weights, given)


def enrol(supports: Sequence[Support], *, uniform: bool) -> Roll:
    """The roll of these supports, without points where all are 1."""
    none = np.empty(0)
    return Roll(
        starts=np.cumsum([0, *(len(support) for support in supports)], dtype=np.int64),
        ballots=np.concatenate([none, *(s.ballots for s in supports)]).astype(np.uint32),
        weights=np.concatenate([none, *(s.weights for s in supports)]),
        points=none if uniform else np.concatenate([none, *(s.points for s in supports)]),
    )
