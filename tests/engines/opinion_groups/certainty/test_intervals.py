"""Intervals hold what they promise."""

import numpy as np
import pytest

from linli.engines.opinion_groups import Options, Votes, analyse
from linli.engines.opinion_groups.certainty.intervals import bound_agreement
from tests.engines.opinion_groups.conversations import camps


def test_interval_is_wilsons() -> None:
    # Newcombe 1998, table I: 81 of 263, and 0 of 20.
    found = bound_agreement(np.array([[81, 0, 263], [0, 9, 20]]), None)
    assert found.round(4).tolist() == [[0.2553, 0.3662], [0.0, 0.1611]]


def test_whoever_was_asked_completely_is_known() -> None:
    assert bound_agreement(np.array([[30, 5, 40]]), 40).tolist() == [[0.75, 0.75]]


def test_a_large_part_of_the_population_narrows_the_interval() -> None:
    counts = np.array([[30, 5, 100]])
    wide, narrow = (np.diff(bound_agreement(counts, n))[0, 0] for n in (None, 150))
    assert narrow == pytest.approx(wide * np.sqrt(50 / 149), rel=0.02)


@pytest.mark.parametrize(
    ("population", "people", "statements", "seen", "known"),
    [(5_000, 100, 20, 0.5, False), (5_000, 40, 20, 0.9, False), (400, 200, 20, 0.9, True)],
)
def test_intervals_cover_the_population_in_95_of_100(
    population: int, people: int, statements: int, seen: float, known: bool
) -> None:
    """A sample of a population of three camps, whose votes on everything are fixed."""
    random = np.random.default_rng(people)
    options = Options(population=population if known else None)
    covered = asked = 0
    for _ in range(40):
        sizes = tuple(np.diff([0, *sorted(random.integers(1, population, 2)), population]))
        rows, columns, values = camps(random, sizes, statements, seen=1.0)
        table = np.zeros((population, statements), int)
        table[rows, columns] = values
        truth = (table == 1).mean(axis=0)
        chosen = random.choice(population, people, replace=False)
        who, what = np.nonzero(random.random((people, statements)) < seen)
        votes = Votes.from_arrays(who, what, table[chosen[who], what])
        intervals = analyse(votes, options=options).intervals
        places = votes.statement_ids
        inside = (intervals[:, 0] <= truth[places]) & (truth[places] <= intervals[:, 1])
        covered, asked = covered + int(inside.sum()), asked + inside.size
    assert 0.93 <= covered / asked <= 0.97
