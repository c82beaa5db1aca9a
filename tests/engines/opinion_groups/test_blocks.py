"""Blocks of any size, in any order, near or far: the same to the bit."""

import json
import random as dice
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from linli.engines.opinion_groups import Analysis, Options, Votes, analyse
from linli.engines.opinion_groups.blocks import Block, LocalPasses
from linli.engines.opinion_groups.document import document_of
from tests.engines.opinion_groups.conversations import camps

QUICK = {"shuffles": 99, "resamples": 2, "examined": 1}


class ShuffledPasses(LocalPasses):
    """The blocks in another order at each pass."""

    def run(self, task: str, *arguments: Any, rows: Any = None) -> Iterator[tuple[Block, Any]]:
        found = list(super().run(task, *arguments, rows=rows))
        dice.Random(len(self.blocks)).shuffle(found)
        return iter(found)


def document(analysis: Analysis) -> str:
    return json.dumps(document_of(analysis))


def test_blocks_of_any_size_and_order_give_the_same() -> None:
    votes = Votes.from_arrays(*camps(np.random.default_rng(3), (70, 50), 30, 0.5))
    whole = document(analyse(votes, options=Options(**QUICK)))
    for size in (1, 7, 64):
        options = Options(block_size=size, **QUICK)
        assert document(analyse(votes, options=options)) == whole
        assert document(analyse(votes, options=options, spread=ShuffledPasses)) == whole


def test_passes_over_many_statements_give_the_same() -> None:
    """Above the number of statements up to which sums over pairs are kept."""
    votes = Votes.from_arrays(*camps(np.random.default_rng(3), (70, 50), 1_500, 0.03))
    whole = analyse(votes)
    assert whole.fit.sums.pairs is None
    for size in (1, 7, 64):
        parts = analyse(votes, options=Options(block_size=size), spread=ShuffledPasses)
        assert parts.positions.tobytes() == whole.positions.tobytes()
        assert parts.group.tolist() == whole.group.tolist()


def test_passes_find_the_axes_that_sums_over_pairs_find(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = Votes.from_arrays(*camps(np.random.default_rng(4), (50, 40, 30), 40, 0.5))
    by_pairs = analyse(votes)
    monkeypatch.setattr("linli.engines.opinion_groups.axes._DENSE", 10)
    in_passes = analyse(votes)
    assert in_passes.fit.sums.pairs is None
    np.testing.assert_allclose(in_passes.positions, by_pairs.positions, rtol=1e-8, atol=1e-10)
    assert in_passes.group.tolist() == by_pairs.group.tolist()
