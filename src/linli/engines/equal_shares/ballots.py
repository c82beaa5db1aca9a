"""Ballots as arrays: identical ballots are one ballot with a weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from linli.engines.equal_shares.supports import IntArray, Roll, Support, enrol


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
