"""k-means with its shortcuts, beside Lloyd's rounds written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from linli.engines.opinion_groups.compiled import clustering


def lloyd(points: np.ndarray, weights: np.ndarray, centres: np.ndarray, rounds: int) -> tuple:
    """All distances in each round; the last of equal minima wins."""
    for _ in range(rounds):
        distances = ((points[:, None, :] - centres[None]) ** 2).sum(axis=2)
        last = distances.shape[1] - 1 - np.argmin(distances[:, ::-1], axis=1)
        kept = [place for place in range(len(centres)) if weights[last == place].sum() > 0]
        labels = np.array([kept.index(place) for place in last])
        moved = np.array([mean(points[last == p], weights[last == p]) for p in kept])
        done = moved.shape == centres.shape and settled(centres, moved)
        centres = moved
        if done:
            break
    return labels, centres


def mean(points: np.ndarray, weights: np.ndarray) -> list[float]:
    total = [0.0, 0.0, 0.0]
    for (x, y), weight in zip(points.tolist(), weights.tolist(), strict=True):
        total = [total[0] + weight * x, total[1] + weight * y, total[2] + weight]
    return [total[0] / total[2], total[1] / total[2]]


def settled(before: np.ndarray, after: np.ndarray) -> bool:
    first, second = (points[np.lexsort((points[:, 1], points[:, 0]))] for points in (before, after))
    return bool((np.sqrt(((first - second) ** 2).sum(axis=1)) < 0.01).all())


# Places on a coarse grid, so that many distances are equal.
coarse = st.integers(2, 60).flatmap(
    lambda n: arrays(np.int64, (n, 2), elements=st.integers(-3, 3)).map(lambda a: a / 2.0)
)
fine = st.integers(2, 60).flatmap(
    lambda n: arrays(np.float64, (n, 2), elements=st.floats(-9, 9, width=32))
)


@given(points=coarse | fine, wanted=st.integers(1, 12), rounds=st.integers(1, 30))
@settings(max_examples=300)
def test_clusters_are_those_of_lloyd(points: np.ndarray, wanted: int, rounds: int) -> None:
    start = clustering.find_distinct(points, wanted)
    weights = np.arange(1.0, len(points) + 1)
    labels, centres = clustering.cluster(points, weights, start, rounds, 0.01)
    expected_labels, expected = lloyd(points, weights, start, rounds)
    assert labels.tolist() == expected_labels.tolist()
    assert centres.tolist() == expected.tolist()


def test_clusters_of_many_points_are_those_of_lloyd() -> None:
    random = np.random.default_rng(4)
    points = np.concatenate([random.normal(c, 1, (700, 2)) for c in ((-2, 0), (2, 1), (0, 3))])
    start = clustering.find_distinct(points, 100)
    labels, centres = clustering.cluster(points, np.ones(len(points)), start, 100, 0.01)
    expected_labels, expected = lloyd(points, np.ones(len(points)), start, 100)
    assert labels.tolist() == expected_labels.tolist()
    assert centres.tolist() == expected.tolist()


def test_distinct_points_come_in_row_order() -> None:
    points = np.array([[1.0, 2], [1, 2], [0, 0], [1, 2], [5, 5]])
    assert clustering.find_distinct(points, 2).tolist() == [[1, 2], [0, 0]]
    assert clustering.find_distinct(points, 9).tolist() == [[1, 2], [0, 0], [5, 5]]


def test_silhouette_by_hand() -> None:
    points = np.array([[0.0, 0], [0, 1], [10, 0]])
    near, far = np.sqrt(101), 10.0
    by_hand = ((far - 1) / far + (near - 1) / near + 0) / 3
    found = clustering.measure_silhouette(points, np.array([0, 0, 1]), 2)
    assert found == pytest.approx(by_hand, rel=1e-15)


def test_silhouette_of_equal_points_is_zero() -> None:
    points = np.zeros((4, 2))
    assert clustering.measure_silhouette(points, np.array([0, 0, 1, 1]), 2) == 0.0
    assert clustering.measure_silhouette(points, np.zeros(4, np.int64), 1) == 0.0
