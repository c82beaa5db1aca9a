"""Of several votes on one statement the last counts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.opinion_groups import Votes
from linli.engines.opinion_groups.ballots import Ballots, gather

Row = tuple[int, int, int, int]
rows = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(-1, 1), st.integers(0, 9)),
    min_size=1,
    max_size=60,
)


def as_mapping(ballots: Ballots) -> dict[int, dict[int, int]]:
    """Participant to statement to vote, in the order of rows."""
    found = {}
    for row, name in enumerate(ballots.participant_ids.tolist()):
        span = slice(ballots.starts[row], ballots.starts[row + 1])
        names = ballots.statement_ids[ballots.columns[span]].tolist()
        found[name] = dict(zip(names, ballots.votes[span].tolist(), strict=True))
    return found


@given(rows)
def test_without_times_the_last_in_the_file_counts(given_rows: list[Row]) -> None:
    expected: dict[int, dict[int, int]] = {}
    for person, statement, vote, _ in given_rows:
        expected.setdefault(person, {})[statement] = vote
    people, statements, votes, _ = zip(*given_rows, strict=True)
    found = as_mapping(gather(Votes.from_arrays(people, statements, votes)))
    assert found == expected
    assert list(found) == sorted(expected)
    assert all(list(votes) == sorted(votes) for votes in found.values())


@given(rows)
def test_with_times_the_latest_counts(given_rows: list[Row]) -> None:
    expected: dict[int, dict[int, int]] = {}
    for person, statement, vote, _ in sorted(given_rows, key=lambda row: row[3]):
        expected.setdefault(person, {})[statement] = vote
    first = {person: min(t for p, _, _, t in given_rows if p == person) for person in expected}
    ballots = gather(Votes.from_arrays(*(np.array(part) for part in zip(*given_rows, strict=True))))
    assert as_mapping(ballots) == expected
    assert ballots.participant_ids.tolist() == sorted(expected, key=lambda p: (first[p], p))
    assert ballots.first_times is not None
    assert ballots.first_times.tolist() == [1000 * t for t in sorted(first.values())]
