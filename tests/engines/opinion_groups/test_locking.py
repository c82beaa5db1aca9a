"""What was given and what was found stay as they are."""

import dataclasses
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from linli.engines.opinion_groups import Votes, analyse, update
from linli.engines.opinion_groups.compiled.kernel import count_compiled
from linli.engines.opinion_groups.preparing import prepare
from tests.engines.opinion_groups.conversations import camps

CACHED = (
    "consensus_intervals",
    "extremity",
    "group_informed_consensus",
    "intervals",
    "positions",
    "priorities",
    "totals",
)


def arrays_in(value: Any) -> Iterator[np.ndarray]:
    """Every array in a result, however deep."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from arrays_in(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from arrays_in(getattr(value, field.name))


def test_no_array_of_votes_or_analysis_can_be_written_to() -> None:
    people, statements, values = camps(np.random.default_rng(3), (20, 20), 12)
    votes = Votes.from_arrays(people, statements, values, np.arange(people.size))
    analysis = analyse(votes)
    later = update(analysis, Votes.from_arrays([1], [2], [0], [10**9]))
    found = [*arrays_in(votes), *arrays_in(analysis), *arrays_in(later)]
    found += [getattr(analysis, name) for name in CACHED]
    assert len(found) > 60
    assert [array.flags.writeable for array in found] == [False] * len(found)


def test_groupings_cannot_be_changed_but_travel() -> None:
    analysis = analyse(Votes.from_arrays(*camps(np.random.default_rng(3), (20, 20), 12)))
    groupings: Any = analysis.fit.groupings
    with pytest.raises(TypeError):
        groupings[7] = groupings[2]
    again = pickle.loads(pickle.dumps(analysis))
    assert again.silhouettes == analysis.silhouettes


def test_votes_do_not_follow_the_arrays_they_came_from() -> None:
    values = np.array([1, -1], np.int8)
    votes = Votes.from_arrays([1, 2], [1, 1], values)
    values[:] = 0
    assert votes.values.tolist() == [1, -1]


def test_given_arrays_can_still_be_written_to() -> None:
    arrays = [np.array([1, 2]), np.array([1, 1]), np.array([1, -1], np.int8), np.array([5, 6])]
    analyse(Votes.from_arrays(*arrays))
    assert [array.flags.writeable for array in arrays] == [True] * 4


def test_an_analysis_runs_on_what_was_prepared() -> None:
    prepare()
    before = count_compiled()
    for times in (None, np.arange(60)):
        people, statements, values = camps(np.random.default_rng(3), (2, 2), 15, seen=1)
        analyse(Votes.from_arrays(people, statements, values, times))
    assert count_compiled() == before
