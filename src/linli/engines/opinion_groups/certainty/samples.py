"""Ballots of some of the participants."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots

Array = NDArray[Any]


def select_rows(ballots: Ballots, rows: Array) -> Ballots:
    """The ballots of these rows, in this order; a row may come several times."""
    from linli.engines.opinion_groups.compiled import drawing

    starts = np.concatenate([[0], np.cumsum(ballots.sizes[rows])]).astype(np.int64)
    columns, votes = drawing.take_rows(
        ballots.starts, ballots.columns, ballots.votes, rows.astype(np.int64), starts
    )
    first = None if ballots.first_times is None else ballots.first_times[rows]
    return replace(
        ballots,
        participant_ids=ballots.participant_ids[rows],
        starts=starts,
        columns=columns,
        votes=votes,
        first_times=first,
    )


def draw_rows(rows: int, most: int, random: np.random.Generator) -> Array:
    """All rows, or ``most`` of them at random, ascending."""
    if rows <= most:
        return np.arange(rows)
    return np.sort(random.choice(rows, most, replace=False))


def measure_agreement(first: Array, second: Array) -> float:
    """The adjusted Rand index of two labellings of the same people (Hubert and Arabie 1985).

    1 where they are the same up to names, 0 on average where they have nothing to do with each
    other; 1 where both put all into one group.
    """
    _, one = np.unique(first, return_inverse=True)
    _, two = np.unique(second, return_inverse=True)
    table = np.zeros((one.max(initial=0) + 1, two.max(initial=0) + 1))
    np.add.at(table, (one, two), 1)
    together = float((table * (table - 1)).sum())
    alone, other = (float((s * (s - 1)).sum()) for s in (table.sum(axis=1), table.sum(axis=0)))
    pairs = one.size * (one.size - 1.0)
    expected = alone * other / pairs if pairs else 0.0
    largest = (alone + other) / 2
    return 1.0 if largest == expected else (together - expected) / (largest - expected)
