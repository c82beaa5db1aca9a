"""Ballots as arrays: identical ballots are one ballot with a weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


class VoteType(StrEnum):
    """How people voted, in the words of the Pabulib format."""

    APPROVAL = "approval"
    CHOOSE_1 = "choose-1"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    ORDINAL = "ordinal"

    @property
    def has_points(self) -> bool:
        """Whether a ballot gives each project a number of points."""
        return self in (VoteType.CUMULATIVE, VoteType.SCORING)


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


@dataclass(frozen=True, eq=False)
class Ballots:
    """The distinct ballots of an election, one behind the other.

    Ballot ``i`` was cast by ``weights[i]`` voters and names the projects
    ``choices[starts[i]:starts[i + 1]]`` in the order of the ballot. ``points`` runs beside
    ``choices``: points times ``points_unit`` where the ballots carry points, the Borda score
    (projects named after it) where they rank, else 1. ``ballot_of_voter`` has one entry a
    voter, in the order of the file.
    """

    project_count: int
    weights: IntArray
    starts: IntArray
    choices: IntArray
    points: IntArray
    ballot_of_voter: IntArray
    points_unit: int = 1

    @property
    def voter_count(self) -> int:
        """Everybody who voted, with or without naming a project."""
        return len(self.ballot_of_voter)

    @cached_property
    def ballot_of_entry(self) -> IntArray:
        """The ballot that each entry of ``choices`` stands on."""
        return np.repeat(np.arange(len(self.weights)), np.diff(self.starts))

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """The ballots that name each project, ascending."""
        order = np.argsort(self.choices.astype(np.int32), kind="stable")
        ballots, points = self.ballot_of_entry[order], self.points[order]
        weights = self.weights[ballots]
        ends = np.cumsum(np.bincount(self.choices, minlength=self.project_count))
        begins = ends - np.diff(ends, prepend=0)
        return tuple(
            Support(ballots[begin:end], weights[begin:end], points[begin:end])
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        )

    @cached_property
    def roll(self) -> Roll:
        """The same in one, without points."""
        return enrol(self.supports, uniform=True)

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """How many voters name each project."""
        return tuple(support.voters for support in self.supports)

    @cached_property
    def scores(self) -> tuple[int, ...]:
        """The points of each project, times ``points_unit``."""
        return tuple(support.score for support in self.supports)


def group_ballots(
    choices: Sequence[Sequence[int]],
    points: Sequence[Sequence[int]],
    *,
    project_count: int,
    points_unit: int = 1,
) -> Ballots:
    """Ballots from one list of project indices, and one of points, a voter."""
    keys = [(tuple(c), tuple(p)) for c, p in zip(choices, points, strict=True)]
    index = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    lengths = [len(chosen) for chosen, _ in index]
    voters = np.fromiter((index[key] for key in keys), np.int64, len(keys))
    return Ballots(
        project_count=project_count,
        weights=np.bincount(voters, minlength=len(index)).astype(np.int64),
        starts=np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))),
        choices=np.array([c for chosen, _ in index for c in chosen], np.int64),
        points=np.array([p for _, given in index for p in given], np.int64),
        ballot_of_voter=voters,
        points_unit=points_unit,
    )
