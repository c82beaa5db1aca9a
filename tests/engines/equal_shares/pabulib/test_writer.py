"""Writing, and reading again what was written."""

from pathlib import Path
from random import Random

import pytest

from linli.engines.equal_shares import Election, parse_pabulib, read_pabulib, write_pabulib
from linli.engines.equal_shares.pabulib import format_pabulib
from tests.engines.equal_shares.elections import random_sample
from tests.engines.equal_shares.examples import riverside_file


def told(election: Election) -> tuple[object, ...]:
    """Everything that counts, ballot by ballot."""
    ballots = election.ballots
    ends = zip(ballots.starts.tolist(), ballots.starts.tolist()[1:], strict=False)
    choices, points = ballots.choices.tolist(), ballots.points.tolist()
    distinct = [(choices[a:b], points[a:b]) for a, b in ends]
    return (
        election.budget,
        [(project.id, project.cost) for project in election.projects],
        election.vote_type,
        [distinct[ballot] for ballot in ballots.ballot_of_voter.tolist()],
    )


@pytest.mark.parametrize("seed", range(40))
def test_written_elections_read_the_same(seed: int, tmp_path: Path) -> None:
    election = random_sample(Random(seed)).election()
    target = tmp_path / "election.pb"
    write_pabulib(election, target)
    again = read_pabulib(target)
    assert told(again) == told(election)
    assert format_pabulib(again) == target.read_bytes()
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "data",
    [
        riverside_file(),
        riverside_file().replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + riverside_file(),
        riverside_file().removesuffix(b"\n"),
        riverside_file().replace(b"Statue", b'"A ""large"" statue; marble"'),
        riverside_file().replace(b"1200", b"1200.50"),
    ],
)
def test_files_are_written_as_they_were(data: bytes) -> None:
    assert format_pabulib(parse_pabulib(data)) == data


def test_write_pabulib_leaves_the_old_file_when_it_fails(tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.mkdir()
    with pytest.raises(OSError, match="there"):
        write_pabulib(parse_pabulib(riverside_file()), target)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
