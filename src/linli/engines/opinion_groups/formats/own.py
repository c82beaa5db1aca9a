"""Linli's own export: a table of votes and, beside it, one of statements.

Votes: ``participant, statement, vote, time``; the vote is agree, pass or disagree, the time an ISO
8601 date and time with its offset; the column may be missing. Statements: ``statement, text,
moderation, meta, seed``; moderation is in, out or waiting, meta and seed are yes or no.
"""

import csv
import io
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from linli.engines.opinion_groups.errors import FileError, TableError
from linli.engines.opinion_groups.formats.cells import read_choice, read_id
from linli.engines.opinion_groups.formats.conversation import Conversation
from linli.engines.opinion_groups.formats.table import Row, Table
from linli.engines.opinion_groups.statements import Moderation, Statement, Statements
from linli.engines.opinion_groups.votes import Votes

VOTES, STATEMENTS = "votes.csv", "statements.csv"
COLUMNS = ("participant", "statement", "vote", "time")
_VOTES = {"agree": 1, "pass": 0, "disagree": -1}
_MODERATION = {"in": Moderation.IN, "waiting": Moderation.WAITING, "out": Moderation.OUT}
_FLAGS = {"yes": True, "no": False}


def is_own(header: list[str]) -> bool:
    """Whether a header is that of Linli's votes."""
    return set(COLUMNS[:3]) <= set(header)


def read_own(table: Table) -> Conversation:
    """The votes, and the statements if ``statements.csv`` lies beside them."""
    beside = table.path.with_name(STATEMENTS)
    statements = _read_statements(Table(beside)) if beside.is_file() else None
    return Conversation(_read_votes(table), statements)


def _read_votes(table: Table) -> Votes:
    person, statement, vote = (table.place_of(name) for name in COLUMNS[:3])
    time = table.header.index("time") if "time" in table.header else None
    people, names, values, times = [], [], [], []
    for row in table:
        people.append(read_id(table, row, person, "participant"))
        names.append(read_id(table, row, statement, "statement"))
        values.append(read_choice(table, row, vote, _VOTES, "vote"))
        if time is not None:
            times.append(_read_time(table, row, time))
    if not values:
        raise TableError("there are no votes", file=str(table.path), line=2)
    moments = np.array(times, "datetime64[ms]") if times else None
    return Votes.from_arrays(people, names, np.array(values, np.int8), moments)


def _read_time(table: Table, row: Row, place: int) -> int:
    text = row.cells[place].strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        table.refuse(row, place, f"the time is {text!r}, not an ISO 8601 date and time")
    if moment.tzinfo is None:
        table.refuse(row, place, f"the time {text!r} has no offset from UTC")
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def _read_statements(table: Table) -> Statements:
    places = [table.place_of(name) for name in ("statement", "text", "moderation")]
    meta, seed = (
        table.header.index(name) if name in table.header else None for name in ("meta", "seed")
    )
    found: dict[str, Statement] = {}
    for row in table:
        name = read_id(table, row, places[0], "statement")
        if name in found:
            table.refuse(row, places[0], f"the statement {name} comes twice")
        found[name] = Statement(
            name,
            row.cells[places[1]].strip(),
            read_choice(table, row, places[2], _MODERATION, "moderation"),
            is_meta=meta is not None and read_choice(table, row, meta, _FLAGS, "meta"),
            is_seed=seed is not None and read_choice(table, row, seed, _FLAGS, "seed"),
        )
    return Statements.of(found.values())


def write_own(folder: str | Path, votes: Votes, statements: Statements | None = None) -> None:
    """Writes both files into a folder, each whole or not at all."""
    folder = Path(folder)
    people, names = votes.participant_ids.tolist(), votes.statement_ids.tolist()
    words = {value: word for word, value in _VOTES.items()}
    header = COLUMNS if votes.times is not None else COLUMNS[:3]
    rows = (
        (people[person], names[name], words[int(value)], *_format_time(votes, place))
        for place, (person, name, value) in enumerate(
            zip(votes.participants, votes.statements, votes.values, strict=True)
        )
    )
    _write(folder / VOTES, header, rows)
    if statements is not None:
        states = {value: word for word, value in _MODERATION.items()}
        flags = {value: word for word, value in _FLAGS.items()}
        _write(
            folder / STATEMENTS,
            ("statement", "text", "moderation", "meta", "seed"),
            (
                (s.id, s.text, states[s.moderation], flags[s.is_meta], flags[s.is_seed])
                for s in statements.items
            ),
        )


def _format_time(votes: Votes, place: int) -> tuple[str, ...]:
    if votes.times is None:
        return ()
    return (f"{np.datetime64(int(votes.times[place]), 'ms')}Z",)


def _write(target: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_text(text.getvalue(), encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise FileError(f"{target}: {error.strerror}") from error
