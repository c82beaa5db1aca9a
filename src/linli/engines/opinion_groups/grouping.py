"""Base clusters of participants, and groups of base clusters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.locking import lock, lock_fields
from linli.engines.opinion_groups.options import Options

Array = NDArray[Any]

# Polis's: rounds of k-means on participants and on base clusters, and the move that ends it.
_BASE_ROUNDS = 100
_GROUP_ROUNDS = 20
_MOVE = 0.01
# Base clusters per further group that is tried.
_PER_GROUP = 12


@dataclass(frozen=True, eq=False, slots=True)
class BaseClusters:
    """``labels`` gives each position its cluster; ``sizes`` counts them."""

    labels: NDArray[np.int64]
    centres: NDArray[np.float64]
    sizes: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)


@dataclass(frozen=True, eq=False, slots=True)
class Grouping:
    """Groups of base clusters into k groups, with the silhouette that speaks for them."""

    labels: NDArray[np.int64]
    centres: NDArray[np.float64]
    silhouette: float

    def __post_init__(self) -> None:
        """Locks the arrays: what was worked out from them stays true."""
        lock_fields(self)


class Groupings(Mapping[int, Grouping]):
    """The groupings that were tried, by their number of groups; none can be put in or taken out."""

    __slots__ = ("_found",)

    def __init__(self, found: Mapping[int, Grouping]) -> None:
        self._found = dict(found)

    def __getitem__(self, number: int) -> Grouping:
        return self._found[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def find_base_clusters(positions: Array, options: Options) -> BaseClusters:
    """k-means from the first distinct positions on."""
    from linli.engines.opinion_groups.compiled import clustering

    positions = lock(positions)
    start = clustering.find_distinct(positions, options.base_clusters)
    weights = np.ones(positions.shape[0])
    labels, centres = clustering.cluster(positions, weights, start, _BASE_ROUNDS, _MOVE)
    return BaseClusters(labels, centres, np.bincount(labels, minlength=centres.shape[0]))


def find_groupings(base: BaseClusters, options: Options) -> Groupings:
    """For each number of groups that is tried, the grouping; none for fewer than two places."""
    from linli.engines.opinion_groups.compiled import clustering

    count = base.centres.shape[0]
    weights = base.sizes.astype(float)
    found = {}
    for wanted in range(2, min(options.most_groups, 2 + count // _PER_GROUP) + 1):
        start = clustering.find_distinct(base.centres, wanted)
        if start.shape[0] < wanted:
            break
        labels, centres = clustering.cluster(base.centres, weights, start, _GROUP_ROUNDS, _MOVE)
        silhouette = clustering.measure_silhouette(base.centres, labels, centres.shape[0])
        found[wanted] = Grouping(labels, centres, float(silhouette))
    return Groupings(found)


def choose_number(groupings: Mapping[int, Grouping]) -> int:
    """The number of groups with the largest silhouette, of equal ones the last; 0 if none."""
    best = 0
    for number, grouping in groupings.items():
        if best == 0 or grouping.silhouette >= groupings[best].silhouette:
            best = number
    return best
