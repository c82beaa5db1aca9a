"""What can be a vote, and what an id."""

from typing import Any

import numpy as np
import pytest

from linli.engines.opinion_groups import Votes, VotesError


def test_ids_that_are_numbers_sort_as_numbers() -> None:
    votes = Votes.from_arrays(["10", "9", "-1"], [3, 1, 2], [1, 0, -1])
    assert votes.participant_ids.tolist() == [-1, 9, 10]
    assert votes.participants.tolist() == [2, 1, 0]
    assert votes.statement_ids.tolist() == [1, 2, 3]


def test_one_id_that_is_no_number_makes_all_text() -> None:
    votes = Votes.from_arrays(["10", "9", "07"], ["a", "b", "a"], [1, 0, -1])
    assert votes.participant_ids.tolist() == ["07", "10", "9"]
    assert votes.statement_ids.tolist() == ["a", "b"]


def test_ids_may_lie_far_apart() -> None:
    votes = Votes.from_arrays(np.array([2**62, 5, -(2**62)]), [1, 1, 1], [1, 1, 1])
    assert votes.participant_ids.tolist() == [-(2**62), 5, 2**62]
    assert votes.participants.tolist() == [2, 1, 0]


def test_ids_too_large_for_64_bits_make_all_text() -> None:
    large = 2**63 + 5
    for ids in (np.array([99, large], np.uint64), [99, large], [99, 2**70], ["99", str(large)]):
        votes = Votes.from_arrays(ids, [1, 1], [1, 1])
        assert votes.participant_ids.tolist() == [str(ids[1]), "99"]
        assert votes.participants.tolist() == [1, 0]
    small = Votes.from_arrays(np.array([9, 2**63 - 1], np.uint64), [1, 1], [1, 1])
    assert small.participant_ids.tolist() == [9, 2**63 - 1]


def test_seconds_become_milliseconds() -> None:
    seconds = Votes.from_arrays([1], [1], [1], [1_700_000_000])
    milliseconds = Votes.from_arrays([1], [1], [1], [1_700_000_000_000])
    moments = Votes.from_arrays([1], [1], [1], np.array(["2023-11-14T22:13:20"], "datetime64[s]"))
    for votes in (seconds, milliseconds, moments):
        assert votes.times is not None
        assert votes.times.tolist() == [1_700_000_000_000]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([1], [1], [2]), "vote 1 is 2: it must be −1, 0 or 1"),
        (([1, 1], [1, 2], [0.0, float("nan")]), "vote 2 is nan: it must be −1, 0 or 1"),
        (([1, 2], [1], [1]), "columns differ in length: participants 2, statements 1, values 1"),
        (
            ([1], [1], [1], [1, 2]),
            "columns differ in length: participants 1, statements 1, values 1, times 2",
        ),
        (([1.5], [1], [1]), "the participants must be whole numbers or text, not float64"),
        ((["a", None], [1, 1], [1, 1]), "number 2 of the participants is None"),
        (([1, 1], ["a", ""], [1, 1]), "number 2 of the statements is ''"),
        (([1], [1], [True]), "values must be −1, 0 or 1, not bool"),
        (([1], [[1]], [1]), "the statements must be a list, not an array of 2 dimensions"),
        (([1], [1], ["1"]), "values must be −1, 0 or 1, not <U1"),
        (([1], [1], [1], [0.5]), "the time of vote 1 is not a whole number: 0.5"),
        (([1], [1], [1], [float("inf")]), "the time of vote 1 is not a whole number: inf"),
        (
            ([1, 2], [1, 1], [1, 1], np.array([5, 2**63 + 5], np.uint64)),
            "the time of vote 2 is too far from now: 9223372036854775813",
        ),
        (
            ([1], [1], [1], [-(2**62)]),
            "the time of vote 1 is too far from now: -4611686018427387904",
        ),
        (([1], [1], [1], [1e20]), "the time of vote 1 is too far from now: 1e+20"),
        (([1], [1], [1], ["now"]), "times must be whole numbers or datetime64, not <U3"),
        (([1], [1], [1], np.array(["NaT"], "datetime64[s]")), "vote 1 has no time"),
    ],
)
def test_what_is_no_vote_is_refused(columns: tuple[Any, ...], reason: str) -> None:
    with pytest.raises(VotesError) as caught:
        Votes.from_arrays(*columns)
    assert str(caught.value) == reason


def test_given_arrays_are_left_alone() -> None:
    arrays = [np.array([3, 1, 3]), np.array([1, 1, 1]), np.array([1, 0, -1]), np.array([5, 4, 3])]
    copies = [array.copy() for array in arrays]
    Votes.from_arrays(*arrays)
    assert all((a == b).all() for a, b in zip(arrays, copies, strict=True))
