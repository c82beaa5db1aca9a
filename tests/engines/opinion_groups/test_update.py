"""New votes on top of an analysis, beside the analysis of all votes."""

import json
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.opinion_groups import (
    Moderation,
    OptionError,
    Options,
    Statement,
    Statements,
    Votes,
    VotesError,
    analyse,
    update,
)
from linli.engines.opinion_groups.ballots import Ballots
from linli.engines.opinion_groups.certainty.samples import select_rows
from linli.engines.opinion_groups.document import document_of
from linli.engines.opinion_groups.memory import NumberMemory
from tests.engines.opinion_groups.conversations import camps

QUICK = Options(shuffles=99, resamples=2, examined=1)


def votes_of(arrays: tuple[Any, ...], chosen: slice) -> Votes:
    return Votes.from_arrays(*(part[chosen] for part in arrays))


@given(st.integers(0, 2**32), st.floats(0.1, 0.95), st.booleans())
@settings(max_examples=40)
def test_update_is_the_analysis_of_all_votes(seed: int, before: float, timed: bool) -> None:
    random = np.random.default_rng(seed)
    people, statements, values = camps(random, (8, 9), 12)
    turn = random.permutation(people.size)
    again = random.integers(0, people.size, people.size // 3)  # people who change their mind
    turn = np.concatenate([turn, again])
    arrays = [part[turn] for part in (people, statements, values)]
    arrays[2] = np.concatenate([arrays[2][: people.size], -arrays[2][people.size :]])
    if timed:
        arrays.append(np.arange(turn.size))
    cut = max(1, int(before * turn.size))
    old = analyse(votes_of(tuple(arrays), slice(cut)), options=QUICK)
    new = update(old, votes_of(tuple(arrays), slice(cut, None)))
    whole = analyse(votes_of(tuple(arrays), slice(None)), options=QUICK)
    assert new.positions.tobytes() == whole.positions.tobytes()
    assert new.participants.tolist() == whole.participants.tolist()
    assert new.fit.sums.pairs is not None
    assert whole.fit.sums.pairs is not None
    assert new.fit.sums.pairs.tolist() == whole.fit.sums.pairs.tolist()
    assert new.silhouettes == whole.silhouettes
    if new.memory.kept == whole.memory.kept:
        assert json.dumps(document_of(new)) == json.dumps(document_of(whole))


def test_update_brings_new_people_and_statements_with_other_names() -> None:
    people, statements, values = camps(np.random.default_rng(1), (10, 10), 10)
    old = analyse(Votes.from_arrays(people, statements, values), options=QUICK)
    new = update(old, Votes.from_arrays(["late", "later"], ["new", "3"], [1, -1]))
    names = [*(str(p) for p in people), "late", "later"]
    kinds = [*(str(s) for s in statements), "new", "3"]
    whole = analyse(Votes.from_arrays(names, kinds, [*values, 1, -1]), options=QUICK)
    assert new.participants.tolist() == whole.participants.tolist()
    assert new.positions.tobytes() == whole.positions.tobytes()


def test_update_after_moderation_sums_anew() -> None:
    people, statements, values = camps(np.random.default_rng(2), (12, 12), 9)
    old = analyse(Votes.from_arrays(people, statements, values), options=QUICK)
    listed = Statements.of(
        Statement(name, moderation=Moderation.OUT if name == 4 else Moderation.IN)
        for name in range(9)
    )
    more = Votes.from_arrays([99], [0], [1])
    new = update(old, more, listed)
    whole = analyse(Votes.from_arrays([*people, 99], [*statements, 0], [*values, 1]), listed, QUICK)
    assert new.positions.tobytes() == whole.positions.tobytes()
    assert new.part.tolist() == [name != 4 for name in range(9)]


def test_update_with_nothing_is_the_same_analysis() -> None:
    old = analyse(Votes.from_arrays(*camps(np.random.default_rng(2), (9, 9), 9)))
    assert update(old, Votes.from_arrays([], [], [])) is old


def test_update_with_moderation_alone_is_the_analysis_with_it() -> None:
    arrays = camps(np.random.default_rng(2), (12, 12), 9)
    times = np.arange(arrays[0].size)
    votes = Votes.from_arrays(*arrays, times)
    listed = Statements.of(Statement(name) for name in range(9))
    old = analyse(votes, listed, QUICK)
    out = Statements.of(
        [*listed.items[:4], Statement(4, moderation=Moderation.OUT), *listed.items[5:]]
    )
    nothing = Votes.from_arrays([], [], [])
    assert update(old, nothing, listed) is old
    new, whole = update(old, nothing, out), analyse(votes, out, QUICK)
    assert new.listed is out
    assert new.part.tolist() == [name != 4 for name in range(9)]
    assert new.positions.tobytes() == whole.positions.tobytes()


def test_update_that_makes_ids_text_keeps_columns_in_their_order() -> None:
    """As numbers 9 comes before 10, as text after it."""
    people, statements, values = camps(np.random.default_rng(1), (10, 10), 12)
    new = update(
        analyse(Votes.from_arrays(people, statements, values), options=QUICK),
        Votes.from_arrays(["3", "late"], ["new", "11"], [1, -1]),
    )
    names = [*(str(p) for p in people), "3", "late"]
    kinds = [*(str(s) for s in statements), "new", "11"]
    whole = analyse(Votes.from_arrays(names, kinds, [*values, 1, -1]), options=QUICK)
    assert new.ballots.columns.tolist() == whole.ballots.columns.tolist()
    assert new.ballots.statement_ids.tolist() == whole.ballots.statement_ids.tolist()
    assert new.positions.tobytes() == whole.positions.tobytes()


def test_update_refuses_more_people_than_there_are() -> None:
    arrays = camps(np.random.default_rng(2), (20, 20), 9)
    old = analyse(Votes.from_arrays(*arrays), options=Options(population=40))
    with pytest.raises(OptionError, match="population is 40, but 41 people have voted"):
        update(old, Votes.from_arrays([99], [0], [1]))


def test_update_lets_the_new_vote_count_though_its_time_is_earlier() -> None:
    old = analyse(Votes.from_arrays([1, 2], [1, 1], [1, -1], [5_000, 6_000]))
    new = update(old, Votes.from_arrays([2], [1], [1], [4_000]))
    assert new.participants.tolist() == [2, 1]
    assert new.totals.tolist() == [[2, 0, 2]]


def test_update_copies_the_ballots_of_others_once(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = camps(np.random.default_rng(3), (30, 30), 9)
    old = analyse(Votes.from_arrays(*arrays))
    copied = []

    def count(ballots: Ballots, rows: Any) -> Ballots:
        copied.append(len(rows))
        return select_rows(ballots, rows)

    for module in ("joining", "update"):
        place = sys.modules[f"linli.engines.opinion_groups.{module}"]
        monkeypatch.setattr(place, "select_rows", count)
    update(old, Votes.from_arrays([0], [1], [-1]))
    assert sorted(copied) == [1, 1, 1, 60]


def test_update_refuses_votes_without_times_after_votes_with_them() -> None:
    old = analyse(Votes.from_arrays([1, 2], [1, 1], [1, -1], [5, 6]))
    with pytest.raises(VotesError, match="new votes must carry times exactly if those before did"):
        update(old, Votes.from_arrays([1], [1], [0]))


def test_analysis_before_is_left_alone() -> None:
    old = analyse(Votes.from_arrays(*camps(np.random.default_rng(3), (9, 9), 9)), options=QUICK)
    before = json.dumps(document_of(old))
    update(old, Votes.from_arrays([0, 77], [1, 2], [-1, 1]))
    assert json.dumps(document_of(old)) == before


def test_number_of_groups_is_kept_until_another_has_won_four_times() -> None:
    memory = NumberMemory(2)
    for best in (3, 3, 3):
        memory = memory.follow(best)
        assert memory.kept == 2
    assert memory.follow(3) == NumberMemory(3)
    assert memory.follow(2) == NumberMemory(2)
    assert memory.follow(4) == NumberMemory(2, 4, 1)
    assert NumberMemory(0).follow(5) == NumberMemory(5)
