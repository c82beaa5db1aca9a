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
    "mes net add1-greedy": {"completion": "add1-greedy", "convention": "equalshares.net"},
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
    if found.cost_least:
        assert found.cost == (wins[0] if wins else None)
    else:
        assert found.cost in wins
        assert found.cost - 1 not in wins


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


@pytest.mark.parametrize("completion", ["none", "greedy"])
@pytest.mark.parametrize("convention", ["pabutools", "equalshares.net"])
@pytest.mark.parametrize(
    ("vote_type", "satisfaction"), [(VoteType.SCORING, "points"), (VoteType.ORDINAL, "borda")]
)
def test_missing_equals_trying_every_number_with_values(
    vote_type: VoteType, satisfaction: str, convention: str, completion: str
) -> None:
    options = {"satisfaction": satisfaction, "convention": convention, "completion": completion}
    random, asked = Random(f"{options}"), 0
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


def test_project_that_costs_the_whole_budget_is_bought_from_a_raised_share() -> None:
    costs, ballots = {"10": 5, "b1": 2, "b2": 7}, [["b1", "b2"]]
    sample = Sample(VoteType.APPROVAL, costs, 5, ballots, [[1, 1]], budget_step=1)
    options = {"completion": "add1", "satisfaction": "cardinality"}
    found = allocate(sample.election(), **options).missing("10")
    assert (found.votes, found.votes_least) == (5, True)
    check_votes(sample, options, "10", found)


def test_voters_whose_rankings_are_worth_nothing_make_everybody_s_share_smaller() -> None:
    """With one more, nobody can pay for what was bought, and the money is there for the rest."""
    costs = {"p9": 5, "a": 4, "5": 4, "3": 1, "17": 1, "12": 10, "10": 10}
    ballots = [
        ["p9", "12", "3", "17", "10", "5", "a"],
        ["3", "17", "12"],
        ["12", "10", "5", "a", "3", "p9"],
        ["17", "p9", "3", "10", "a"],
        ["10", "17", "12", "p9", "a"],
        ["12", "10", "5"],
    ]
    points = [[0] * len(ballot) for ballot in ballots]
    sample = Sample(VoteType.ORDINAL, costs, 28, ballots, points, budget_step=3)
    options = {"satisfaction": "borda"}
    found = allocate(sample.election(), **options).missing("5")
    assert found.votes == 1
    check_votes(sample, options, "5", found)


def test_discount_that_is_not_known_to_be_the_least_says_so() -> None:
    costs = {"p0": 6749, "p1": 7107, "p2": 3519, "p3": 5578, "p4": 4563}
    ballots = [["p4"], ["p2", "p4", "p1", "p0", "p3"]]
    allocation = allocate(build_election(14584, costs, ballots), completion="add1", increment=50)
    found = allocation.missing("p1")
    assert found.cost is not None
    assert not found.cost_least
    for off, wins in ((found.cost, True), (found.cost - 1, False)):
        changed = build_election(14584, costs | {"p1": 7107 - off}, ballots)
        won = "p1" in allocate(changed, completion="add1", increment=50).winners
        assert won is wins


def test_small_discounts_are_tried_one_by_one_where_shares_are_raised() -> None:
    costs = {"p0": 67, "p1": 71, "p2": 35, "p3": 56, "p4": 46}
    sample = Sample(
        VoteType.APPROVAL, costs, 146, [["p4"], list(costs)], [[1], [1] * 5], budget_step=1
    )
    options = {"completion": "add1"}
    for project in losers(allocate(sample.election(), **options)):
        found = allocate(sample.election(), **options).missing(project)
        assert found.cost_least
        check_cost(sample, options, project, found)
