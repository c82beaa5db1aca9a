"""What divides the groups most."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.proportions import SIGNIFICANT, compare_two, estimate
from linli.engines.opinion_groups.ranking import rank

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Division:
    """A statement with the group that agrees most and the one that agrees least.

    ``gap`` is the difference of (agreeing + 1) / (voting + 2), ``z`` that of the two-proportion
    test between these two groups.
    """

    statement: int | str
    most: int
    least: int
    gap: float
    z: float


def list_divisions(
    counts: Array, groups: list[int], places: list[int], names: list[int | str], listed: int
) -> tuple[Division, ...]:
    """The significant differences between groups, the widest first."""
    if len(groups) <= 1:
        return ()
    found = {place: _compare(counts[:, place], groups, names[place]) for place in places}
    clear = [place for place in places if found[place].z > SIGNIFICANT]
    order = rank([found[place].gap for place in clear], clear)
    return tuple(found[place] for place in order[:listed])


def _compare(counts: Array, groups: list[int], name: int | str) -> Division:
    shares = estimate(counts[groups, 0], counts[groups, 2])
    most, least = groups[int(np.argmax(shares))], groups[int(np.argmin(shares))]
    first, second = counts[most], counts[least]
    z = compare_two(first[0:1], first[2:3], second[0:1], second[2:3])[0]
    return Division(name, most, least, float(shares.max() - shares.min()), float(z))
