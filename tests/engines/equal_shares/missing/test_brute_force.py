"""What projects lacked, against trying every number on small elections."""

from random import Random

import pytest

from linli.engines.equal_shares import Allocation, Election, VoteType, allocate, build_election
from linli.engines.equal_shares.missing import Missing
from tests.engines.equal_shares.elections import Sample, random_sample

FAR = 40

METHODS: dict[str, dict[str, str]] = {
    "mes": {},
    "mes cardinality": {"satisfaction": "cardinality"},
    "mes greedy": {"completion": "greedy"},
    "mes add1": {"completion": "add1"},
    "mes add1-greedy cardinality": {"completion": "add1-greedy", "satisfaction": "cardinality"},
    "mes net add1": {"completion": "add1", "convention": "equalshares.net"},
    "greedy": {"rule": "greedy"},
    "greedy cardinality": {"rule": "greedy", "satisfaction": "cardinality"},
    "phragmen": {"rule": "phragmen"},
}


def with_voters(sample: Sample, project: str, count: int) -> Election:
    """The election again with that many voters more, who name this project alone."""
    kind = VoteType(sample.vote_type)
    most = max((p for given in sample.points for p in given), default=0)
    return build_election(
        sample.budget,
        sample.costs,
        sample.ballots + [[project]] * count,
        vote_type=kind,
        points=sample.points + [[most]] * count if kind.has_points else None,
    )


def with_cost(sample: Sample, project: str, cost: int) -> Election:
    """The election again with another cost of one project."""
    kind = VoteType(sample.vote_type)
    return build_election(
        sample.budget,
        sample.costs | {project: cost},
        sample.ballots,
        vote_type=kind,
        points=sample.points if kind.has_points else None,
    )


def check_votes(sample: Sample, options: dict[str, str], project: str, found: Missing) -> None:
    wins = [
        project in allocate(with_voters(sample, project, count), **options).winners
        for count in range(1, FAR + 1)
    ]
    first = wins.index(True) + 1 if True in wins else None
    if found.votes is not None and found.votes > FAR:
        assert first is None
        assert project in allocate(with_voters(sample, project, found.votes), **options).winners
    else:
        assert found.votes == first
    if found.votes_last and found.votes is not None and first is not None:
        assert all(wins[first - 1 :])
    elif found.votes is not None and first is not None:
        assert not found.votes_last


def check_cost(sample: Sample, options: dict[str, str], project: str, found: Missing) -> None:
    cost = sample.costs[project]
    wins = [
        off
        for off in range(1, cost + 1)
        if project in allocate(with_cost(sample, project, cost - off), **options).winners
    ]
    assert found.cost == (wins[0] if wins else None)


def losers(allocation: Allocation) -> list[str]:
    won = set(allocation.winners)
    return [project.id for project in allocation.election.projects if project.id not in won]


@pytest.mark.parametrize("name", METHODS)
def test_missing_equals_trying_every_number(name: str) -> None:
    random, options, asked = Random(name), METHODS[name], 0
    for _ in range(14):
        sample = random_sample(random)
        allocation = allocate(sample.election(), **options)
        for project in losers(allocation)[:2]:
            found = allocation.missing(project)
            check_votes(sample, options, project, found)
            check_cost(sample, options, project, found)
            asked += 1
    assert asked > 8


@pytest.mark.parametrize(
    ("vote_type", "satisfaction"), [(VoteType.SCORING, "points"), (VoteType.ORDINAL, "borda")]
)
def test_missing_equals_trying_every_number_with_values(
    vote_type: VoteType, satisfaction: str
) -> None:
    random, options, asked = Random(3), {"satisfaction": satisfaction}, 0
    while asked < 12:
        sample = random_sample(random)
        if sample.vote_type != vote_type:
            continue
        allocation = allocate(sample.election(), **options)
        for project in losers(allocation)[:2]:
            found = allocation.missing(project)
            check_votes(sample, options, project, found)
            check_cost(sample, options, project, found)
            asked += 1


def test_missing_is_nothing_for_a_winner() -> None:
    allocation = allocate(build_election(10, {"a": 5}, [["a"]]))
    assert allocation.missing("a") == Missing(votes=0, cost=0)
