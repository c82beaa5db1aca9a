"""The numbers that a rule works on: costs, who supports what, and how much they value it."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

import numpy as np

from linli.engines.equal_shares.ballots import Ballots, VoteType
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.errors import OptionError
from linli.engines.equal_shares.options import Satisfaction
from linli.engines.equal_shares.sides import Side
from linli.engines.equal_shares.supports import IntArray, Roll, Support, enrol
from linli.engines.equal_shares.table import Table, tabulate

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Contest:
    """A budget, projects and weighted ballots.

    The ballots ``supports[j].ballots`` value project ``j``, each voter behind one of them at
    ``rates[j]`` times the ballot's points for it; where ``uniform`` is set all points are 1.
    ``votes[j]`` voters name the project and give it ``scores[j]`` points.
    ``voters`` counts everybody, also those who name nothing. ``roll`` is ``supports`` in one.
    """

    ids: tuple[str, ...]
    budget: int
    voters: int
    weights: IntArray
    costs: tuple[int, ...]
    supports: tuple[Support, ...]
    roll: Roll
    votes: tuple[int, ...]
    scores: tuple[int, ...]
    rates: tuple[Fraction, ...]
    satisfaction: Satisfaction
    uniform: bool

    @cached_property
    def totals(self) -> tuple[Fraction, ...]:
        """How much all voters together value each project."""
        return tuple(rate * score for rate, score in zip(self.rates, self.scores, strict=True))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The numbers of each project as floats."""
        rows = zip(self.costs, self.rates, self.supports, strict=True)
        return tuple(
            Side(cost, rate, support, uniform=self.uniform) for cost, rate, support in rows
        )

    @cached_property
    def table(self) -> Table:
        """The same as arrays of floats."""
        supports = self.supports
        voters = np.array([support.voters for support in supports], np.float64)
        ones = np.ones(len(supports))
        return tabulate(
            self.roll,
            cost=np.array(self.costs, np.float64),
            rate=np.array([float(rate) for rate in self.rates]),
            voters=voters,
            points_total=voters if self.uniform else np.array([float(s.score) for s in supports]),
            most_points=ones
            if self.uniform
            else np.array([float(s.most_points) for s in supports]),
        )

    @cached_property
    def entries(self) -> int:
        """How many times a distinct ballot supports a project."""
        return len(self.roll.ballots)

    @cached_property
    def most_points(self) -> int:
        """The most points that a new ballot can give a project: 1 where all give the same."""
        if self.uniform or self.satisfaction is Satisfaction.BORDA:
            return int(self.uniform)
        return max((support.most_points for support in self.supports), default=0)

    def with_cost(self, project: int, cost: int) -> "Contest":
        """The contest in which one project costs ``cost``."""
        return _revalue(replace(self, costs=_set(self.costs, project, cost)), project)

    def with_voters(self, project: int, count: int) -> "Contest":
        """The contest with ``count`` more voters who vote for this project alone.

        Where ballots give points they give it the most that any ballot gives any project; a
        ranking of one project has the Borda score 0.
        """
        support, roll, points = self.supports[project], self.roll, self.most_points
        if points:
            support = support.joined(len(self.weights), count, points)
            roll = roll.joined(project, len(self.weights), count, points)
        grown = replace(
            self,
            voters=self.voters + count,
            weights=np.append(self.weights, count),
            supports=_set(self.supports, project, support),
            roll=roll,
            votes=_set(self.votes, project, self.votes[project] + count),
            scores=_set(self.scores, project, self.scores[project] + points * count),
        )
        return _revalue(grown, project)


def contest_of(election: Election, satisfaction: Satisfaction) -> Contest:
    """The contest of an election, its projects valued by ``satisfaction``.

    Raises OptionError when the ballots do not carry what the satisfaction needs.
    """
    ballots = election.ballots
    _refuse_mismatch(election.vote_type, satisfaction)
    uniform = satisfaction not in (Satisfaction.POINTS, Satisfaction.BORDA)
    costs = tuple(project.cost for project in election.projects)
    rates = tuple(_rate(satisfaction, c, v) for c, v in zip(costs, ballots.votes, strict=True))
    supports = ballots.supports if uniform else _positive(ballots)
    return Contest(
        ids=tuple(project.id for project in election.projects),
        budget=election.budget,
        voters=ballots.voter_count,
        weights=ballots.weights,
        costs=costs,
        supports=supports,
        roll=ballots.roll if uniform else enrol(supports, uniform=False),
        votes=ballots.votes,
        scores=ballots.votes if uniform else ballots.scores,
        rates=rates,
        satisfaction=satisfaction,
        uniform=uniform,
    )


def _refuse_mismatch(vote_type: VoteType, satisfaction: Satisfaction) -> None:
    needs_points = satisfaction is Satisfaction.POINTS and not vote_type.has_points
    needs_ranks = satisfaction is Satisfaction.BORDA and vote_type is not VoteType.ORDINAL
    if needs_points or needs_ranks:
        raise OptionError(f"satisfaction {satisfaction} cannot be read from {vote_type} ballots")


def _rate(satisfaction: Satisfaction, cost: int, votes: int) -> Fraction:
    if satisfaction is Satisfaction.COST:
        return Fraction(cost)
    if satisfaction is Satisfaction.EFFORT:
        return Fraction(cost, votes) if votes else Fraction(0)
    return Fraction(1)


def _revalue(contest: Contest, project: int) -> Contest:
    """The contest with a project's rate as its cost and votes now are."""
    if not contest.uniform:
        return contest
    rate = _rate(contest.satisfaction, contest.costs[project], contest.votes[project])
    return replace(contest, rates=_set(contest.rates, project, rate))


def _positive(ballots: Ballots) -> tuple[Support, ...]:
    return tuple(support.kept(support.points > 0) for support in ballots.supports)


def _set(values: tuple[T, ...], position: int, value: T) -> tuple[T, ...]:
    return (*values[:position], value, *values[position + 1 :])
