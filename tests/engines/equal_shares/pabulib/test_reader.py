"""Reading: what a file says arrives, for each kind of ballot."""

from pathlib import Path

import pytest

from linli.engines.equal_shares import Project, VoteType, parse_pabulib, read_pabulib
from linli.engines.equal_shares.pabulib import format_pabulib
from tests.engines.equal_shares.reference_data import list_instances, needs_data

HEAD = """META
key;value
description;Street trees; benches
budget;{budget}
vote_type;{vote_type}
PROJECTS
project_id;cost;name;category;selected
t;{cost};Trees;green,public space;1
b;20;Benches;;0
l;5;;None;
VOTES
{votes}
"""


def file(
    votes: str, *, vote_type: str = "approval", budget: str = "100", cost: str = "60"
) -> bytes:
    text = HEAD.format(votes=votes, vote_type=vote_type, budget=budget, cost=cost)
    return text.replace("Street trees; benches", '"Street trees; benches"').encode()


def ballots(data: bytes) -> list[tuple[int, list[str], list[int]]]:
    election = parse_pabulib(data)
    found, ids = election.ballots, [project.id for project in election.projects]
    ends = zip(found.starts.tolist(), found.starts.tolist()[1:], strict=False)
    return [
        (weight, [ids[c] for c in found.choices.tolist()[a:b]], found.points.tolist()[a:b])
        for weight, (a, b) in zip(found.weights.tolist(), ends, strict=True)
    ]


def test_parse_pabulib_reads_projects_and_amounts() -> None:
    election = parse_pabulib(file("voter_id;vote\n1;t"))
    assert election.projects == (
        Project("t", 60, "Trees", ("green", "public space"), "1"),
        Project("b", 20, "Benches", (), "0"),
        Project("l", 5),
    )
    assert (election.budget, election.unit, election.title) == (100, 1, "Street trees; benches")
    assert election.vote_type is VoteType.APPROVAL


def test_parse_pabulib_joins_equal_approvals() -> None:
    data = file("voter_id;age;vote\n1;30;t,b\n2;40;\n3;50;t,b\n4;60; l , t")
    assert ballots(data) == [(2, ["t", "b"], [1, 1]), (1, [], []), (1, ["l", "t"], [1, 1])]
    election = parse_pabulib(data)
    assert election.voter_count == 4
    assert election.ballots.ballot_of_voter.tolist() == [0, 1, 0, 2]
    assert election.ballots.votes == (3, 2, 1)


def test_parse_pabulib_reads_choose_1() -> None:
    data = file("voter_id;vote\n1;t\n2;l\n3;", vote_type="choose-1")
    assert ballots(data) == [(1, ["t"], [1]), (1, ["l"], [1]), (1, [], [])]


def test_parse_pabulib_ranks_ordinal_ballots_by_borda() -> None:
    data = file("voter_id;vote\n1;l,t,b\n2;b", vote_type="ordinal")
    assert ballots(data) == [(1, ["l", "t", "b"], [2, 1, 0]), (1, ["b"], [0])]


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
def test_parse_pabulib_reads_points_in_a_common_unit(vote_type: str) -> None:
    data = file("voter_id;vote;points\n1;t,b;2,0.5\n2;t,b;2,0.5\n3;t;3", vote_type=vote_type)
    assert ballots(data) == [(2, ["t", "b"], [20, 5]), (1, ["t"], [30])]
    assert parse_pabulib(data).ballots.points_unit == 10
    assert parse_pabulib(data).ballots.scores == (70, 10, 0)


def test_parse_pabulib_keeps_amounts_with_decimals_exact() -> None:
    election = parse_pabulib(file("voter_id;vote\n1;t", budget="100,5", cost="60.25"))
    assert (election.budget, election.projects[0].cost, election.unit) == (10_050, 6_025, 100)
    assert election.projects[1].cost == 2_000


def test_parse_pabulib_counts_an_approval_given_twice_once_and_notes_it() -> None:
    election = parse_pabulib(file("voter_id;vote\n1;t,b,t\n2;t,b"))
    assert election.ballots.votes == (2, 2, 0)
    assert election.notes == ("voter '1' names a project twice: counted once",)


def test_parse_pabulib_notes_counts_that_differ() -> None:
    data = file("voter_id;vote\n1;t").replace(b"budget;100", b"num_votes;7\nbudget;100")
    assert parse_pabulib(data).notes == ("META says num_votes 7, the file has 1",)


def test_parse_pabulib_reads_quoted_votes_like_plain_ones() -> None:
    plain, quoted = file("voter_id;vote\n1;t,b\n2;l"), file('voter_id;vote\n1;"t,b"\n2;l')
    assert ballots(plain) == ballots(quoted)


@needs_data
@pytest.mark.parametrize("path", list_instances(), ids=lambda path: path.stem)
def test_read_pabulib_agrees_with_the_totals_of_a_real_file_and_writes_it_back(path: Path) -> None:
    election = read_pabulib(path)
    assert election.tables is not None
    totals = [int(votes) for votes in election.tables.projects.column("votes")]
    assert list(election.ballots.votes) == totals
    assert election.notes == ()
    assert format_pabulib(election) == path.read_bytes()
