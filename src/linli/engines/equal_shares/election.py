"""An election as the rules see it: a budget, projects with costs, ballots.

Money is an integer number of the smallest units that occur; ``unit`` of them make one unit of
the currency (1 where all amounts are whole, 100 where some have two decimals).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from linli.engines.equal_shares.ballots import Ballots, VoteType, group_ballots
from linli.engines.equal_shares.errors import ElectionError
from linli.engines.equal_shares.tables import Tables

# Amounts stay under this, so that any two of them add up within 64 bits.
LARGEST = 2**62
MOST_POINTS = 10**9


@dataclass(frozen=True)
class Project:
    """A proposal that costs ``cost`` smallest units; ``selected`` is what the file says."""

    id: str
    cost: int
    name: str = ""
    categories: tuple[str, ...] = ()
    selected: str = ""


@dataclass(frozen=True, eq=False)
class Election:
    """Who may spend what on which projects, and what the voters said.

    ``notes`` are the oddities of the file that do not hinder counting; ``tables`` are its
    cells, from which it can be written back.
    """

    budget: int
    projects: tuple[Project, ...]
    vote_type: VoteType
    ballots: Ballots
    unit: int = 1
    currency: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    tables: Tables | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        ids = [project.id for project in self.projects]
        if len(set(ids)) != len(ids):
            raise ElectionError("two projects have the same id")
        for key in ids:
            if not key or "," in key or key != key.strip():
                raise ElectionError(
                    f"project id {key!r} is empty, has a comma or a blank around it"
                )
        if self.budget < 0 or any(project.cost < 0 for project in self.projects):
            raise ElectionError("the budget or a cost is negative")
        if max(self.budget, *(project.cost for project in self.projects), 0) >= LARGEST:
            raise ElectionError("the budget or a cost is too large")

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each project, by its id."""
        return {project.id: i for i, project in enumerate(self.projects)}

    @property
    def voter_count(self) -> int:
        """Everybody who voted."""
        return self.ballots.voter_count

    def amount(self, units: int | Fraction) -> Fraction:
        """Smallest units as an amount of the currency."""
        return Fraction(units) / self.unit


def build_election(
    budget: int,
    costs: Mapping[str, int],
    ballots: Sequence[Sequence[str]],
    *,
    vote_type: VoteType = VoteType.APPROVAL,
    points: Sequence[Sequence[int]] | None = None,
    title: str = "",
) -> Election:
    """Election from plain values: one list of project ids a voter, points beside it if any.

    Raises ElectionError when a ballot names an unknown project, one project twice, more than the
    type of vote allows, or has more or fewer points than projects, and for what a Pabulib file
    cannot hold: ids that are empty or have a comma, negative points of a cumulative ballot.
    """
    vote_type = VoteType(vote_type)
    projects = tuple(Project(id=key, cost=cost, name=key) for key, cost in costs.items())
    index = {project.id: i for i, project in enumerate(projects)}
    choices = [_indices(ballot, index) for ballot in ballots]
    if vote_type is VoteType.CHOOSE_1 and any(len(chosen) > 1 for chosen in choices):
        raise ElectionError("a choose-1 ballot names more than one project")
    return Election(
        budget=budget,
        projects=projects,
        vote_type=vote_type,
        ballots=group_ballots(
            choices, _points(vote_type, choices, points), project_count=len(projects)
        ),
        title=title,
    )


def _indices(ballot: Sequence[str], index: Mapping[str, int]) -> list[int]:
    unknown = [key for key in ballot if key not in index]
    if unknown:
        raise ElectionError(f"a ballot names {unknown[0]!r}, which is no project")
    if len(set(ballot)) != len(ballot):
        raise ElectionError("a ballot names a project twice")
    return [index[key] for key in ballot]


def _points(
    vote_type: VoteType, choices: Sequence[Sequence[int]], points: Sequence[Sequence[int]] | None
) -> Sequence[Sequence[int]]:
    if vote_type is VoteType.ORDINAL:
        return [range(len(chosen) - 1, -1, -1) for chosen in choices]
    if not vote_type.has_points:
        return [[1] * len(chosen) for chosen in choices]
    if points is None or [len(p) for p in points] != [len(c) for c in choices]:
        raise ElectionError("each project on a ballot needs its points")
    if any(abs(value) > MOST_POINTS for given in points for value in given):
        raise ElectionError("points are too many")
    if vote_type is VoteType.CUMULATIVE and any(value < 0 for given in points for value in given):
        raise ElectionError("points of a cumulative ballot are negative")
    return points
