"""Clusters of rows: average linkage within what hangs together.

Rows with a cosine of at least ``LINK`` hang together. Each such component is cut by average linkage
(UPGMA: Sokal and Michener 1958) where the mean cosine between two parts falls under ``CUT``. Time
O(n²) within a component; a component of more than ``LARGEST`` rows is first split by raising the
link step by step.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

LINK = 0.10
CUT = 0.05
STEP = 0.05
LARGEST = 3_000

Ints = npt.NDArray[np.int64]


def cluster_rows(rows: sparse.csr_array) -> list[Ints]:
    """Clusters of at least two rows, as ascending row numbers, in order of their first row."""
    if rows.shape[0] == 0:
        return []
    close = _close(rows)
    found = [
        part
        for component in _components(close, np.arange(rows.shape[0]), LINK)
        for part in _cut(rows, component)
    ]
    return sorted((part for part in found if len(part) > 1), key=lambda part: int(part[0]))


def _close(rows: sparse.csr_array) -> sparse.csr_array:
    """Cosines of at least ``LINK``."""
    found, turned = [], rows.T.tocsr()
    for begin in range(0, rows.shape[0], 500):
        part = (rows[begin : begin + 500] @ turned).tocsr()
        part.data[part.data < LINK] = 0
        part.eliminate_zeros()
        found.append(part)
    return sparse.vstack(found, format="csr")


def _components(close: sparse.csr_array, members: Ints, link: float) -> Iterator[Ints]:
    """Parts that hang together at that link, none of them too large."""
    count, labels = connected_components(close, directed=False)
    order = np.argsort(labels, kind="stable")
    for part in np.split(order, np.cumsum(np.bincount(labels, minlength=count))[:-1]):
        if len(part) <= LARGEST or link > 1:
            yield members[part]
            continue
        closer = close[part][:, part].tocsr()
        closer.data[closer.data < link + STEP] = 0
        closer.eliminate_zeros()
        yield from _components(closer, members[part], link + STEP)


def _cut(rows: sparse.csr_array, members: Ints) -> Iterator[Ints]:
    if len(members) == 1:
        yield members
        return
    own = rows[members]
    distances = 1 - np.asarray((own @ own.T).todense(), np.float64)
    np.fill_diagonal(distances, 0)
    distances = np.maximum((distances + distances.T) / 2, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    labels = fcluster(tree, 1 - CUT, "distance")
    for label in range(1, labels.max() + 1):
        yield members[labels == label]
