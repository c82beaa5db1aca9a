"""Stability, sensitivity and blocks of equal ballots."""

import numpy as np
import pytest

from linli.engines.opinion_groups import Analysis, Options, Votes, analyse
from linli.engines.opinion_groups.certainty.samples import measure_agreement
from tests.engines.opinion_groups.conversations import camps, full, noise


def sharp(random: np.random.Generator, people: int = 40) -> tuple[np.ndarray, ...]:
    """Two camps that differ in everything but slips."""
    camp = np.arange(people) % 2
    table = np.where(camp[:, None] == 0, 1, -1) * np.where(np.arange(16) % 2, 1, -1)
    table = np.where(random.random(table.shape) < 0.1, -table, table)
    rows, columns = (part.ravel() for part in np.indices(table.shape))
    return rows, columns, table.ravel()


def with_block(size: int, seconds: int) -> Analysis:
    """Noise in which so many cast one ballot, a second or more apart."""
    people, statements, values = noise(np.random.default_rng(4), 100, 20)
    times = 1_600_000_000 + people * 600
    block = np.repeat(np.arange(1_000, 1_000 + size), 20)
    ballot = np.tile(np.random.default_rng(9).integers(-1, 2, 20), size)
    return analyse(
        Votes.from_arrays(
            np.concatenate([people, block]),
            np.concatenate([statements, np.tile(np.arange(20), size)]),
            np.concatenate([values, ballot]),
            np.concatenate([times, 1_600_000_000 + seconds * (block - 1_000)]),
        )
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([0, 0, 1, 1], [5, 5, 3, 3], 1.0),
        ([0, 0, 0, 0], [1, 1, 1, 1], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 1, 2], [0, 0, 1, 1], 4 / 7),  # as in scikit-learn's documentation
        ([], [], 1.0),
    ],
)
def test_agreement_is_the_adjusted_rand_index(
    first: list[int], second: list[int], expected: float
) -> None:
    found = measure_agreement(np.array(first), np.array(second))
    assert found == pytest.approx(expected, abs=1e-15)


def test_sharp_camps_are_stable_and_do_not_hang_on_anybody() -> None:
    analysis = analyse(Votes.from_arrays(*sharp(np.random.default_rng(1))))
    assert analysis.stability.mean == pytest.approx(1, abs=0.02)
    assert analysis.stability.same_number >= 0.95
    assert analysis.sensitivity.least == 1.0
    assert analysis.sensitivity.examined == 39
    assert analysis.coordination == ()


def test_noise_is_not_stable() -> None:
    analysis = analyse(Votes.from_arrays(*noise(np.random.default_rng(2), 80, 20)))
    assert analysis.stability.mean < 0.5
    assert analysis.sensitivity.least < 0.9
    agreements = [removal.agreement for removal in analysis.sensitivity.removals]
    assert agreements == sorted(agreements)


def test_stability_depends_on_the_seed_alone() -> None:
    votes = Votes.from_arrays(*camps(np.random.default_rng(3), (20, 20), 10))
    one, same, other = (analyse(votes, options=Options(seed=seed)).stability for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_equal_ballots_in_a_burst_are_reported_with_their_weight() -> None:
    (block,) = with_block(12, seconds=5).coordination
    assert block.participants == tuple(range(1_000, 1_012))
    assert (block.votes, block.seconds) == (20, 55.0)
    assert block.chance < 1e-9
    assert block.agreement is not None
    assert -1 <= block.agreement < 1


def test_equal_ballots_far_apart_are_no_burst() -> None:
    assert with_block(12, seconds=4_000).coordination == ()
    (block,) = with_block(12, seconds=1_200).coordination
    assert len(block.participants) == 4  # of every four within an hour the first ones


def test_equal_ballots_are_no_block_where_everybody_agrees_anyway() -> None:
    ballots = [[1] * 9] * 30 + [[1] * 8 + [-1]] * 2
    assert analyse(full(ballots)).coordination == ()


def test_two_equal_ballots_are_no_block() -> None:
    assert with_block(2, seconds=1).coordination == ()
    assert len(with_block(3, seconds=1).coordination) == 1


def test_consensus_is_bounded_around_what_was_found() -> None:
    analysis = analyse(Votes.from_arrays(*camps(np.random.default_rng(7), (60, 50), 12)))
    low, high = analysis.consensus_intervals.T
    found = analysis.group_informed_consensus[:, 0]
    assert (low <= found).mean() > 0.9
    assert (found <= high).mean() > 0.9
    assert (low < high).all()
