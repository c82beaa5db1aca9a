"""Budget and costs, in the smallest unit in which all of them are whole."""

from dataclasses import dataclass
from decimal import Decimal

from linli.engines.equal_shares.election import LARGEST
from linli.engines.equal_shares.errors import PabulibError
from linli.engines.equal_shares.pabulib.amounts import common_unit, in_units, read_decimal
from linli.engines.equal_shares.pabulib.places import fault
from linli.engines.equal_shares.tables import Tables


@dataclass(frozen=True)
class Money:
    """``unit`` smallest units make one unit of the currency."""

    budget: int
    costs: tuple[int, ...]
    unit: int


@dataclass(frozen=True)
class Cell:
    """An amount as it stands in the file."""

    text: str
    content: str
    what: str
    section: str
    row: int
    place: int

    def value(self) -> Decimal:
        """The amount. Raises PabulibError where it is no number or negative."""
        value = read_decimal(self.content)
        if value is None or value < 0:
            raise self.fault("no number" if value is None else "negative")
        return value

    def fault(self, wrong: str) -> PabulibError:
        """The error that says what is wrong with the amount."""
        reason = f"{self.what} {self.content.strip()!r} is {wrong}"
        return fault(self.text, reason, section=self.section, row=self.row, cell=self.place)


def read_money(text: str, tables: Tables) -> Money:
    """The amounts. Raises PabulibError where one is missing, no number, negative or too large."""
    cells = [
        Cell(text, meta_value(text, tables, "budget"), "budget", "META", _row(tables), 1),
        *_costs(text, tables),
    ]
    values = [cell.value() for cell in cells]
    unit = common_unit(values)
    amounts = [in_units(value, unit) for value in values]
    if max(amounts) >= LARGEST:
        raise cells[amounts.index(max(amounts))].fault("too large")
    return Money(amounts[0], tuple(amounts[1:]), unit)


def _costs(text: str, tables: Tables) -> list["Cell"]:
    place = project_column(text, tables, "cost")
    costs = enumerate(tables.projects.column("cost"))
    return [Cell(text, cost, "cost", "PROJECTS", row, place) for row, cost in costs]


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


def _row(tables: Tables) -> int:
    return [row[0].strip() for row in tables.meta.rows()].index("budget")
