"""Noise has no groups, and camps have."""

import numpy as np
import pytest

from linli.engines.opinion_groups import Options, Reason, State, Votes, analyse
from tests.engines.opinion_groups.conversations import camps, full, noise


@pytest.mark.parametrize(("people", "statements"), [(120, 25), (60, 50)])
def test_of_a_hundred_conversations_of_noise_95_have_no_groups(
    people: int, statements: int
) -> None:
    random = np.random.default_rng(people)
    states = [
        analyse(
            Votes.from_arrays(*noise(random, people, statements)), options=Options(seed=turn)
        ).finding.state
        for turn in range(100)
    ]
    assert states.count(State.NO_GROUPS) >= 95


def test_camps_have_groups_however_few_statements_are_seen() -> None:
    random = np.random.default_rng(1)
    found = [
        analyse(Votes.from_arrays(*camps(random, (40, 30), 30, seen))).finding.reason
        for seen in (0.2, 0.3, 0.5, 1.0)
    ]
    assert found == [Reason.BEYOND_CHANCE] * 4


def test_chance_depends_on_the_seed_alone() -> None:
    votes = Votes.from_arrays(*noise(np.random.default_rng(2), 80, 12))
    one, same, other = (analyse(votes, options=Options(seed=seed)).chance for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_many_people_are_represented_by_some() -> None:
    random = np.random.default_rng(3)
    chance = analyse(Votes.from_arrays(*camps(random, (1_500, 1_500), 10, 0.5))).chance
    assert (chance.participants, chance.deals, chance.p) == (2_000, 199, 1 / 200)
    assert chance.share > 1.5 * chance.by_chance


def test_share_is_that_of_the_first_axis() -> None:
    chance = analyse(full([[1, 1, 1, -1]] * 6 + [[-1, -1, -1, 1]] * 6)).chance
    assert chance.share == pytest.approx(1)
