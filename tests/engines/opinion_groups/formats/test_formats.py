"""Both formats say the same."""

import json
from pathlib import Path

import numpy as np
import pytest

from linli.engines.opinion_groups import (
    FileError,
    Moderation,
    Statement,
    TableError,
    analyse,
    read_polis,
    read_votes,
    write_own,
)
from linli.engines.opinion_groups.document import document_of
from linli.engines.opinion_groups.formats.finding_files import find_title
from tests.engines.opinion_groups.examples import TEXTS, write_linli, write_polis


def document(path: Path) -> str:
    return json.dumps(document_of(analyse(*read_votes(path))))


def test_both_exports_give_the_same_analysis(tmp_path: Path) -> None:
    polis, own = write_polis(tmp_path / "polis"), write_linli(tmp_path / "own")
    assert document(own) == document(polis)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    votes, statements = read_polis(write_polis(tmp_path / "polis"))
    written = tmp_path / "written"
    written.mkdir()
    write_own(written, votes, statements)
    assert sorted(path.name for path in written.iterdir()) == ["statements.csv", "votes.csv"]
    assert document(written) == document(tmp_path / "polis")


def test_votes_without_times_are_written_without_them(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("participant,statement,vote\np,1,agree\nq,1,pass\n")
    votes, statements = read_votes(tmp_path)
    assert statements is None
    assert votes.times is None
    target = tmp_path / "again"
    target.mkdir()
    write_own(target, votes)
    assert (target / "votes.csv").read_text() == (tmp_path / "votes.csv").read_text()


def test_statements_of_a_polis_export_are_read(tmp_path: Path) -> None:
    _, statements = read_polis(write_polis(tmp_path))
    assert statements is not None
    assert [statement.text for statement in statements.items] == TEXTS
    assert statements.items[7] == Statement("7", TEXTS[7], is_meta=True, author="0")
    assert statements.items[9].moderation is Moderation.OUT
    assert find_title(tmp_path) == "Our square <b>"
    assert find_title(tmp_path / "votes.csv") == "Our square <b>"


def test_a_file_of_votes_finds_its_comments(tmp_path: Path) -> None:
    folder = write_polis(tmp_path / "export")
    assert document(folder / "votes.csv") == document(folder)
    for name in ("votes.csv", "comments.csv"):
        (folder / name).rename(folder / f"2025-x-{name}")
    assert read_votes(folder / "2025-x-votes.csv").statements is not None
    assert read_votes(folder).statements is not None


def test_the_title_is_that_of_the_export_that_was_named(tmp_path: Path) -> None:
    folder = write_polis(tmp_path / "export")
    for name in ("votes.csv", "comments.csv", "summary.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).unlink()
        (folder / f"a-{name}").write_text(text.replace("Our square", "Their lane"))
        (folder / f"b-{name}").write_text(text)
    assert find_title(folder / "b-votes.csv") == "Our square <b>"
    assert find_title(str(folder / "a-votes.csv")) == "Their lane <b>"
    (folder / "b-summary.csv").unlink()
    assert find_title(folder / "b-votes.csv") == ""
    with pytest.raises(FileError, match=r"several files could be votes\.csv"):
        find_title(folder)


def test_a_named_file_is_known_by_its_header_alone(tmp_path: Path) -> None:
    polis, own = write_polis(tmp_path / "polis"), write_linli(tmp_path / "own")
    expected = document(polis)
    for folder in (polis, own):
        (folder / "votes.csv").rename(folder / "renamed.csv")
        assert document(folder / "renamed.csv") == expected
    assert read_polis(polis / "renamed.csv").statements is not None
    assert find_title(polis / "renamed.csv") == "Our square <b>"
    matrix = tmp_path / "matrix.csv"
    matrix.write_text("participant,group-id,0,2\n5,0,1,-1\n6,,,0\n")
    assert read_votes(matrix).votes.values.tolist() == [1, -1, 0]
    with pytest.raises(TableError, match="the column 'comment-id' is missing"):
        read_polis(own / "renamed.csv")


def test_paths_may_be_text(tmp_path: Path) -> None:
    polis = write_polis(tmp_path / "polis")
    votes, statements = read_votes(str(polis))
    (tmp_path / "own").mkdir()
    write_own(str(tmp_path / "own"), votes, statements)
    assert document(tmp_path / "own") == document(polis)


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = write_polis(tmp_path / "polis"), write_linli(tmp_path / "own")
    opened: list[str] = []
    read = Path.read_bytes

    def note(path: Path) -> bytes:
        opened.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", note)
    for folder in folders:
        read_votes(folder)
    assert sorted(opened) == ["comments.csv", "statements.csv", "votes.csv", "votes.csv"]


def test_files_may_be_named_one_by_one(tmp_path: Path) -> None:
    folder = write_polis(tmp_path)
    votes, statements = read_polis([folder / "votes.csv"])
    assert statements is None
    assert votes.size == len((folder / "votes.csv").read_text().splitlines()) - 1
    assert read_polis([folder / "votes.csv", folder / "comments.csv"]).statements is not None


def test_the_matrix_is_read_where_there_are_no_votes(tmp_path: Path) -> None:
    (tmp_path / "participants-votes.csv").write_text(
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,2\n"
        "5,0,0,2,1,1,1,-1\n6,,0,1,0,0,,0\n"
    )
    votes, statements = read_votes(tmp_path)
    assert statements is None
    assert votes.participant_ids.tolist() == [5, 6]
    assert votes.statement_ids.tolist() == [0, 2]
    assert votes.values.tolist() == [1, -1, 0]


def test_line_ends_of_windows_and_marks_of_utf8_are_no_matter(tmp_path: Path) -> None:
    folder = write_polis(tmp_path / "one")
    before = document(folder)
    for name in ("votes.csv", "comments.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert document(folder) == before


POLIS = "timestamp,datetime,comment-id,voter-id,vote\n1,x,0,0,1\n"
OWN = "participant,statement,vote,time\np,1,agree,2026-01-01T10:00:00Z\n"
COMMENTS = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("", 1, 1, "the file is empty"),
        ("\n\n", 1, 1, "the file is empty"),
        ("a,b,c\n1,2,3\n", 1, 1, "neither Polis's columns (comment-id, voter-id, vote) nor "),
        (POLIS + "2,x,0,1,2\n", 3, 9, "the vote is '2', not one of 1, 0, -1"),
        (POLIS + "2,x,0,1,\n", 3, 9, "the vote is '', not one of 1, 0, -1"),
        (POLIS + "2,x,0,1,nan\n", 3, 9, "the vote is 'nan', not one of 1, 0, -1"),
        (POLIS + '2,"a,\nb",,1,1\n', 4, 4, "the comment-id is missing"),
        (POLIS + "2,x,0, ,1\n", 3, 7, "the voter-id is missing"),
        (POLIS + "noon,x,0,1,1\n", 3, 1, "the timestamp is 'noon', not a whole number"),
        (POLIS + "2,x,0,1\n", 3, 7, "4 fields where the header has 5"),
        (POLIS + "2,x,0,1,1,9\n", 3, 9, "6 fields where the header has 5"),
        (POLIS + '2,"x,0,1,1\n', 3, 1, "not a table: unexpected end of data"),
        (POLIS + '2,"x"y,0,1,1\n', 3, 1, "not a table: ',' expected after '\"'"),
        (POLIS.splitlines()[0] + "\n", 2, 1, "there are no votes"),
        ("vote,vote,comment-id,voter-id\n", 1, 6, "the column 'vote' comes twice"),
        (OWN + "q,1,1,2026-01-01T10:00:00Z\n", 3, 5, "the vote is '1', not one of agree, pass, "),
        (OWN + "q,1,pass,yesterday\n", 3, 10, "the time is 'yesterday', not an ISO 8601 date"),
        (OWN + "q,1,pass,2026-01-01T10:00\n", 3, 10, "the time '2026-01-01T10:00' has no offset"),
        (OWN.splitlines()[0], 2, 1, "there are no votes"),
        (POLIS + "2,x,0,1,1\0\n", 3, 10, "a NUL character"),
    ],
)
def test_damaged_votes_are_refused_with_their_place(
    tmp_path: Path, text: str, line: int, column: int, reason: str
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text)
    with pytest.raises(TableError) as caught:
        read_votes(path)
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(path), line, column)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        (COMMENTS + "1,0,0,0,0,2,x\n", 2, 11, "the moderation is '2', not one of 1, 0, -1"),
        (COMMENTS + "1,0,0,0,0,1,x\n1,0,0,0,0,1,y\n", 3, 3, "the comment 0 comes twice"),
        ("timestamp,comment-id\n1,0\n", 1, 1, "the column 'moderated' is missing"),
        (
            "comment-id,moderated,is-meta\n0,1,maybe\n",
            2,
            5,
            "the is-meta is 'maybe', not one of true, false",
        ),
    ],
)
def test_damaged_comments_are_refused_with_their_place(
    tmp_path: Path, text: str, line: int, column: int, reason: str
) -> None:
    (tmp_path / "votes.csv").write_text(POLIS)
    (tmp_path / "comments.csv").write_text(text)
    with pytest.raises(TableError) as caught:
        read_votes(tmp_path)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.reason.startswith(reason)


def test_what_is_not_utf8_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(POLIS.encode() + "2,é".encode() + b"\xff,0,1,1\n")
    with pytest.raises(TableError) as caught:
        read_votes(path)
    assert (caught.value.line, caught.value.column) == (3, 4)
    assert caught.value.reason == "not UTF-8: invalid start byte"


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there is no file whose name ends with votes\.csv"):
        read_votes(tmp_path)
    with pytest.raises(FileError, match="there is no such file"):
        read_votes(tmp_path / "votes.csv")
    for name in ("a-votes.csv", "b-votes.csv"):
        (tmp_path / name).write_text(POLIS)
    with pytest.raises(FileError, match=r"several files could be votes\.csv: a-votes.*b-votes"):
        read_votes(tmp_path)


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    heard: list[int] = []
    read_votes(write_polis(tmp_path), heard.append)
    lines = len((tmp_path / "votes.csv").read_text().splitlines())
    assert heard == list(range(2, lines + 2))


def test_times_far_apart_order_the_rows(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(
        "participant,statement,vote,time\n"
        "a,1,agree,2026-01-01T10:00:00+08:00\n"
        "b,1,agree,2026-01-01T01:59:59.5Z\n"
    )
    votes = read_votes(tmp_path).votes
    assert votes.times is not None
    assert np.diff(votes.times).tolist() == [-500]
    assert analyse(votes).participants.tolist() == ["b", "a"]
