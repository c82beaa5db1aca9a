"""What holds for all votes, and what happens at the edges."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.opinion_groups import (
    Analysis,
    Moderation,
    OptionError,
    Options,
    Reason,
    State,
    Statement,
    Statements,
    Votes,
    VotesError,
    analyse,
)
from linli.engines.opinion_groups.consensus import Consensus
from linli.engines.opinion_groups.document import document_of
from tests.engines.opinion_groups.conversations import camps, full, noise

QUICK = Options(shuffles=99, resamples=3, examined=2)


def document(analysis: Analysis) -> str:
    """Everything there is to say; refuses what is not a number."""
    return json.dumps(document_of(analysis), allow_nan=False)


@st.composite
def conversations(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    if draw(st.booleans()):
        sizes = tuple(draw(st.lists(st.integers(1, 12), min_size=1, max_size=3)))
        arrays = camps(random, sizes, draw(st.integers(1, 12)), draw(st.floats(0.2, 1)))
    else:
        arrays = noise(random, draw(st.integers(2, 30)), draw(st.integers(1, 12)))
    times = np.arange(arrays[0].size)
    return (*arrays, random.permutation(times))


@given(conversations(), st.integers(0, 2**32))
@settings(max_examples=25)
def test_order_of_votes_does_not_matter(arrays: tuple[np.ndarray, ...], seed: int) -> None:
    if not arrays[0].size:
        return
    turn = np.random.default_rng(seed).permutation(arrays[0].size)
    one = analyse(Votes.from_arrays(*arrays), options=QUICK)
    other = analyse(Votes.from_arrays(*(part[turn] for part in arrays)), options=QUICK)
    assert document(one) == document(other)


@given(conversations())
@settings(max_examples=25)
def test_repeating_votes_changes_nothing(arrays: tuple[np.ndarray, ...]) -> None:
    if not arrays[0].size:
        return
    once = analyse(Votes.from_arrays(*arrays), options=QUICK)
    again = [np.concatenate([part, part]) for part in arrays]
    assert document(once) == document(analyse(Votes.from_arrays(*again), options=QUICK))


@given(conversations())
@settings(max_examples=25)
def test_renaming_changes_names_only(arrays: tuple[np.ndarray, ...]) -> None:
    if not arrays[0].size:
        return
    people, statements, values, times = arrays
    one = analyse(Votes.from_arrays(people, statements, values, times), options=QUICK)
    names = np.array([f"p{9 * p + 100}" for p in people])
    other = analyse(Votes.from_arrays(names, 7 * statements + 3, values, times), options=QUICK)
    assert other.participants.tolist() == [f"p{9 * p + 100}" for p in one.participants.tolist()]
    assert other.positions.tolist() == one.positions.tolist()
    assert other.group.tolist() == one.group.tolist()
    assert other.priorities.tolist() == one.priorities.tolist()
    assert other.finding == one.finding


def test_renaming_statements_in_another_order_keeps_groups() -> None:
    people, statements, values = camps(np.random.default_rng(8), (30, 30), 20)
    times = np.arange(people.size)
    one = analyse(Votes.from_arrays(people, statements, values, times), options=QUICK)
    other = analyse(Votes.from_arrays(people, 19 - statements, values, times), options=QUICK)
    assert other.group.tolist() == one.group.tolist()
    np.testing.assert_allclose(other.priorities[::-1], one.priorities, rtol=1e-9)
    for axis in (0, 1):
        ours, theirs = one.positions[:, axis], other.positions[:, axis]
        np.testing.assert_allclose(theirs * np.sign(ours @ theirs), ours, rtol=1e-9, atol=1e-12)


def test_everybody_identical_is_no_group() -> None:
    analysis = analyse(full([[1, -1, 0, 1, 1, -1, 0, 1]] * 30), options=QUICK)
    assert (analysis.finding.state, analysis.finding.reason) == (State.NO_GROUPS, Reason.ALL_ALIKE)
    assert analysis.groups == ()
    assert analysis.positions.tolist() == [[0.0, 0.0]] * 30
    assert analysis.fit.axes.variances == (0.0, 0.0)
    document(analysis)


def test_one_participant_is_no_group() -> None:
    analysis = analyse(full([[1, -1, 0]]), options=QUICK)
    assert analysis.finding.reason is Reason.ALL_ALIKE
    assert analysis.positions.tolist() == [[0.0, 0.0]]
    assert analysis.totals.tolist() == [[1, 0, 1], [0, 1, 1], [0, 0, 1]]
    assert analysis.consensus == Consensus((), ())
    document(analysis)


def test_fewer_people_than_the_floor_share_nothing() -> None:
    four, five = (analyse(full([[1, -1, 0]] * people)).consensus for people in (4, 5))
    assert four == Consensus((), ())
    assert [(item.statement, item.successes) for item in (*five.agree, *five.disagree)] == [
        (0, 5),
        (1, 5),
    ]


def test_one_statement_has_one_axis_and_no_groups() -> None:
    analysis = analyse(full([[1]] * 10 + [[-1]] * 10), options=QUICK)
    assert analysis.positions[:, 1].tolist() == [0.0] * 20
    assert analysis.positions[:, 0].tolist() == [1.0] * 10 + [-1.0] * 10
    assert analysis.group.tolist() == [0] * 10 + [1] * 10
    # Dealt out anew, votes on one statement are what they were: nothing can be said.
    assert (analysis.finding.state, analysis.finding.reason) == (State.NO_GROUPS, Reason.CHANCE)
    document(analysis)


def test_all_passes_are_no_group() -> None:
    analysis = analyse(full([[0] * 9] * 20), options=QUICK)
    assert analysis.finding.reason is Reason.ALL_ALIKE
    assert analysis.consensus.agree == analysis.consensus.disagree == ()
    document(analysis)


def test_no_votes_are_refused() -> None:
    with pytest.raises(VotesError, match="there are no votes"):
        analyse(Votes.from_arrays([], [], []))


def test_votes_on_nothing_that_takes_part_are_refused() -> None:
    out = Statements.of([Statement(0, moderation=Moderation.OUT), Statement(1, is_meta=True)])
    with pytest.raises(VotesError, match="every statement with votes is moderated out or meta"):
        analyse(full([[1, -1]] * 5), out)


def test_groups_under_the_floor_are_not_shown() -> None:
    ballots = [[int(place != person) for place in range(24)] for person in range(20)]
    ballots += [[-1] * 24] * 3
    analysis = analyse(full(ballots), options=QUICK)
    assert sorted(group.size for group in analysis.clusters) == [3, 20]
    assert [group.size for group in analysis.groups] == [20]
    assert analysis.finding.hidden == 1
    assert analysis.divisions == ()
    described = document_of(analysis)
    assert all(len(statement["groups"]) == 1 for statement in described["statements"])
    assert [cluster["size"] for cluster in described["clusters"]] == [20]
    (shown,) = (cluster["id"] for cluster in described["clusters"])
    groups = [person["group"] for person in described["participants"]]
    assert groups == [shown] * 20 + [-1] * 3
    assert sum(cluster["size"] for cluster in described["base_clusters"]) == 20
    assert {cluster["group"] for cluster in described["base_clusters"]} == {shown}


def test_clusters_under_the_floor_are_left_out_where_there_are_no_groups_either() -> None:
    analysis = analyse(full([[1]] * 10 + [[-1]] * 3), options=QUICK)
    assert (analysis.finding.reason, analysis.finding.hidden) == (Reason.CHANCE, 0)
    described = document_of(analysis)
    assert described["clusters"] == [{"id": 0, "size": 10}]
    assert [person["group"] for person in described["participants"]] == [0] * 10 + [-1] * 3


def test_five_thousand_statements_are_analysed_in_passes() -> None:
    arrays = camps(np.random.default_rng(2), (60, 60), 5_000, seen=0.02)
    analysis = analyse(Votes.from_arrays(*arrays), options=QUICK)
    assert len(analysis.statements) > 4_000
    assert analysis.fit.sums.pairs is None
    assert analysis.finding.state is State.GROUPS
    assert np.isfinite(analysis.positions).all()
    assert np.isfinite(analysis.priorities).all()


def test_moderated_and_meta_statements_shape_nothing_but_are_counted() -> None:
    people, statements, values = camps(np.random.default_rng(6), (25, 25), 14)
    votes = Votes.from_arrays(people, statements, values)
    listed = Statements.of(
        [
            *(Statement(name) for name in range(12)),
            Statement(12, moderation=Moderation.OUT),
            Statement(13, is_meta=True, is_seed=True),
            Statement(14, "never asked", Moderation.WAITING),
        ]
    )
    analysis = analyse(votes, listed, QUICK)
    turned = np.where(statements >= 12, -values, values)
    other = analyse(Votes.from_arrays(people, statements, turned), listed, QUICK)
    assert other.positions.tolist() == analysis.positions.tolist()
    assert analysis.totals[12, 0] == other.totals[12, 1]
    assert analysis.priorities[13] == 49.0
    named = {item.statement for group in analysis.groups for item in group.representative}
    assert named.isdisjoint({12, 13})
    assert [statement.id for statement in analysis.unasked] == [14]


def test_statements_nobody_moderated_are_left_out_where_that_is_asked_for() -> None:
    votes = full([[1, -1, 1]] * 9)
    listed = Statements.of(
        [Statement(0), Statement(1, moderation=Moderation.WAITING), Statement(2)]
    )
    assert analyse(votes, listed).part.tolist() == [True, True, True]
    strict = analyse(votes, listed, Options(strict_moderation=True))
    assert strict.part.tolist() == [True, False, True]


def test_what_nobody_has_seen_is_asked_next() -> None:
    listed = Statements.of([*(Statement(name) for name in range(9)), Statement(9, "new")])
    analysis = analyse(full([[1, -1, 1] * 3] * 30), listed, QUICK)
    assert analysis.most_urgent[0] == Statement(9, "new")
    found = document_of(analysis)["statements"][9]
    assert found["priority"] == pytest.approx((0.25 * 9) ** 2)
    assert (found["agree"], found["interval"], found["group_informed_consensus"]) == (0, None, None)


def test_statements_never_asked_keep_ids_that_are_no_numbers() -> None:
    listed = Statements.of(Statement(name) for name in ("0", "1", "7", "07", "007"))
    analysis = analyse(full([[1, -1]] * 9), listed)
    assert [statement.id for statement in analysis.unasked] == [7, "07", "007"]


def test_a_population_smaller_than_its_sample_is_refused() -> None:
    with pytest.raises(OptionError, match="population is 8, but 9 people have voted"):
        analyse(full([[1, -1]] * 9), options=Options(population=8))


def test_votes_on_statements_that_are_not_listed_are_noted() -> None:
    analysis = analyse(full([[1, -1, 1]] * 9), Statements.of([Statement(1)]))
    assert analysis.notes == ("votes on 2 statements that are not listed: [0, 2]",)
