"""Damaged files are refused with line, column and reason."""

import re
from random import Random

import pytest

from linli.engines.equal_shares import PabulibError, allocate, parse_pabulib
from linli.engines.equal_shares.pabulib import format_pabulib

GOOD = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
t;60;Trees
b;20;Benches
VOTES
voter_id;vote
1;t
2;t,b
3;b
"""
POINTS = GOOD.replace("approval", "cumulative").replace("voter_id;vote", "voter_id;vote;points")
POINTS = (
    POINTS.replace("1;t\n", "1;t;2\n").replace("t,b\n", "t,b;1,1\n").replace("3;b\n", "3;b;1\n")
)

DAMAGES = {
    "empty": ("", 1, 1, "section META is missing"),
    "no meta": (GOOD.replace("META\n", ""), 1, 1, "section META is missing"),
    "no projects": (
        GOOD.replace("PROJECTS\nproject_id;cost;name\nt;60;Trees\nb;20;Benches\n", ""),
        5,
        1,
        "section VOTES where PROJECTS should be",
    ),
    "no votes": (GOOD[: GOOD.index("VOTES")], 9, 1, "section VOTES is missing"),
    "votes twice": (GOOD + "VOTES\nvoter_id;vote\n", 14, 1, "section VOTES stands after VOTES"),
    "no header": (GOOD[: GOOD.index("voter_id")], 9, 1, "section VOTES has no header line"),
    "no budget": (GOOD.replace("budget;100\n", ""), 2, 1, "META has no 'budget'"),
    "budget twice": (GOOD.replace("vote_type", "budget;1\nvote_type"), 4, 1, "'budget' twice"),
    "no number": (GOOD.replace("100", "much"), 3, 8, "budget 'much' is no number"),
    "negative budget": (GOOD.replace("100", "-1"), 3, 8, "budget '-1' is negative"),
    "negative cost": (GOOD.replace("b;20", "b;-20"), 8, 3, "cost '-20' is negative"),
    "no cost": (GOOD.replace("b;20", "b;"), 8, 3, "cost '' is no number"),
    "many digits": (GOOD.replace("b;20", "b;" + "9" * 19), 8, 3, "is no number"),
    "too large": (GOOD.replace("b;20", "b;" + "9" * 18 + ".01"), 8, 3, ".01' is too large"),
    "meta of three columns": (
        GOOD.replace("key;value", "key;value;"),
        2,
        1,
        "3 columns where META",
    ),
    "no cost column": (GOOD.replace("cost", "price"), 6, 1, "PROJECTS has no column 'cost'"),
    "column twice": (GOOD.replace("cost;name", "cost;cost"), 6, 17, "column 'cost' stands twice"),
    "vote type": (GOOD.replace("approval", "veto"), 4, 11, "vote_type 'veto' is none of"),
    "project twice": (GOOD.replace("b;20", "t;20"), 8, 1, "project 't' stands here before"),
    "nameless project": (GOOD.replace("b;20", ";20"), 8, 1, "project id '' is empty"),
    "unknown project": (GOOD.replace("t,b", "t,x"), 12, 5, "project 'x' is not in PROJECTS"),
    "empty vote item": (GOOD.replace("t,b", "t,"), 12, 5, "an empty project id"),
    "duplicate voter behind a space": (
        GOOD.replace("3;b", " 1;b"),
        13,
        1,
        "voter '1' has voted before",
    ),
    "thousands": (GOOD.replace("100", "1,000"), 3, 8, "budget '1,000' is no number"),
    "duplicate voter": (GOOD.replace("3;b", "1;b"), 13, 1, "voter '1' has voted before"),
    "nameless voter": (GOOD.replace("3;b", ";b"), 13, 1, "a voter without an id"),
    "unknown project behind a tab": (GOOD.replace("t,b", "t,\tx"), 12, 5, "project 'x' is not in"),
    "very long cell": (GOOD.replace("t,b", "t,x" + "y" * 140_000), 12, 1, "field larger than"),
    "no voter column": (GOOD.replace("voter_id", "who"), 10, 1, "VOTES has no column 'voter_id'"),
    "short row": (GOOD.replace("2;t,b", "2"), 12, 1, "1 cells where the header of VOTES has 2"),
    "long row": (GOOD.replace("t;60;Trees", "t;60;a;b"), 7, 1, "4 cells where the header of P"),
    "open quote": (GOOD.replace("2;t,b", '2;"t,b'), 13, 1, "not a table"),
    "many columns": (
        GOOD.replace("voter_id;vote", "voter_id;vote" + ";x" * 1_000_000),
        10,
        1,
        "1000002 columns; no more than 1000 are read",
    ),
    "many cells": (GOOD.replace("3;b", "3;b" + ";" * 1_000_000), 13, 1, "1000002 cells where"),
    "two choices": (
        GOOD.replace("approval", "choose-1"),
        12,
        5,
        "a choose-1 ballot names more than one project",
    ),
    "ranked twice": (
        GOOD.replace("approval", "ordinal").replace("t,b", "b,b"),
        12,
        5,
        "the ballot names this project twice",
    ),
    "no points": (GOOD.replace("approval", "scoring"), 10, 1, "VOTES has no column 'points'"),
    "few points": (POINTS.replace("t,b;1,1", "t,b;1"), 12, 7, "1 points for 2 projects"),
    "odd points": (POINTS.replace("t,b;1,1", "t,b;1,?"), 12, 9, "'?' is no number of points"),
    "too many points": (
        POINTS.replace("t,b;1,1", "t,b;1,2000000000"),
        12,
        9,
        "'2000000000' points are too many",
    ),
    "negative points": (POINTS.replace("t,b;1,1", "t,b;1,-2"), 12, 9, "points of a cumulative"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_parse_pabulib_refuses_damage(name: str) -> None:
    text, line, column, reason = DAMAGES[name]
    with pytest.raises(PabulibError, match=re.escape(reason)) as caught:
        parse_pabulib(text.encode())
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"line {line}, column {column}: ")


def test_parse_pabulib_reads_the_undamaged_files() -> None:
    assert parse_pabulib(GOOD.encode()).ballots.votes == (2, 2)
    assert parse_pabulib(POINTS.encode()).ballots.scores == (3, 2)


@pytest.mark.parametrize(
    "data", [GOOD.encode("utf-16"), GOOD.replace("Trees", "Bäume").encode("cp1252")]
)
def test_parse_pabulib_refuses_another_encoding(data: bytes) -> None:
    with pytest.raises(PabulibError, match="is not UTF-8") as caught:
        parse_pabulib(data)
    assert caught.value.line == (1 if data[0] == 0xFF else 7)


def test_parse_pabulib_counts_characters_before_a_byte_that_is_none() -> None:
    data = GOOD.replace("Trees", "Bäume X").encode().replace(b"X", b"\xff")
    with pytest.raises(PabulibError, match="0xff is not UTF-8") as caught:
        parse_pabulib(data)
    assert (caught.value.line, caught.value.column) == (7, len("t;60;Bäume ") + 1)


@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\u3000"])
def test_parse_pabulib_takes_blanks_around_a_project_for_nothing(blank: str) -> None:
    assert parse_pabulib(GOOD.replace("t,b", f"t,{blank}b").encode()).ballots.votes == (2, 2)


PIECES = [*';,\n\r"- ', "9" * 25, "0.0000000001", "META\n", "VOTES\n", "budget;5\n", ";;;", "\x00"]


def damaged(random: Random, data: bytes) -> bytes:
    """The file with some pieces put in, written over, taken out or repeated."""
    for _ in range(random.randint(1, 3)):
        begin, end = sorted(random.choices(range(len(data) + 1), k=2))
        piece = random.choice([*map(str.encode, PIECES), b"\xff", b"\xc3", b""])
        near = random.choice([begin, begin + 1, begin + 9, end])
        middle = random.choice([piece, data[begin:near] * 2])
        data = data[:begin] + middle + data[near:]
    return data


def line_of_complaint(data: bytes) -> int | None:
    """The line that is complained about; None where the file is read."""
    try:
        parse_pabulib(data)
    except PabulibError as error:
        return error.line
    return None


def test_parse_pabulib_reads_or_refuses_whatever_it_gets() -> None:
    """What it reads can be counted, and written so that it reads the same."""
    random, read, refused = Random(5), 0, 0
    for _ in range(1_500):
        data = damaged(random, random.choice([GOOD, POINTS]).encode())
        line = line_of_complaint(data)
        if line is not None:
            assert 1 <= line <= data.count(b"\n") + 1
            refused += 1
            continue
        election = parse_pabulib(data)
        again = parse_pabulib(format_pabulib(election))
        assert (again.budget, again.projects) == (election.budget, election.projects)
        assert allocate(again).winners == allocate(election).winners
        read += 1
    assert read > 50
    assert refused > 1_000


def test_parse_pabulib_accepts_a_byte_order_mark_and_windows_line_ends() -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert parse_pabulib(data).ballots.votes == (2, 2)


def test_parse_pabulib_counts_lines_within_quoted_cells() -> None:
    text = GOOD.replace("Trees", '"Trees\nand more"').replace("t,b", "t,x")
    with pytest.raises(PabulibError) as caught:
        parse_pabulib(text.encode())
    assert (caught.value.line, caught.value.column) == (13, 5)


def test_parse_pabulib_finds_the_column_behind_a_quoted_cell() -> None:
    text = GOOD.replace("b;20;Benches", '"b";"2;0";Benches')
    with pytest.raises(PabulibError, match="cost '2;0' is no number") as caught:
        parse_pabulib(text.encode())
    assert (caught.value.line, caught.value.column) == (8, 6)
