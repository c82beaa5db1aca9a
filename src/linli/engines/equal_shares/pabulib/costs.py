"""Budget and costs, in the smallest unit in which all of them are whole."""

from dataclasses import dataclass
from decimal import Decimal

from linli.engines.equal_shares.pabulib.amounts import common_unit, in_units, read_decimal
from linli.engines.equal_shares.pabulib.places import fault
from linli.engines.equal_shares.tables import Tables


@dataclass(frozen=True)
class Money:
    """``unit`` smallest units make one unit of the currency."""

    budget: int
    costs: tuple[int, ...]
    unit: int


def read_money(text: str, tables: Tables) -> Money:
    """The amounts. Raises PabulibError where one is missing, no number or negative."""
    budget = _amount(text, meta_value(text, tables, "budget"), "budget", "META", _row(tables))
    cell = project_column(text, tables, "cost")
    costs = [
        _amount(text, cost, "cost", "PROJECTS", (row, cell))
        for row, cost in enumerate(tables.projects.column("cost"))
    ]
    unit = common_unit([budget, *costs])
    return Money(in_units(budget, unit), tuple(in_units(cost, unit) for cost in costs), unit)


def meta_value(text: str, tables: Tables, key: str) -> str:
    """A required value of META. Raises PabulibError where it is missing or stands twice."""
    rows = [i for i, row in enumerate(tables.meta.rows()) if row[0].strip() == key]
    if not rows:
        raise fault(text, f"META has no {key!r}", section="META")
    if len(rows) > 1:
        raise fault(text, f"META has {key!r} twice", section="META", row=rows[1])
    return tables.values[key]


def project_column(text: str, tables: Tables, name: str) -> int:
    """The number of a required column of PROJECTS. Raises PabulibError where it is missing."""
    if not tables.projects.has(name):
        raise fault(text, f"PROJECTS has no column {name!r}", section="PROJECTS")
    return tables.projects.names.index(name)


def _row(tables: Tables) -> tuple[int, int]:
    keys = [row[0].strip() for row in tables.meta.rows()]
    return keys.index("budget"), 1


def _amount(text: str, cell: str, what: str, section: str, place: tuple[int, int]) -> Decimal:
    value = read_decimal(cell)
    if value is None or value < 0:
        wrong = "no number" if value is None else "negative"
        reason = f"{what} {cell.strip()!r} is {wrong}"
        raise fault(text, reason, section=section, row=place[0], cell=place[1])
    return value
