"""Our linear algebra beside numpy's."""

import numpy as np
import pytest

from linli.engines.opinion_groups.compiled import krylov
from linli.engines.opinion_groups.leading import find_leading


def gram(random: np.random.Generator, rows: int, width: int) -> np.ndarray:
    table = random.normal(size=(rows, width)) * random.uniform(0.1, 3, width)
    return table.T @ table


@pytest.mark.parametrize("size", [1, 2, 3, 7, 40])
def test_small_matrices_are_solved(size: int) -> None:
    matrix = gram(np.random.default_rng(size), size + 3, size)
    values, rows = krylov.solve_symmetric(matrix)
    order = np.argsort(values)
    exact = np.linalg.eigvalsh(matrix)
    np.testing.assert_allclose(values[order], exact, atol=1e-14 * size * exact.max())
    np.testing.assert_allclose(rows @ rows.T, np.eye(size), atol=1e-13)
    np.testing.assert_allclose(rows @ matrix, values[:, None] * rows, atol=1e-12 * values.max())


def test_a_diagonal_matrix_is_solved() -> None:
    values, _ = krylov.solve_symmetric(np.diag([3.0, 0.0, 3.0, 1.0]))
    assert sorted(values) == [0.0, 1.0, 3.0, 3.0]


@pytest.mark.parametrize("width", [2, 3, 5, 64, 331])
def test_leading_pair_is_found(width: int) -> None:
    matrix = gram(np.random.default_rng(width), width + 5, width)
    found = find_leading(lambda block: krylov.multiply_dense(matrix, block), width, 1e-14)
    values, vectors = np.linalg.eigh(matrix)
    assert found.settled
    np.testing.assert_allclose(found.values, values[[-1, -2]], rtol=1e-12)
    for place in (0, 1):
        cosine = abs(found.vectors[place] @ vectors[:, -1 - place])
        assert cosine == pytest.approx(1, abs=1e-13)


def test_an_eigenvalue_that_occurs_twice_is_found_twice() -> None:
    width = 90
    turned, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(width, width)))
    values = np.concatenate([[7.0, 7.0], np.linspace(5, 0, width - 2)])
    matrix = turned @ np.diag(values) @ turned.T
    found = find_leading(lambda block: krylov.multiply_dense(matrix, block), width, 1e-14)
    np.testing.assert_allclose(found.values, (7.0, 7.0), rtol=1e-12)
    np.testing.assert_allclose(found.vectors @ found.vectors.T, np.eye(2), atol=1e-12)


def test_a_matrix_of_rank_one_leaves_nothing_for_the_second() -> None:
    vector = np.arange(1.0, 51)
    matrix = np.outer(vector, vector)
    found = find_leading(lambda block: krylov.multiply_dense(matrix, block), 50, 1e-14)
    assert found.values[0] == pytest.approx(vector @ vector, rel=1e-12)
    assert abs(found.values[1]) <= 1e-9


def test_no_variance_at_all_is_found_as_none() -> None:
    matrix = np.zeros((30, 30))
    found = find_leading(lambda block: krylov.multiply_dense(matrix, block), 30, 1e-14)
    assert found.values == (0.0, 0.0)
