"""The export of Polis: votes.csv and comments.csv, or participants-votes.csv.

In these files agreeing is +1. A vote has its comment-id, voter-id, vote and, in most exports, its
timestamp in seconds or milliseconds. Columns that are not named here are left alone.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from linli.engines.opinion_groups.errors import FileError, TableError
from linli.engines.opinion_groups.formats.cells import read_choice, read_id, read_number
from linli.engines.opinion_groups.formats.conversation import Conversation
from linli.engines.opinion_groups.formats.table import Table
from linli.engines.opinion_groups.statements import Moderation, Statement, Statements
from linli.engines.opinion_groups.votes import Votes

VOTES, COMMENTS, MATRIX = "votes.csv", "comments.csv", "participants-votes.csv"
_VOTES = {"1": 1, "0": 0, "-1": -1}
_CELLS = {"": None, "1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}
_MODERATION = {"1": Moderation.IN, "0": Moderation.WAITING, "-1": Moderation.OUT}
_FLAGS = {"true": True, "false": False, "TRUE": True, "FALSE": False, "1": True, "0": False}
_FLAGS |= {"True": True, "False": False, "": False}

Tell = Callable[[int], None]


def read_polis(source: str | Path | Iterable[str | Path], tell: Tell | None = None) -> Conversation:
    """The votes and statements of an export: its folder, its file of votes, or all its files.

    A single file may have any name. ``tell`` hears how many lines of the votes have been read.
    Raises TableError or FileError.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        votes = find_votes(path) if path.is_dir() else path
        return read_table(Table(votes, tell), find_comments(votes, path))
    files = [Path(file) for file in source]
    return read_table(Table(_pick_votes(files, source), tell), _pick(files, COMMENTS))


def read_table(votes: Table, comments: Path | None) -> Conversation:
    """The votes in a table, whichever of the two it is, and the statements in a file."""
    matrix = votes.header[:1] == ["participant"] and "vote" not in votes.header
    cast = _read_matrix(votes) if matrix else _read_votes(votes)
    return Conversation(cast, _read_comments(Table(comments)) if comments else None)


def find_votes(folder: Path) -> Path:
    """The file of votes in a folder; FileError if there is none, or several."""
    return _pick_votes(_list_files(folder), folder)


def is_polis(header: list[str]) -> bool:
    """Whether a header is that of a file of votes or of the matrix."""
    return {"comment-id", "voter-id", "vote"} <= set(header) or "participant" in header[:1]


def find_comments(votes: Path, path: Path) -> Path | None:
    """The comments of these votes, which are at ``path`` or in that folder.

    Those with the same beginning of the name or, in a folder, the only ones.
    """
    beside = find_beside(votes, COMMENTS)
    return _pick(_list_files(path), COMMENTS) if beside is None and path.is_dir() else beside


def find_beside(votes: Path, ending: str) -> Path | None:
    """The file beside that of votes with another ending and the same beginning of the name.

    A name with no known ending has no beginning either.
    """
    known = next((end for end in (MATRIX, VOTES) if votes.name.endswith(end)), votes.name)
    beside = votes.with_name(votes.name.removesuffix(known) + ending)
    return beside if beside.is_file() else None


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def _pick_votes(files: list[Path], source: object) -> Path:
    votes = _pick(files, VOTES) or _pick(files, MATRIX)
    if votes is None:
        raise FileError(f"{source}: there is no file whose name ends with {VOTES}")
    return votes


def _pick(files: list[Path], ending: str) -> Path | None:
    found = [file for file in files if file.name.endswith(ending)]
    if ending == VOTES:
        found = [file for file in found if not file.name.endswith(MATRIX)]
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise FileError(f"{found[0].parent}: several files could be {ending}: {names}")
    return found[0] if found else None


def _read_votes(table: Table) -> Votes:
    comment, voter, vote = (table.place_of(name) for name in ("comment-id", "voter-id", "vote"))
    time = table.header.index("timestamp") if "timestamp" in table.header else None
    people, names, values, times = [], [], [], []
    for row in table:
        people.append(read_id(table, row, voter, "voter-id"))
        names.append(read_id(table, row, comment, "comment-id"))
        values.append(read_choice(table, row, vote, _VOTES, "vote"))
        if time is not None:
            times.append(read_number(table, row, time, "timestamp"))
    if not values:
        raise TableError("there are no votes", file=str(table.path), line=2)
    return Votes.from_arrays(people, names, np.array(values, np.int8), times or None)


def _read_matrix(table: Table) -> Votes:
    voter = table.place_of("participant")
    places = [place for place, name in enumerate(table.header) if name.isdecimal()]
    people, names, values = [], [], []
    for row in table:
        person = read_id(table, row, voter, "participant")
        for place in places:
            vote = read_choice(table, row, place, _CELLS, "vote")
            if vote is not None:
                people.append(person)
                names.append(table.header[place])
                values.append(vote)
    if not values:
        raise TableError("there are no votes", file=str(table.path), line=2)
    return Votes.from_arrays(people, names, np.array(values, np.int8))


def _read_comments(table: Table) -> Statements:
    comment, moderated = table.place_of("comment-id"), table.place_of("moderated")
    text, author, meta, seed = (
        table.header.index(name) if name in table.header else None
        for name in ("comment-body", "author-id", "is-meta", "is-seed")
    )
    found: dict[str, Statement] = {}
    for row in table:
        name = read_id(table, row, comment, "comment-id")
        if name in found:
            table.refuse(row, comment, f"the comment {name} comes twice")
        found[name] = Statement(
            name,
            "" if text is None else row.cells[text].strip(),
            read_choice(table, row, moderated, _MODERATION, "moderation"),
            is_meta=meta is not None and read_choice(table, row, meta, _FLAGS, "is-meta"),
            is_seed=seed is not None and read_choice(table, row, seed, _FLAGS, "is-seed"),
            author=None if author is None else row.cells[author].strip() or None,
        )
    return Statements.of(found.values())
