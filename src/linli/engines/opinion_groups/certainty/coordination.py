"""Participants who voted as one: equal ballots, more than chance would bring, in a burst.

What chance brings is bounded in two ways, of which the larger counts: as if everybody voted like
all, and as if the members of the block voted like all of their group, unless they are most of it.
So neither wide consent nor a sharp camp is taken for a block.

That people agree is no offence, so a block is reported with how it weighs, never removed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.certainty.sensitivity import agree_without
from linli.engines.opinion_groups.fit import Fit
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]

# Blocks whose weight is worked out, the largest first.
_WEIGHED = 10
# How unlikely equal ballots must be, over all ballots together.
_LEVEL = 0.01


@dataclass(frozen=True, slots=True)
class Coordination:
    """A block of participants with one and the same ballot.

    ``chance`` bounds the probability that so many of those who voted on the same statements agree
    on all of them by themselves. ``seconds`` lie between the first and the last
    to begin, None without times. ``agreement`` is the adjusted Rand index of the others' groups
    with only one of the block left, None where that was not worked out.
    """

    participants: tuple[int | str, ...]
    votes: int
    chance: float
    seconds: float | None
    agreement: float | None


def find_coordination(
    ballots: Ballots, part: NDArray[np.bool_], fit: Fit, counts: Array, options: Options
) -> tuple[Coordination, ...]:
    """The blocks, the largest first. ``counts`` are votes per group and statement."""
    from linli.engines.opinion_groups.compiled import drawing

    hashes = drawing.hash_rows(ballots.starts, ballots.columns, ballots.votes)
    labels, found = fit.labels, []
    for rows, peers, ballots_cast in _list_equal(hashes, ballots.sizes, options):
        burst = _find_burst(ballots.first_times, rows, options)
        chance = _bound_chance(ballots, fit.sums.counts, rows, peers.size)
        group = int(labels[rows[0]])
        if group >= 0 and 2 * rows.size <= fit.sizes[group]:
            alike = int((labels[peers] == group).sum())
            chance = max(chance, _bound_chance(ballots, counts[group], rows, alike))
        chance = min(1.0, ballots_cast * chance)
        if chance <= _LEVEL and burst.size >= options.block_participants:
            found.append((burst, chance))
    found.sort(key=lambda item: (-item[0].size, int(item[0][0])))
    return tuple(
        _describe(
            ballots,
            rows,
            chance,
            agree_without(ballots, part, fit, rows, options) if place < _WEIGHED else None,
        )
        for place, (rows, chance) in enumerate(found)
    )


def _list_equal(hashes: Array, sizes: Array, options: Options) -> list[tuple[Array, Array, int]]:
    """Rows with equal ballots, rows with votes on the same statements, how many ballots differ."""
    _, ballot, times = np.unique(hashes[:, 1], return_inverse=True, return_counts=True)
    order, ends = np.argsort(ballot, kind="stable"), np.cumsum(times)
    equal = []
    for number in np.flatnonzero(times >= options.block_participants):
        rows = order[ends[number] - times[number] : ends[number]]
        if sizes[rows[0]] >= options.least_votes:
            peers = np.flatnonzero(hashes[:, 0] == hashes[rows[0], 0])
            equal.append((rows, peers, int(times.size)))
    return equal


def _bound_chance(ballots: Ballots, counts: Array, rows: Array, peers: int) -> float:
    """P(at least so many of ``peers`` cast this ballot), each vote being drawn by ``counts``."""
    from scipy.special import bdtrc

    row = int(rows[0])
    span = slice(int(ballots.starts[row]), int(ballots.starts[row + 1]))
    votes, used = ballots.votes[span], counts[ballots.columns[span]]
    passed = used[:, 2] - used[:, 0] - used[:, 1]
    cast = np.where(votes == 1, used[:, 0], np.where(votes == 0, passed, used[:, 1]))
    return float(bdtrc(rows.size - 1, peers, np.prod(cast / used[:, 2])))


def _find_burst(first_times: Array | None, rows: Array, options: Options) -> Array:
    """The most of these rows that began within the time of a burst; all where no times are."""
    if first_times is None:
        return rows
    times = first_times[rows]  # rows are in the order of their times
    ends = np.searchsorted(times, times + options.burst * 1000, side="right")
    begin = int(np.argmax(ends - np.arange(rows.size)))
    return rows[begin : ends[begin]]


def _describe(
    ballots: Ballots, rows: Array, chance: float, agreement: float | None
) -> Coordination:
    times = ballots.first_times
    return Coordination(
        tuple(ballots.participant_ids[rows].tolist()),
        int(ballots.sizes[rows[0]]),
        chance,
        None if times is None else float(times[rows[-1]] - times[rows[0]]) / 1000,
        agreement,
    )
