"""Which format a path holds."""

import csv
from collections.abc import Callable
from pathlib import Path

from linli.engines.opinion_groups.errors import FileError, TableError
from linli.engines.opinion_groups.formats import own, polis
from linli.engines.opinion_groups.formats.conversation import Conversation
from linli.engines.opinion_groups.formats.table import Table

_SUMMARY = "summary.csv"


def read_votes(path: str | Path, tell: Callable[[int], None] | None = None) -> Conversation:
    """The conversation in a folder or file, in the format that its header shows.

    A file may have any name. Raises TableError or FileError.
    """
    votes = find_votes(Path(path))
    table = Table(votes, tell)
    if own.is_own(table.header):
        return own.read_own(table)
    if polis.is_polis(table.header):
        return polis.read_table(table, polis.find_comments(votes, Path(path)))
    raise TableError(
        "neither Polis's columns (comment-id, voter-id, vote) nor Linli's "
        "(participant, statement, vote)",
        file=str(votes),
        line=1,
    )


def find_votes(path: Path) -> Path:
    """The file of votes at a path, itself or in its folder; FileError if there is none."""
    if path.is_file():
        return path
    if not path.is_dir():
        raise FileError(f"{path}: there is no such file")
    plain = path / own.VOTES
    return plain if plain.is_file() else polis.find_votes(path)


def find_title(path: str | Path) -> str:
    """The topic in Polis's summary.csv of this conversation; nothing where there is none.

    Raises FileError where it cannot be read.
    """
    summary = polis.find_beside(find_votes(Path(path)), _SUMMARY)
    if summary is None:
        return ""
    try:
        text = summary.read_text(encoding="utf-8-sig", errors="replace")
        for row in csv.reader(text.splitlines()):
            if row[:1] == ["topic"] and row[1:]:
                return row[1].strip()
    except OSError as error:
        raise FileError(f"{summary}: {error.strerror}") from error
    except csv.Error as error:
        raise FileError(f"{summary}: not a table: {error}") from error
    return ""
