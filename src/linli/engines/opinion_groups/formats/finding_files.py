"""Which format a path holds."""

import csv
from collections.abc import Callable
from pathlib import Path

from linli.engines.opinion_groups.errors import FileError, TableError
from linli.engines.opinion_groups.formats import own, polis
from linli.engines.opinion_groups.formats.conversation import Conversation
from linli.engines.opinion_groups.formats.table import Table


def read_votes(path: Path, tell: Callable[[int], None] | None = None) -> Conversation:
    """The conversation in a folder or file, in the format that its header shows.

    Raises TableError or FileError.
    """
    votes = path / own.VOTES if path.is_dir() else path
    if not votes.is_file():
        if path.is_dir():
            return polis.read_polis(path, tell)
        raise FileError(f"{path}: there is no such file")
    header = Table(votes).header
    if own.is_own(header):
        return own.read_own(votes, tell)
    if polis.is_polis(header):
        return polis.read_polis(path, tell)
    raise TableError(
        "neither Polis's columns (comment-id, voter-id, vote) nor Linli's "
        "(participant, statement, vote)",
        file=str(votes),
        line=1,
    )


def find_title(path: Path) -> str:
    """The topic that Polis's summary.csv gives; nothing where there is none."""
    folder = path if path.is_dir() else path.parent
    for summary in sorted(folder.glob("*summary.csv"))[:1]:
        text = summary.read_text(encoding="utf-8-sig", errors="replace")
        for row in csv.reader(text.splitlines()):
            if row[:1] == ["topic"] and row[1:]:
                return row[1].strip()
    return ""
