"""Sums over sparse ballots beside the same over the whole table."""

import numpy as np

from linli.engines.opinion_groups import Votes
from linli.engines.opinion_groups.ballots import gather
from linli.engines.opinion_groups.compiled import passes, sums
from tests.engines.opinion_groups.conversations import dense, noise


def sample(seed: int, people: int, statements: int) -> Votes:
    return Votes.from_arrays(*noise(np.random.default_rng(seed), people, statements))


def test_pairs_are_summed_over_those_who_voted_on_both() -> None:
    votes = sample(1, 80, 9)
    ballots, table = gather(votes), dense(votes)
    inner = np.array([0, -1, 1, 2, -1, 3, 4, 5, 6])
    found = sums.sum_pairs(ballots.starts, ballots.columns, ballots.votes, inner, 7)
    kept = table[:, inner >= 0]
    cast, value = (~np.isnan(kept)).astype(int), np.nan_to_num(kept).astype(int)
    assert found[0].tolist() == (cast.T @ cast).tolist()
    assert found[1].tolist() == (value.T @ value).tolist()
    assert found[2].tolist() == (value.T @ cast).tolist()


def test_packed_sums_are_emptied_before_they_run_over() -> None:
    people = 40_000
    starts = np.arange(0, 2 * people + 1, 2)
    columns = np.tile(np.array([0, 1], np.uint16), people)
    inner = np.array([0, 1])
    for vote in (1, -1):
        votes = np.full(2 * people, vote, np.int8)
        found = sums.sum_pairs(starts, columns, votes, inner, 2)
        assert found[0].tolist() == [[people] * 2] * 2
        assert found[1].tolist() == [[people] * 2] * 2
        assert found[2].tolist() == [[vote * people] * 2] * 2


def test_votes_are_counted_by_group() -> None:
    votes = sample(2, 60, 5)
    ballots, table = gather(votes), dense(votes)
    labels = np.arange(table.shape[0]) % 4 - 1
    found = sums.count_votes(ballots.starts, ballots.columns, ballots.votes, labels, 3, 5)
    for group in range(3):
        own = table[labels == group]
        assert found[group, :, 0].tolist() == (own == 1).sum(axis=0).tolist()
        assert found[group, :, 1].tolist() == (own == -1).sum(axis=0).tolist()
        assert found[group, :, 2].tolist() == (~np.isnan(own)).sum(axis=0).tolist()


def test_projection_and_product_are_those_of_the_centred_table() -> None:
    votes = sample(3, 70, 8)
    ballots, table = gather(votes), dense(votes)
    centre = np.nanmean(table, axis=0)
    centred = np.nan_to_num(table - centre)
    block = np.random.default_rng(0).normal(size=(8, 2))
    inner = np.arange(8)
    arrays = (ballots.starts, ballots.columns, ballots.votes, inner, centre)
    found = passes.project(*arrays, block)
    assert found[:, 0].tolist() == (~np.isnan(table)).sum(axis=1).tolist()
    np.testing.assert_allclose(found[:, 1:], centred @ block, atol=1e-12)
    scale = 2.0**45
    whole = passes.multiply(*arrays, block, scale)
    product = (whole[:, :2] - centre[:, None] * whole[:, 2:]) / scale
    np.testing.assert_allclose(product, centred.T @ centred @ block, atol=1e-9)
