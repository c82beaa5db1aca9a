"""All pairs of matters in a batch that are probably one, judged as the index judges.

The cosines of all pairs come from one product of a sparse matrix with itself, in blocks: for some
ten thousands of matters at once; for more, ask an index matter by matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from linli.engines.text_routing.duplicates.evidence import probability_of
from linli.engines.text_routing.duplicates.index import BUCKETS, LEAST, buckets_of, rarity_of
from linli.engines.text_routing.duplicates.matters import Matter, Relation, relate_places

BLOCK = 500


@dataclass(frozen=True, order=True)
class MatterPair:
    """Two matters by id; the rest as in a match of the index."""

    first: str
    second: str
    similarity: float
    place: Relation
    days: float | None
    probability: float


def match_matters(matters: Sequence[Matter], least: float = 0.5) -> list[MatterPair]:
    """Pairs with at least that probability, the most probable first."""
    ordered = sorted(matters, key=lambda matter: matter.id)
    pairs = (
        _pair(ordered[row], ordered[column], similarity)
        for row, column, similarity in _similar(ordered)
    )
    good = [pair for pair in pairs if pair.probability >= least]
    return sorted(good, key=lambda pair: (-pair.probability, pair))


def _similar(matters: Sequence[Matter]) -> Iterator[tuple[int, int, float]]:
    rows = _rows(matters)
    turned = rows.T.tocsr()
    for begin in range(0, len(matters), BLOCK):
        found = (rows[begin : begin + BLOCK] @ turned).tocoo()
        near = (found.data >= LEAST) & (found.col > found.row + begin)
        parts = (found.row[near] + begin, found.col[near], found.data[near])
        yield from zip(*(part.tolist() for part in parts), strict=True)


def _rows(matters: Sequence[Matter]) -> sparse.csr_array:
    """Rows of length one (or nothing), so that products are cosines."""
    found = [buckets_of(matter.text) for matter in matters]
    columns = np.concatenate([np.zeros(0, np.uint32), *found]).astype(np.int64)
    times = np.bincount(columns, minlength=BUCKETS)
    values = rarity_of(times, len(matters))[columns]
    starts = np.cumsum([0, *(len(row) for row in found)])
    lengths = np.sqrt(np.add.reduceat(np.append(values**2, 0.0), starts[:-1])) if found else values
    sizes = np.diff(starts)
    values = values / np.repeat(np.where(sizes > 0, lengths, 1), sizes)
    return sparse.csr_array((values, columns, starts), shape=(len(found), BUCKETS))


def _pair(one: Matter, other: Matter, similarity: float) -> MatterPair:
    place = relate_places(one.place, other.place)
    days = None
    if one.time is not None and other.time is not None:
        days = abs((one.time - other.time).total_seconds()) / 86400
    same = one.reporter is not None and one.reporter == other.reporter
    probability = probability_of(similarity, place, days, same_reporter=same)
    return MatterPair(one.id, other.id, similarity, place, days, probability)
