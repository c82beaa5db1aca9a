"""Ballots: of each participant the last vote on each statement, in one fixed order."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.locking import lock, lock_fields
from linli.engines.opinion_groups.votes import Votes

_NO_TIMES = np.empty(0, np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """Votes as sparse rows: row i holds ``columns`` and ``votes`` from starts[i] to starts[i+1].

    Rows are in the order of first votes where votes carry times, and of ids where they do not or
    where times are equal; columns are places in ``statement_ids``, ascending in each row.
    """

    participant_ids: NDArray[Any]
    statement_ids: NDArray[Any]
    starts: NDArray[np.int64]
    columns: NDArray[Any]
    votes: NDArray[np.int8]
    first_times: NDArray[np.int64] | None

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)

    @property
    def rows(self) -> int:
        """How many participants there are."""
        return int(self.starts.size - 1)

    @property
    def width(self) -> int:
        """How many statements have votes."""
        return int(self.statement_ids.size)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many statements each participant voted on."""
        return np.diff(self.starts)


def gather(votes: Votes) -> Ballots:
    """The ballots of these votes: a counting sort, so linear in their number."""
    from linli.engines.opinion_groups.compiled import gathering

    count, width = votes.participant_ids.size, votes.statement_ids.size
    order, first = _order_rows(votes)
    rows = votes.participants
    if order is not None:
        rank = np.empty(count, np.int32)
        rank[order] = np.arange(count, dtype=np.int32)
        rows = lock(rank[rows])
    starts = gathering.count_rows(rows, count)
    columns = np.empty(votes.size, np.uint16 if width <= np.iinfo(np.uint16).max + 1 else np.int32)
    cast = np.empty(votes.size, np.int8)
    gathering.scatter(rows, votes.statements, votes.values, starts, columns, cast)
    times = _NO_TIMES
    if votes.times is not None:
        times = gathering.scatter_times(rows, votes.times, starts)
    kept = gathering.settle(starts, columns, cast, times, width)
    ids = votes.participant_ids if order is None else votes.participant_ids[order]
    size = int(kept[-1])
    return Ballots(ids, votes.statement_ids, kept, _cut(columns, size), _cut(cast, size), first)


def _order_rows(votes: Votes) -> tuple[NDArray[Any] | None, NDArray[np.int64] | None]:
    """The participants by first vote, and those times; None and None where there are no times."""
    from linli.engines.opinion_groups.compiled import gathering

    if votes.times is None:
        return None, None
    first = gathering.find_first_times(votes.participants, votes.times, votes.participant_ids.size)
    order = np.argsort(first, kind="stable")
    return order, first[order]


def _cut(array: NDArray[Any], size: int) -> NDArray[Any]:
    """The beginning; a copy only where that frees a good part of the memory."""
    return array[:size].copy() if size < 0.9 * array.size else array[:size]
