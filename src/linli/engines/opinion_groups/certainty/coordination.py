"""Participants who voted as one: equal ballots, more than chance would bring, in a burst.

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
    on all of them if they vote as everybody does. ``seconds`` lie between the first and the last
    to begin, None without times. ``agreement`` is the adjusted Rand index of the others' groups
    with only one of the block left, None where that was not worked out.
    """

    participants: tuple[int | str, ...]
    votes: int
    chance: float
    seconds: float | None
    agreement: float | None


def find_coordination(
    ballots: Ballots, part: NDArray[np.bool_], fit: Fit, options: Options
) -> tuple[Coordination, ...]:
    """The blocks, the largest first."""
    from linli.engines.opinion_groups.compiled import drawing

    if not ballots.rows:
        return ()
    hashes = drawing.hash_rows(ballots.starts, ballots.columns, ballots.votes)
    found = []
    for rows, peers, candidates in _list_equal(hashes, ballots.sizes, options):
        chance = min(1.0, candidates * _bound_chance(fit.sums.counts, ballots, rows, peers))
        burst = _find_burst(ballots.first_times, rows, options)
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


def _list_equal(hashes: Array, sizes: Array, options: Options) -> list[tuple[Array, int, int]]:
    """Rows with equal ballots, how many voted on the same statements, how many ballots differ."""
    _, ballot, times = np.unique(hashes[:, 1], return_inverse=True, return_counts=True)
    _, kind, peers = np.unique(hashes[:, 0], return_inverse=True, return_counts=True)
    order = np.argsort(ballot, kind="stable")
    ends = np.cumsum(times)
    equal = []
    for number in np.flatnonzero(times >= options.block_participants):
        rows = order[ends[number] - times[number] : ends[number]]
        if sizes[rows[0]] >= options.least_votes:
            equal.append((rows, int(peers[kind[rows[0]]]), int(times.size)))
    return equal


def _bound_chance(counts: Array, ballots: Ballots, rows: Array, peers: int) -> float:
    """P(at least so many of ``peers`` cast this ballot), votes being drawn as all others' were.

    The votes of the block itself are taken out of what "all others" do.
    """
    from scipy.special import bdtrc

    row = int(rows[0])
    span = slice(int(ballots.starts[row]), int(ballots.starts[row + 1]))
    columns, votes = ballots.columns[span], ballots.votes[span]
    used = counts[columns]
    cast = np.where(votes == 1, used[:, 0], used[:, 1])
    cast = np.where(votes == 0, used[:, 2] - used[:, 0] - used[:, 1], cast)
    share = (cast - rows.size + 1) / (used[:, 2] - rows.size + 3)
    same = float(np.exp(np.log(share).sum()))
    return float(bdtrc(rows.size - 1, peers, same))


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
