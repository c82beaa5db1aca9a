"""Conversations made up for tests."""

import numpy as np

from linli.engines.opinion_groups import Votes

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def full(values: list[list[int]]) -> Votes:
    """Everybody votes on everything: a row per participant."""
    table = np.array(values)
    people, statements = (part.ravel() for part in np.indices(table.shape))
    return Votes.from_arrays(people, statements, table.ravel())


def camps(
    random: np.random.Generator, sizes: tuple[int, ...], statements: int, seen: float = 0.6
) -> Arrays:
    """People of several camps, each with its own chance to agree with each statement."""
    camp = np.repeat(np.arange(len(sizes)), sizes)
    lean = random.beta(0.4, 0.4, (len(sizes), statements))
    asked = random.random((camp.size, statements)) < seen
    asked[np.arange(camp.size), random.integers(0, statements, camp.size)] = True
    people, columns = np.nonzero(asked)
    draw = random.random(people.size)
    agrees = draw < 0.9 * lean[camp[people], columns]
    return people, columns, np.where(agrees, 1, np.where(draw > 0.9, 0, -1))


def noise(random: np.random.Generator, people: int, statements: int) -> Arrays:
    """Everybody votes independently; statements differ in how many agree, people in how much
    they vote.
    """
    shares = random.dirichlet([1, 0.5, 1], statements)
    asked = random.random((people, statements)) < random.beta(2, 2, people)[:, None]
    rows, columns = np.nonzero(asked)
    bounds = shares[columns].cumsum(axis=1)
    draw = random.random(rows.size)
    return rows, columns, (draw > bounds[:, 0]).astype(int) + (draw > bounds[:, 1]) - 1


def dense(votes: Votes) -> np.ndarray:
    """The last vote of each on each, NaN where there is none, rows and columns by id."""
    table = np.full((votes.participant_ids.size, votes.statement_ids.size), np.nan)
    table[votes.participants, votes.statements] = votes.values
    return table
