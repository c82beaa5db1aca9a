"""What holds for every election."""

from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from linli.engines.equal_shares import Allocation, Election, VoteType, allocate, build_election
from tests.engines.equal_shares.elections import Sample, random_crowd, random_sample

METHODS: list[dict[str, str]] = [
    {"rule": rule, "completion": completion, "satisfaction": satisfaction, "convention": convention}
    for rule, completion in [
        ("mes", "none"),
        ("mes", "greedy"),
        ("mes", "add1"),
        ("mes", "add1-greedy"),
        ("greedy", "none"),
        ("phragmen", "none"),
    ]
    for satisfaction in ("cost", "cardinality")
    for convention in ("pabutools", "equalshares.net")
]

samples = st.integers(0, 10**9).map(lambda seed: random_sample(Random(seed)))
methods = st.sampled_from(METHODS)


def shuffled(sample: Sample, seed: int) -> Sample:
    """The same election with voters and projects in another order."""
    random = Random(seed)
    order = random.sample(range(len(sample.ballots)), len(sample.ballots))
    costs = dict(random.sample(list(sample.costs.items()), len(sample.costs)))
    ballots = [sample.ballots[i] for i in order]
    points = [sample.points[i] for i in order]
    return Sample(sample.vote_type, costs, sample.budget, ballots, points, sample.budget_step)


def told(allocation: Allocation) -> tuple[object, ...]:
    """All that is published about an outcome."""
    reports = sorted(allocation.projects, key=lambda report: report.id)
    return allocation.winners, allocation.rounds, allocation.ties, allocation.fairness, reports


@given(samples, methods, st.integers(0, 99))
@settings(max_examples=60)
def test_outcome_does_not_depend_on_order(
    sample: Sample, method: dict[str, str], seed: int
) -> None:
    one = allocate(sample.election(), **method)
    other = allocate(shuffled(sample, seed).election(), **method)
    assert told(one) == told(other)


@pytest.mark.parametrize("seed", range(3))
def test_outcome_of_a_crowd_does_not_depend_on_order(seed: int) -> None:
    sample = random_crowd(Random(seed))
    for method in METHODS[:3]:
        one = allocate(sample.election(), **method)
        other = allocate(shuffled(sample, seed).election(), **method)
        assert (one.winners, one.rounds, one.ties) == (other.winners, other.rounds, other.ties)
        assert one.fairness == other.fairness


@given(samples, methods)
@settings(max_examples=150)
def test_outcome_never_exceeds_the_budget(sample: Sample, method: dict[str, str]) -> None:
    allocation = allocate(sample.election(), **method)
    assert allocation.cost == sum(sample.costs[key] for key in allocation.winners)
    assert allocation.cost <= sample.budget
    assert len(set(allocation.winners)) == len(allocation.winners)


def wanted(sample: Sample) -> set[str]:
    return {key for ballot in sample.ballots for key in ballot if sample.costs[key]}


@given(samples, st.sampled_from(["cost", "cardinality"]))
@settings(max_examples=100)
def test_add1_is_exhaustive_or_overspends_at_the_next_share(
    sample: Sample, satisfaction: str
) -> None:
    """Counted again with a budget that gives the shares, since a run only depends on those."""
    election = sample.election()
    allocation = allocate(election, completion="add1", satisfaction=satisfaction)
    run = allocation.decision.run
    assert run is not None
    rest = wanted(sample) - set(allocation.winners)
    if all(sample.costs[key] > allocation.left for key in rest):
        return
    voters = election.voter_count
    raised = build_election(
        int((run.share + 1) * voters),
        sample.costs,
        sample.ballots,
        vote_type=VoteType(sample.vote_type),
        points=sample.points if VoteType(sample.vote_type).has_points else None,
    )
    assert allocate(raised, satisfaction=satisfaction).cost > sample.budget


@given(samples, st.sampled_from(["cost", "cardinality"]), st.data())
@settings(max_examples=100)
def test_greedy_keeps_a_winner_that_gains_a_supporter(
    sample: Sample, satisfaction: str, data: st.DataObject
) -> None:
    before = allocate(sample.election(), rule="greedy", satisfaction=satisfaction)
    if not before.winners:
        return
    winner = data.draw(st.sampled_from(before.winners))
    ballots = [*sample.ballots, [winner]]
    after = build_election(sample.budget, sample.costs, ballots, vote_type=VoteType.APPROVAL)
    assert winner in allocate(after, rule="greedy", satisfaction=satisfaction).winners


@given(samples)
@settings(max_examples=100)
def test_equal_shares_leaves_no_claim_unmet(sample: Sample) -> None:
    for satisfaction in ("cost", "cardinality"):
        allocation = allocate(sample.election(), satisfaction=satisfaction)
        assert allocation.fairness.violations == ()


@given(samples)
@settings(max_examples=60)
def test_equal_shares_payments_cover_the_costs(sample: Sample) -> None:
    allocation = allocate(sample.election(), completion="add1")
    account = allocation.account
    assert account is not None
    paid = sum(sample.costs[key] for key in allocation.winners)
    assert account.unspent + paid == account.share * len(sample.ballots)
    assert allocation.payments().sum() == pytest.approx(paid)
    assert (allocation.payments() >= 0).all()


def test_input_is_not_changed() -> None:
    election = random_sample(Random(4)).election()
    before = snapshot(election)
    allocation = allocate(election, completion="add1-greedy")
    assert allocation.projects
    assert snapshot(election) == before


def snapshot(election: Election) -> list[list[int]]:
    ballots = election.ballots
    arrays = (ballots.weights, ballots.starts, ballots.choices, ballots.points)
    return [array.tolist() for array in arrays]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: " ".join(method.values()))
def test_empty_elections_have_an_outcome(method: dict[str, str]) -> None:
    assert allocate(build_election(10, {}, []), **method).winners == ()
    nobody = allocate(build_election(10, {"a": 4}, []), **method)
    silent = allocate(build_election(10, {"a": 4}, [[], []]), **method)
    by_leftover = "greedy" in (method["rule"], method["completion"].removeprefix("add1-"))
    expected = ("a",) if by_leftover or method["rule"] == "phragmen" else ()
    assert (nobody.winners, silent.winners) == (expected, expected)
    assert [report.selected for report in silent.projects] == [bool(expected)]
