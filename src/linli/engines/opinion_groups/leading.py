"""The two leading eigenpairs of a matrix that is known only by its products with two vectors.

Block Lanczos with full reorthogonalisation (Golub and Underwood 1977): two vectors at a time, so
that an eigenvalue that occurs twice is found twice. Every operation is done in a fixed order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# At most so many dimensions; at most 160 products.
_MOST = 320
# A vector of which less than this is left lies in the space already found.
_VANISHED = 1e-12


@dataclass(frozen=True, eq=False, slots=True)
class Leading:
    """Vectors as rows, largest eigenvalue first; ``settled`` if exact to the tolerance."""

    vectors: NDArray[np.float64]
    values: tuple[float, float]
    settled: bool


def find_leading(multiply: Callable[[Array], Array], width: int, tolerance: float) -> Leading:
    """The two largest eigenvalues and their vectors; zeros for what a width of 1 has not."""
    if width == 1:
        value = float(multiply(np.array([[1.0], [0.0]]))[0, 0])
        return Leading(np.array([[1.0], [0.0]]), (value, 0.0), settled=True)
    return _Space(multiply, width).search(tolerance)


class _Space:
    """A growing orthonormal basis and the matrix seen in it."""

    def __init__(self, multiply: Callable[[Array], Array], width: int) -> None:
        self.multiply = multiply
        self.width = width
        self.most = min(width + width % 2, _MOST)  # an odd one is filled up by a zero vector
        self.basis = np.zeros((self.most + 2, width))
        self.seen = np.zeros((self.most + 2, self.most + 2))
        self.size = 0

    def search(self, tolerance: float) -> Leading:
        self._extend(_make_noise(self.width, 0), np.zeros(2))
        looked, done = 0, 0
        while True:
            image = self.multiply(self.basis[done : done + 2])
            lengths = np.sqrt((image * image).sum(axis=1))
            done = self.size
            full = done + 2 > self.most
            coupling = self._extend(image, lengths)
            if full or done >= 1.3 * looked or not coupling.any():
                looked = done
                values, rows = self._look(done)
                ends = coupling @ rows[:, done - 2 :].T
                residual = float(np.sqrt((ends * ends).sum(axis=0)).max())
                small = residual <= tolerance * max(abs(values[0]), 1e-300)
                if small or full:
                    return Leading(self._combine(rows), values, settled=small)

    def _extend(self, vectors: Array, lengths: Array) -> Array:
        """Adds what is new in two vectors; says how it hangs together with them (2 × 2)."""
        from linli.engines.opinion_groups.compiled import krylov

        known, coupling = self.size, np.zeros((2, 2))
        for place in range(2):
            shares = np.zeros(self.basis.shape[0])
            krylov.project_out(self.basis, self.size, vectors[place], shares)
            length = np.sqrt(krylov.dot(vectors[place], vectors[place]))
            old = known - 2 + place
            if known:
                self.seen[:known, old] = self.seen[old, :known] = shares[:known]
                coupling[:, place] = shares[known : known + 2]
            if known and length <= _VANISHED * lengths[place]:
                self._add(self._fresh())
                continue
            coupling[place, place] = length
            self._add(vectors[place] / length)
        return coupling

    def _add(self, vector: Array) -> None:
        self.basis[self.size] = vector
        self.size += 1

    def _fresh(self) -> Array:
        """A direction outside of the space, or none where the space is all there is."""
        from linli.engines.opinion_groups.compiled import krylov

        vector = _make_noise(self.width, self.size)[0]
        krylov.project_out(self.basis, self.size, vector, np.zeros(self.basis.shape[0]))
        length = np.sqrt(krylov.dot(vector, vector))
        return vector / length if length > _VANISHED * self.width else np.zeros(self.width)

    def _look(self, size: int) -> tuple[tuple[float, float], Array]:
        """The two largest eigenvalues in the space, and their vectors in terms of the basis."""
        from linli.engines.opinion_groups.compiled import krylov

        values, rows = krylov.solve_symmetric(self.seen[:size, :size].copy())
        first, second = np.argsort(-values, kind="stable")[:2]
        return (float(values[first]), float(values[second])), rows[[first, second]]

    def _combine(self, rows: Array) -> Array:
        vectors = np.zeros((2, self.width))
        for place, row in enumerate(rows):
            for share, known in zip(row, self.basis, strict=False):
                vectors[place] += share * known
        return vectors


def _make_noise(width: int, place: int) -> Array:
    """Two vectors without structure, always the same ones."""
    raw = np.random.PCG64((width, place)).random_raw(2 * width)
    return (raw >> np.uint64(11)).reshape(2, width) / 2.0**52 - 1.0
