"""Votes as they come in: who said what to which statement."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.errors import VotesError
from linli.engines.opinion_groups.identifiers import index_ids
from linli.engines.opinion_groups.locking import lock_fields

# A number of seconds since 1970 stays below this until the year 5138, one of milliseconds
# has been above it since 1973.
_SECONDS_BELOW = 100_000_000_000
# Differences between times nearer than this fit into 64 bits.
_TOO_FAR = 1 << 62


@dataclass(frozen=True, eq=False, slots=True)
class Votes:
    """Votes in the order in which they were given; the last of several on a statement counts.

    ``participants`` and ``statements`` are places in the ids, ``values`` are +1 agree, 0 pass,
    −1 disagree, ``times`` are milliseconds or None. Make one with ``from_arrays``.
    """

    participant_ids: NDArray[Any]
    statement_ids: NDArray[Any]
    participants: NDArray[np.int32]
    statements: NDArray[np.int32]
    values: NDArray[np.int8]
    times: NDArray[np.int64] | None

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)

    @classmethod
    def from_arrays(
        cls, participants: Any, statements: Any, values: Any, times: Any = None
    ) -> Self:
        """Votes from four columns of equal length; raises VotesError.

        Ids are whole numbers or text. Times are whole seconds or milliseconds since 1970, or
        ``datetime64``; with them the latest vote counts, without them the last in the columns.
        """
        participant_ids, rows = index_ids(participants, of="participants")
        statement_ids, columns = index_ids(statements, of="statements")
        votes = _check_values(values)
        moments = None if times is None else _check_times(times)
        sizes = {
            rows.size,
            columns.size,
            votes.size,
            rows.size if moments is None else moments.size,
        }
        if len(sizes) > 1:
            raise VotesError(
                f"columns differ in length: participants {rows.size}, statements {columns.size}, "
                f"values {votes.size}" + ("" if moments is None else f", times {moments.size}")
            )
        return cls(participant_ids, statement_ids, rows, columns, votes, moments)

    @property
    def size(self) -> int:
        """How many votes were given, repeated ones included."""
        return int(self.values.size)


def _check_values(values: Any) -> NDArray[np.int8]:
    given = np.asarray(values)
    if given.ndim != 1:
        raise VotesError(f"values must be a list, not an array of {given.ndim} dimensions")
    if given.size and given.dtype.kind not in "iuf":
        raise VotesError(f"values must be −1, 0 or 1, not {given.dtype}")
    wrong = ~((given == -1) | (given == 0) | (given == 1)) if given.dtype != np.int8 else None
    if wrong is None:
        wrong = (given < -1) | (given > 1)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise VotesError(f"vote {place + 1} is {given[place]}: it must be −1, 0 or 1")
    return given.astype(np.int8)


def _check_times(times: Any) -> NDArray[np.int64]:
    given = np.asarray(times)
    if given.dtype.kind == "M":
        if np.isnat(given).any():
            raise VotesError(f"vote {int(np.argmax(np.isnat(given))) + 1} has no time")
        return given.astype("datetime64[ms]").astype(np.int64)
    if given.dtype.kind == "f":
        whole = np.isfinite(given) & (given == np.floor(given))
        if not whole.all():
            place = int(np.argmin(whole))
            raise VotesError(f"the time of vote {place + 1} is not a whole number: {given[place]}")
    elif given.size and given.dtype.kind not in "iu":
        raise VotesError(f"times must be whole numbers or datetime64, not {given.dtype}")
    far = (given >= _TOO_FAR) | (given <= -_TOO_FAR)
    if far.any():
        place = int(np.argmax(far))
        raise VotesError(f"the time of vote {place + 1} is too far from now: {given[place]}")
    moments = given.astype(np.int64)
    return moments * 1000 if moments.size and abs(moments).max() < _SECONDS_BELOW else moments
