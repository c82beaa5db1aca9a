"""How far the grouping hangs on single participants, or on some who vote as one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.certainty.samples import measure_agreement, select_rows
from linli.engines.opinion_groups.fit import Fit, fit_ballots
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]

# Leaving out one of very many changes little and takes long: the work is bounded.
_MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Removal:
    """What leaving one participant out does to the others: 1 is nothing."""

    participant: int | str
    agreement: float
    groups: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The participants without whom the grouping changes most, the most important first.

    ``examined`` of ``participants`` were left out one at a time: those with the longest reach
    along the axes.
    """

    removals: tuple[Removal, ...]
    examined: int
    participants: int

    @property
    def least(self) -> float:
        """The agreement after the removal that changes most; 1 where none was examined."""
        return min((removal.agreement for removal in self.removals), default=1.0)


def measure_sensitivity(
    ballots: Ballots, part: NDArray[np.bool_], fit: Fit, options: Options
) -> Sensitivity:
    """Everything is worked out anew without each of them."""
    most = min(options.examined, max(1, _MOST_ROWS // max(ballots.rows, 1)), ballots.rows - 1)
    reach = (fit.positions**2).sum(axis=1) * ballots.sizes
    chosen = np.argsort(-reach, kind="stable")[: max(most, 0)]
    removals = [_remove(ballots, part, fit, np.array([row]), options) for row in chosen]
    found = [
        Removal(_plain(ballots.participant_ids[row]), agreement, number)
        for row, (agreement, number) in zip(chosen, removals, strict=True)
    ]
    found.sort(key=lambda removal: removal.agreement)
    return Sensitivity(tuple(found), len(found), ballots.rows)


def _remove(
    ballots: Ballots, part: NDArray[np.bool_], fit: Fit, rows: Array, options: Options
) -> tuple[float, int]:
    """How far the others stay together without these rows, and in how many groups."""
    kept = np.setdiff1d(np.arange(ballots.rows), rows)
    again = fit_ballots(select_rows(ballots, kept), part, options)
    old, new = fit.labels[kept], again.labels
    shared = (old >= 0) & (new >= 0)
    return measure_agreement(old[shared], new[shared]), again.number


def agree_without(
    ballots: Ballots, part: NDArray[np.bool_], fit: Fit, rows: Array, options: Options
) -> float:
    """How far the others stay together when of these rows only the first is left."""
    return _remove(ballots, part, fit, rows[1:], options)[0]


def _plain(name: Any) -> int | str:
    return name if isinstance(name, str) else int(name)
