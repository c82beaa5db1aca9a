"""Damaged files are refused with line, column and reason."""

import re

import pytest

from linli.engines.equal_shares import PabulibError, parse_pabulib

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
    "no cost column": (GOOD.replace("cost", "price"), 6, 1, "PROJECTS has no column 'cost'"),
    "column twice": (GOOD.replace("cost;name", "cost;cost"), 6, 17, "column 'cost' stands twice"),
    "vote type": (GOOD.replace("approval", "veto"), 4, 11, "vote_type 'veto' is none of"),
    "project twice": (GOOD.replace("b;20", "t;20"), 8, 1, "project 't' stands here before"),
    "nameless project": (GOOD.replace("b;20", ";20"), 8, 1, "project id '' is empty"),
    "unknown project": (GOOD.replace("t,b", "t,x"), 12, 5, "project 'x' is not in PROJECTS"),
    "empty vote item": (GOOD.replace("t,b", "t,"), 12, 5, "an empty project id"),
    "duplicate voter": (GOOD.replace("3;b", "1;b"), 13, 1, "voter '1' has voted before"),
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
