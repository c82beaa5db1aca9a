"""From a Pabulib file to an election."""

from pathlib import Path

from linli.engines.equal_shares.ballots import Ballots, VoteType
from linli.engines.equal_shares.election import Election, Project
from linli.engines.equal_shares.pabulib.costs import meta_value, project_column, read_money
from linli.engines.equal_shares.pabulib.places import fault
from linli.engines.equal_shares.pabulib.sections import read_tables
from linli.engines.equal_shares.pabulib.sheets import VoteSheet
from linli.engines.equal_shares.pabulib.votes import read_ballots
from linli.engines.equal_shares.tables import Table, Tables


def read_pabulib(path: str | Path) -> Election:
    """The election in a file. Raises PabulibError with line, column and reason."""
    return parse_pabulib(Path(path).read_bytes())


def parse_pabulib(data: bytes) -> Election:
    """The election in the bytes of a file. Raises PabulibError with line, column and reason."""
    text, tables = read_tables(data)
    vote_type = _vote_type(text, tables)
    money = read_money(text, tables)
    projects = _projects(text, tables, money.costs)
    index = {project.id: i for i, project in enumerate(projects)}
    ballots, notes = read_ballots(VoteSheet(text, tables.votes, vote_type, index))
    return Election(
        budget=money.budget,
        projects=projects,
        vote_type=vote_type,
        ballots=ballots,
        unit=money.unit,
        currency=tables.values.get("currency", ""),
        title=tables.values.get("description", ""),
        notes=(*notes, *_miscounts(tables, ballots)),
        tables=tables,
    )


def _vote_type(text: str, tables: Tables) -> VoteType:
    value = meta_value(text, tables, "vote_type")
    if value not in list(VoteType):
        row = [key.strip() for key in tables.meta.column(tables.meta.names[0])].index("vote_type")
        reason = f"vote_type {value!r} is none of {', '.join(VoteType)}"
        raise fault(text, reason, section="META", row=row, cell=1)
    return VoteType(value)


def _projects(text: str, tables: Tables, costs: tuple[int, ...]) -> tuple[Project, ...]:
    table = tables.projects
    cell = project_column(text, tables, "project_id")
    ids = [key.strip() for key in table.column("project_id")]
    for row, key in enumerate(ids):
        if not key or "," in key:
            reason = f"project id {key!r} is empty or has a comma"
            raise fault(text, reason, section="PROJECTS", row=row, cell=cell)
    if len(set(ids)) != len(ids):
        row = next(i for i, key in enumerate(ids) if key in ids[:i])
        reason = f"project {ids[row]!r} stands here before"
        raise fault(text, reason, section="PROJECTS", row=row, cell=cell)
    columns = zip(
        ids,
        costs,
        _cells(table, "name"),
        _cells(table, "category"),
        _cells(table, "selected"),
        strict=True,
    )
    return tuple(
        Project(key, cost, name, _names(category), selected)
        for key, cost, name, category, selected in columns
    )


def _names(cell: str) -> tuple[str, ...]:
    """The items of a list; the format writes None where there are none."""
    names = [name.strip() for name in cell.split(",")]
    return tuple(name for name in names if name not in ("", "None"))


def _cells(table: Table, name: str) -> list[str]:
    cells = table.column(name) if table.has(name) else [""] * len(table)
    return [cell.strip() for cell in cells]


def _miscounts(tables: Tables, ballots: Ballots) -> list[str]:
    """Where META's counts differ from the file, since a cut file looks like that."""
    counted = {"num_projects": ballots.project_count, "num_votes": ballots.voter_count}
    return [
        f"META says {key} {tables.values[key]}, the file has {count}"
        for key, count in counted.items()
        if tables.values.get(key, str(count)) != str(count)
    ]
