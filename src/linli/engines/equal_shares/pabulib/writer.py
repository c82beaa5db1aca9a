"""From an election to a Pabulib file."""

import csv
import os
from io import StringIO
from itertools import pairwise
from pathlib import Path

from linli.engines.equal_shares.ballots import VoteType
from linli.engines.equal_shares.election import Election
from linli.engines.equal_shares.pabulib.amounts import format_amount
from linli.engines.equal_shares.tables import Table, Tables


def write_pabulib(election: Election, path: str | Path) -> None:
    """Writes the election; the file appears whole or not at all."""
    target = Path(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(format_pabulib(election))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def format_pabulib(election: Election) -> bytes:
    """The bytes of a file with this election: those that it was read from, if it was."""
    tables = election.tables or tables_of(election)
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator=tables.newline)
    sections = (("META", tables.meta), ("PROJECTS", tables.projects), ("VOTES", tables.votes))
    for title, table in sections:
        writer.writerow([title])
        writer.writerow(table.header)
        writer.writerows(table.rows())
    text = buffer.getvalue()
    if not tables.ends_with_newline:
        text = text.removesuffix(tables.newline)
    return (b"\xef\xbb\xbf" if tables.byte_order_mark else b"") + text.encode()


def tables_of(election: Election) -> Tables:
    """The tables that a file with this election has."""
    return Tables(meta=_meta(election), projects=_projects(election), votes=_votes(election))


def _meta(election: Election) -> Table:
    values = {
        "description": election.title,
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voter_count),
        "budget": format_amount(election.budget, election.unit),
        "vote_type": election.vote_type.value,
        "currency": election.currency,
    }
    pairs = [(key, value) for key, value in values.items() if value]
    return Table(("key", "value"), [cell for pair in pairs for cell in pair])


def _projects(election: Election) -> Table:
    rows = zip(election.projects, election.ballots.votes, strict=True)
    cells = [
        (p.id, format_amount(p.cost, election.unit), str(votes), p.name, ",".join(p.categories))
        for p, votes in rows
    ]
    header = ("project_id", "cost", "votes", "name", "category")
    return Table(header, [cell for row in cells for cell in row])


def _votes(election: Election) -> Table:
    ballots, ids = election.ballots, [project.id for project in election.projects]
    starts, choices = ballots.starts.tolist(), ballots.choices.tolist()
    names = [",".join(ids[c] for c in choices[a:b]) for a, b in _pairs(starts)]
    points = [format_amount(p, ballots.points_unit) for p in ballots.points.tolist()]
    given = [",".join(points[a:b]) for a, b in _pairs(starts)]
    with_points = VoteType(election.vote_type).has_points
    cells: list[str] = []
    for voter, ballot in enumerate(ballots.ballot_of_voter.tolist(), 1):
        cells += [str(voter), names[ballot], *([given[ballot]] if with_points else [])]
    return Table(("voter_id", "vote", *(["points"] if with_points else [])), cells)


def _pairs(starts: list[int]) -> list[tuple[int, int]]:
    return list(pairwise(starts))
