"""k-means in the plane: Lloyd's rounds, exact, with most distances never worked out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.compiled.kernel import kernel

Array = NDArray[Any]

# Far above rounding, far below any difference that matters: bounds give way by so much.
_MARGIN = 1e-9


@kernel
def find_distinct(points: Array, wanted: int) -> Array:
    """The first ``wanted`` distinct points in row order, fewer where there are fewer."""
    found = np.empty((wanted, 2))
    size = 0
    for row in range(points.shape[0]):
        known = False
        for other in range(size):
            if points[row, 0] == found[other, 0] and points[row, 1] == found[other, 1]:
                known = True
                break
        if not known:
            found[size] = points[row]
            size += 1
            if size == wanted:
                break
    return found[:size]


@kernel
def cluster(
    points: Array, weights: Array, centres: Array, rounds: int, threshold: float
) -> tuple[Array, Array]:
    """The cluster of each point and the centres, from the given ones on.

    Of equally near centres the last takes the point; clusters without points are dropped; it is
    done when, both lists sorted, every centre has moved by less than ``threshold``.
    """
    labels = np.zeros(points.shape[0], np.int64)
    bounds, drift = np.zeros(points.shape[0]), 0.0
    order = _sort(centres, np.arange(centres.shape[0]))
    for _ in range(rounds):
        assign(points, centres, order, labels, bounds, drift)
        moved = _average(points, weights, labels, centres.shape[0])
        if moved.shape[0] < centres.shape[0]:
            centres, order = moved, _sort(moved, np.arange(moved.shape[0]))
            bounds[:] = 0.0
            drift = 0.0
            continue
        former, order = order, _sort(moved, order)
        settled = _is_settled(centres, former, moved, order, threshold)
        drift = np.sqrt(((centres - moved) ** 2).sum(axis=1).max()) * (1 + _MARGIN)
        centres = moved
        if settled:
            break
    return labels, centres


@kernel
def assign(
    points: Array, centres: Array, order: Array, labels: Array, bounds: Array, drift: float
) -> None:
    """Gives each point the nearest centre, the last of equally near ones, in place.

    ``order`` sorts the centres. ``bounds`` are distances within which no other centre lay before
    the centres moved by ``drift`` at most (Hamerly 2010). A point whose own centre is nearer than
    that, or nearer than half the way from there to the next centre, has no other. For the rest
    the centres are tried from that one outwards along the first axis, until that axis alone is
    too far.
    """
    count = centres.shape[0]
    rank = np.empty(count, np.int64)
    rank[order] = np.arange(count)
    across, along = centres[order, 0].copy(), centres[order, 1].copy()
    safe = _safe_distances(across, along)
    for row in range(points.shape[0]):
        x, y = points[row, 0], points[row, 1]
        begin = rank[min(labels[row], count - 1)]
        best = (across[begin] - x) ** 2 + (along[begin] - y) ** 2
        bound = max(bounds[row] - drift, 0.0)
        bounds[row] = bound
        if best < safe[begin] or best * (1 + _MARGIN) < bound * bound:
            labels[row] = order[begin]
            continue
        labels[row], bounds[row] = _search(x, y, begin, across, along, order)


@kernel
def _search(
    x: float, y: float, begin: int, across: Array, along: Array, order: Array
) -> tuple[int, float]:
    """The nearest centre, and how near the next one is; ``across`` is ascending."""
    best = (across[begin] - x) ** 2 + (along[begin] - y) ** 2
    label, second = order[begin], np.inf
    for step in (1, -1):
        place = begin + step
        while 0 <= place < across.size:
            far = (across[place] - x) ** 2
            if far > second and (across[place] > x) == (step > 0):
                break
            distance = far + (along[place] - y) ** 2
            if distance < best or (distance == best and order[place] > label):
                second, best, label = best, distance, order[place]
            elif distance < second:
                second = distance
            place += step
    return label, np.sqrt(second)


@kernel
def _safe_distances(across: Array, along: Array) -> Array:
    """Squared distance within which a point has no nearer centre, a little less for rounding.

    ``across`` is ascending.
    """
    safe = np.full(across.size, np.inf)
    for first in range(across.size):
        for step in (1, -1):
            place = first + step
            while 0 <= place < across.size:
                far = (across[place] - across[first]) ** 2
                if far >= safe[first]:
                    break
                safe[first] = min(safe[first], far + (along[place] - along[first]) ** 2)
                place += step
    return safe * (0.25 - _MARGIN)


@kernel
def _average(points: Array, weights: Array, labels: Array, count: int) -> Array:
    """The mean of each cluster's points; empty clusters are dropped and the labels closed up."""
    sums = np.zeros((count, 3))
    for row in range(points.shape[0]):
        line, weight = sums[labels[row]], weights[row]
        line[0] += weight * points[row, 0]
        line[1] += weight * points[row, 1]
        line[2] += weight
    renamed = np.empty(count, np.int64)
    size = 0
    centres = np.empty((count, 2))
    for old in range(count):
        renamed[old] = size
        if sums[old, 2] > 0:
            centres[size, 0] = sums[old, 0] / sums[old, 2]
            centres[size, 1] = sums[old, 1] / sums[old, 2]
            size += 1
    if size < count:
        for row in range(labels.size):
            labels[row] = renamed[labels[row]]
    return centres[:size].copy()


@kernel
def _is_settled(
    before: Array, order_before: Array, after: Array, order_after: Array, threshold: float
) -> bool:
    """Whether each sorted centre has moved by less than the threshold."""
    for place in range(order_before.size):
        first, second = before[order_before[place]], after[order_after[place]]
        if np.sqrt((first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2) >= threshold:
            return False
    return True


@kernel
def _sort(points: Array, order: Array) -> Array:
    """The places of the points by both coordinates, found from an order that is nearly right."""
    order = order.copy()
    for place in range(1, order.size):
        moving, free = order[place], place
        x, y = points[moving, 0], points[moving, 1]
        while free > 0:
            other = order[free - 1]
            if points[other, 0] < x or (points[other, 0] == x and points[other, 1] <= y):
                break
            order[free] = other
            free -= 1
        order[free] = moving
    return order


@kernel
def measure_silhouette(points: Array, labels: Array, count: int) -> float:
    """The mean silhouette of the points (Rousseeuw 1987); a cluster of one counts 0."""
    size = points.shape[0]
    members = np.zeros(count)
    for row in range(size):
        members[labels[row]] += 1
    total = 0.0
    for row in range(size):
        mine = labels[row]
        if members[mine] == 1:
            continue
        sums = np.zeros(count)
        for other in range(size):
            across, along = points[row, 0] - points[other, 0], points[row, 1] - points[other, 1]
            sums[labels[other]] += np.sqrt(across * across + along * along)
        within = sums[mine] / (members[mine] - 1)
        beyond = np.inf
        for group in range(count):
            if group != mine and members[group] > 0:
                beyond = min(beyond, sums[group] / members[group])
        larger = max(within, beyond)
        if larger > 0 and beyond < np.inf:
            total += (beyond - within) / larger
    mean: float = total / size
    return mean
