"""The same passes on two workers of a local cluster."""

import sys

import numpy as np
import pytest

from linli.engines.opinion_groups import OptionError, Options, Votes, analyse
from linli.engines.opinion_groups.dask_passes import open_cluster
from tests.engines.opinion_groups.conversations import camps


def test_two_workers_give_the_same_to_the_bit() -> None:
    options = Options(block_size=40)
    with open_cluster("local") as spread:
        for statements, seen in ((30, 0.5), (1_100, 0.02)):
            votes = Votes.from_arrays(*camps(np.random.default_rng(5), (60, 60), statements, seen))
            here, there = analyse(votes), analyse(votes, options=options, spread=spread)
            assert there.positions.tobytes() == here.positions.tobytes()
            assert there.group.tolist() == here.group.tolist()
            assert there.counts.tolist() == here.counts.tolist()
            assert there.fit.axes.variances == here.fit.axes.variances


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.engines.opinion_groups.dask_passes._PATIENCE", 1)
    with (
        pytest.raises(OptionError, match=r"no dask scheduler answers at tcp://127\.0\.0\.1:1"),
        open_cluster("tcp://127.0.0.1:1"),
    ):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(OptionError, match=r"dask is not installed: pip install 'linli\[dask\]'"):
        open_cluster("local").__enter__()
