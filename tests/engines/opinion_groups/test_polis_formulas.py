"""Every formula against Polis's own results, given its memberships."""

import numpy as np
import pytest

from linli.engines.opinion_groups.axes import find_axes
from linli.engines.opinion_groups.blocks import add_up
from linli.engines.opinion_groups.consensus import Consensus, list_consensus, measure_consensus
from linli.engines.opinion_groups.positions import find_positions
from linli.engines.opinion_groups.priorities import find_extremity, find_priorities
from linli.engines.opinion_groups.representative import Representative, list_representative
from tests.engines.opinion_groups.reference_data import (
    EXPORTS,
    INCOMPLETE,
    LIVE,
    Oracle,
    needs_data,
    read_oracle,
)

pytestmark = needs_data
COMPLETE = (*EXPORTS, *LIVE)
EXACT = {"rtol": 1e-9, "atol": 0}


@pytest.fixture(params=COMPLETE)
def oracle(request: pytest.FixtureRequest) -> Oracle:
    return read_oracle(request.param)


@pytest.fixture(params=[*COMPLETE, INCOMPLETE])
def grouped(request: pytest.FixtureRequest) -> Oracle:
    """Also where only a participant without group is missing."""
    return read_oracle(request.param)


def group_counts(oracle: Oracle) -> np.ndarray:
    groups = len(oracle.blob["group-clusters"])
    ballots = oracle.ballots
    return add_up(oracle.passes.run("sums.count_votes", groups, ballots.width, rows=oracle.labels))


def test_centre_is_the_mean_vote_and_zero_for_what_is_moderated_out(oracle: Oracle) -> None:
    centre = oracle.sums.centre
    # Where Polis has an exact 0 its own sum of roundings may leave 1e-17.
    np.testing.assert_allclose(
        centre.spread(centre.means),
        -oracle.reorder(oracle.blob["pca"]["center"]),
        rtol=1e-9,
        atol=1e-15,
    )


def test_votes_of_each_participant_are_counted(oracle: Oracle) -> None:
    counted = dict(
        zip(map(str, oracle.ballots.participant_ids), oracle.ballots.sizes.tolist(), strict=True)
    )
    assert counted == oracle.blob["user-vote-counts"]


@pytest.mark.parametrize("axis", [0, 1])
def test_axes_are_the_leading_components_of_the_gram_matrix(oracle: Oracle, axis: int) -> None:
    sums = oracle.sums
    axes = find_axes(oracle.passes, sums.centre, oracle.ballots.rows, sums.pairs)
    ours = sums.centre.spread(axes.vectors)[:, axis]
    theirs = oracle.reorder(oracle.blob["pca"]["comps"][axis])
    sign = np.sign(ours @ theirs)
    assert axes.settled
    np.testing.assert_allclose(sign * ours, theirs, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize(("axis", "name"), [(0, "x"), (1, "y")])
def test_positions_average_to_the_centres_of_base_clusters(
    oracle: Oracle, axis: int, name: str
) -> None:
    sums = oracle.sums
    axes = find_axes(oracle.passes, sums.centre, oracle.ballots.rows, sums.pairs)
    positions = find_positions(oracle.passes, sums.centre, axes, oracle.ballots.rows)
    ours = np.array([positions[rows, axis].mean() for rows in oracle.base_rows])
    theirs = np.array(oracle.blob["base-clusters"][name])
    sign = np.sign(ours @ theirs)
    np.testing.assert_allclose(sign * ours, theirs, rtol=1e-9, atol=1e-13)


def test_votes_are_counted_per_group_and_statement(grouped: Oracle) -> None:
    for group, counts in enumerate(group_counts(grouped)):
        votes = grouped.blob["group-votes"][str(group)]
        theirs = [[votes["votes"][str(name)][side] for side in "ADS"] for name in grouped.names]
        assert counts.tolist() == theirs
        assert int((grouped.labels == group).sum()) == votes["n-members"]


def test_group_informed_consensus_is_the_product_over_groups(grouped: Oracle) -> None:
    ours = measure_consensus(group_counts(grouped))[:, 0]
    np.testing.assert_allclose(ours, grouped.per_statement("group-aware-consensus"), **EXACT)


def test_extremity_is_the_reach_of_agreeing_alone(oracle: Oracle) -> None:
    np.testing.assert_allclose(
        extremity_of(oracle),
        oracle.reorder(oracle.blob["pca"]["comment-extremity"]),
        rtol=1e-9,
        atol=1e-13,
    )


def extremity_of(oracle: Oracle) -> np.ndarray:
    sums = oracle.sums
    axes = find_axes(oracle.passes, sums.centre, oracle.ballots.rows, sums.pairs)
    centre = sums.centre
    return find_extremity(
        centre.spread(centre.means), centre.spread(axes.vectors), oracle.ballots.width
    )


def test_priorities_weigh_importance_and_novelty(oracle: Oracle) -> None:
    meta = np.array([name in oracle.blob["meta-tids"] for name in oracle.names])
    counts = group_counts(oracle).sum(axis=0)
    ours = find_priorities(counts, extremity_of(oracle), meta)
    np.testing.assert_allclose(ours, oracle.per_statement("comment-priorities"), **EXACT)


def test_representative_statements_are_the_same_in_the_same_order(grouped: Oracle) -> None:
    counts = group_counts(grouped)
    for group in range(len(counts)):
        ours = list_representative(counts, group, grouped.places, grouped.names, 5)
        theirs = grouped.blob["repness"][str(group)]
        assert [(item.statement, item.direction.value) for item in ours] == [
            (item["tid"], item["repful-for"]) for item in theirs
        ]
        assert [item.is_best_agreed for item in ours] == [
            item.get("best-agree", False) for item in theirs
        ]
        for item, other in zip(ours, theirs, strict=True):
            compare_representative(item, other)


def compare_representative(item: Representative, other: dict[str, float]) -> None:
    assert (item.successes, item.trials) == (other["n-success"], other["n-trials"])
    ours = [item.p, item.p_test, item.repness]
    theirs = [other["p-success"], other["p-test"], other["repness"]]
    np.testing.assert_allclose(ours, theirs, **EXACT)
    # Polis rounds this one to 32 bits.
    assert np.float32(item.repness_test) == np.float32(other["repness-test"])


def test_consensus_lists_are_the_same_in_the_same_order(grouped: Oracle) -> None:
    ours = list_consensus(grouped.sums.counts, grouped.places, grouped.names, 5)
    for side in ("agree", "disagree"):
        compare_consensus(ours, grouped.blob["consensus"][side], side)


def compare_consensus(ours: Consensus, theirs: list[dict[str, float]], side: str) -> None:
    items = getattr(ours, side)
    assert [(item.statement, item.successes, item.trials) for item in items] == [
        (item["tid"], item["n-success"], item["n-trials"]) for item in theirs
    ]
    numbers = [[item.p, item.p_test] for item in items]
    expected = [[item["p-success"], item["p-test"]] for item in theirs]
    np.testing.assert_allclose(numbers, expected, **EXACT)


def test_conversation_holds_whoever_polis_let_in_by_votes(oracle: Oracle) -> None:
    """Polis keeps those who were in while there were fewer statements; nobody else is added."""
    enough = oracle.ballots.sizes >= min(7, oracle.ballots.width)
    inside = {int(name) for name in oracle.ballots.participant_ids[enough]}
    assert inside <= set(oracle.blob["in-conv"])
