"""From ballots to groups: the part of the analysis that certainty is measured by repeating."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.axes import Axes, find_axes, is_dense, sum_pairs
from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.blocks import LocalPasses, Passes, add_up, split
from linli.engines.opinion_groups.centre import Centre, find_centre
from linli.engines.opinion_groups.grouping import (
    BaseClusters,
    Groupings,
    choose_number,
    find_base_clusters,
    find_groupings,
)
from linli.engines.opinion_groups.locking import lock_fields
from linli.engines.opinion_groups.options import Options
from linli.engines.opinion_groups.positions import find_conversation, find_positions

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, slots=True)
class Sums:
    """Whole-number sums over all ballots: per statement, and per pair where those are kept."""

    counts: NDArray[np.int64]  # statements × (agree, disagree, all)
    centre: Centre
    pairs: NDArray[np.int64] | None

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """Where everybody stands, and who stands together."""

    sums: Sums
    axes: Axes
    positions: NDArray[np.float64]
    inside: NDArray[np.int64]  # the rows in the conversation
    base: BaseClusters
    groupings: Groupings
    number: int  # of groups; 0 where all stand in one place

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many people are in each group; all in one where nobody differs."""
        count = self.groupings[self.number].centres.shape[0] if self.number else 1
        return np.bincount(self.labels[self.inside], minlength=count)

    @property
    def labels(self) -> NDArray[np.int64]:
        """The group of each row, −1 outside of the conversation."""
        labels = np.full(self.positions.shape[0], -1, np.int64)
        if self.number:
            labels[self.inside] = self.groupings[self.number].labels[self.base.labels]
        else:
            labels[self.inside] = 0
        return labels


def take_sums(passes: Passes, part: NDArray[np.bool_], rows: int) -> Sums:
    """The sums, in one pass over the ballots or two."""
    everybody = np.zeros(rows, np.int64)
    counts = add_up(passes.run("sums.count_votes", 1, part.size, rows=everybody))[0]
    centre = find_centre(counts, part)
    return Sums(counts, centre, sum_pairs(passes, centre) if is_dense(centre.means.size) else None)


def fit_ballots(ballots: Ballots, part: NDArray[np.bool_], options: Options) -> Fit:
    """The fit of these ballots, worked out here."""
    passes = LocalPasses(split(ballots, options.block_size))
    return fit_sums(passes, take_sums(passes, part, ballots.rows), ballots.sizes, options)


def fit_sums(passes: Passes, sums: Sums, sizes: NDArray[np.int64], options: Options) -> Fit:
    """The fit from the sums on."""
    rows, width = sizes.size, sums.counts.shape[0]
    axes = find_axes(passes, sums.centre, rows, sums.pairs)
    positions = find_positions(passes, sums.centre, axes, rows)
    inside = find_conversation(sizes, width, options)
    base = find_base_clusters(positions[inside], options)
    groupings = find_groupings(base, options)
    return Fit(sums, axes, positions, inside, base, groupings, choose_number(groupings))
