"""Small dense linear algebra, in one fixed order of operations.

A library of linear algebra sums in an order that depends on the processor and on the number of
threads. Here two machines must find the same groups, so the few operations needed are our own.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.opinion_groups.compiled.kernel import kernel

Array = NDArray[Any]


@kernel
def multiply_dense(matrix: Array, block: Array) -> Array:
    """A symmetric matrix times two vectors, which are rows of ``block``."""
    width = matrix.shape[0]
    first, second = np.zeros(width), np.zeros(width)
    for row in range(width):
        line, a, b = matrix[row], block[0, row], block[1, row]
        for column in range(width):
            first[column] += line[column] * a
            second[column] += line[column] * b
    result = np.empty((2, width))
    result[0] = first
    result[1] = second
    return result


@kernel
def dot(first: Array, second: Array) -> float:
    """The inner product, summed in four strands."""
    size = first.size
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    whole = size - size % 4
    for place in range(0, whole, 4):
        a += first[place] * second[place]
        b += first[place + 1] * second[place + 1]
        c += first[place + 2] * second[place + 2]
        d += first[place + 3] * second[place + 3]
    for place in range(whole, size):
        a += first[place] * second[place]
    return (a + b) + (c + d)


@kernel
def project_out(basis: Array, size: int, vector: Array, shares: Array) -> None:
    """Takes the part along the first ``size`` rows of the basis out of the vector, in place.

    Adds to ``shares`` how much of each there was. A second round follows where the first has
    cancelled most of the vector ("twice is enough", Parlett 1998, section 6.9).
    """
    for _ in range(2):
        before = dot(vector, vector)
        for row in range(size):
            share = dot(basis[row], vector)
            shares[row] += share
            for place in range(vector.size):
                vector[place] -= share * basis[row, place]
        if dot(vector, vector) > 0.5 * before:
            break


@kernel
def solve_symmetric(matrix: Array) -> tuple[Array, Array]:
    """All eigenvalues of a small symmetric matrix, and the vectors as rows, in no order.

    Householder's reduction and implicit QL (Golub and Van Loan 2013, sections 8.3.1 and 8.3.3).
    """
    size = matrix.shape[0]
    rest, vectors = matrix.copy(), np.eye(size)
    for step in range(size - 2):
        _reflect(rest, vectors, step)
    diagonal, beside = np.empty(size), np.zeros(size)
    for row in range(size):
        diagonal[row] = rest[row, row]
        if row + 1 < size:
            beside[row] = rest[row + 1, row]
    for low in range(size):
        for _ in range(60):
            high = low
            while high < size - 1 and abs(beside[high]) > 2.0**-53 * (
                abs(diagonal[high]) + abs(diagonal[high + 1])
            ):
                high += 1
            if high == low:
                break
            _chase(diagonal, beside, vectors, low, high)
    return diagonal, vectors


@kernel
def _reflect(rest: Array, vectors: Array, step: int) -> None:
    """One Householder reflection that clears column ``step`` below its second entry."""
    size = rest.shape[0]
    mirror = rest[step + 1 :, step].copy()
    length = np.sqrt(dot(mirror, mirror))
    tail = dot(mirror[1:], mirror[1:])
    if tail == 0.0:
        return
    mirror[0] += np.copysign(length, mirror[0])
    mirror /= np.sqrt(dot(mirror, mirror))
    count = mirror.size
    image = np.zeros(count)
    for row in range(count):
        line = rest[step + 1 + row]
        for column in range(count):
            image[column] += line[step + 1 + column] * mirror[row]
    image -= dot(mirror, image) * mirror
    for row in range(count):
        line = rest[step + 1 + row]
        for column in range(count):
            line[step + 1 + column] -= 2 * (
                mirror[row] * image[column] + image[row] * mirror[column]
            )
    head = rest[step + 1, step] - 2 * mirror[0] * dot(mirror, rest[step + 1 :, step].copy())
    rest[step + 1 :, step] = 0.0
    rest[step + 1, step] = head
    seen = np.zeros(size)
    for row in range(count):
        for column in range(size):
            seen[column] += mirror[row] * vectors[step + 1 + row, column]
    for row in range(count):
        for column in range(size):
            vectors[step + 1 + row, column] -= 2 * mirror[row] * seen[column]


@kernel
def _chase(diagonal: Array, beside: Array, vectors: Array, low: int, high: int) -> None:
    """One implicit QL sweep with Wilkinson's shift over rows low … high."""
    ratio = (diagonal[low + 1] - diagonal[low]) / (2.0 * beside[low])
    root = np.sqrt(ratio * ratio + 1.0)
    bulge = diagonal[high] - diagonal[low] + beside[low] / (ratio + np.copysign(root, ratio))
    sine, cosine, shift = 1.0, 1.0, 0.0
    for row in range(high - 1, low - 1, -1):
        over, near = sine * beside[row], cosine * beside[row]
        root = np.sqrt(over * over + bulge * bulge)
        beside[row + 1] = root
        if root == 0.0:
            diagonal[row + 1] -= shift
            beside[high] = 0.0
            return
        sine, cosine = over / root, bulge / root
        bulge = diagonal[row + 1] - shift
        root = (diagonal[row] - bulge) * sine + 2.0 * cosine * near
        shift = sine * root
        diagonal[row + 1] = bulge + shift
        bulge = cosine * root - near
        upper, lower = vectors[row], vectors[row + 1]
        for column in range(upper.size):
            kept = lower[column]
            lower[column] = sine * upper[column] + cosine * kept
            upper[column] = cosine * upper[column] - sine * kept
    diagonal[low] -= shift
    beside[low] = bulge
    beside[high] = 0.0
