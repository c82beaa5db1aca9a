"""The rules of a mapping: which column means what."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from linli.apps.cases.services.importing.chains import Chain
from linli.ground.calendars.public import Limit
from linli.ground.parties.enums import Sector


@dataclass(frozen=True, slots=True)
class TimeRule:
    """Columns by what they tell (opened, closed, due, changed), how they are written, and where."""

    columns: Mapping[str, str]
    formats: tuple[str, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """A group of the catalogue, and the column whose values become categories below it; without a
    column the group itself is everybody's category."""

    group: str
    group_name: str
    column: str
    offered: bool


@dataclass(frozen=True, slots=True)
class HolderRule:
    """The column that names the handling organisation, and its sector, by name where it differs."""

    column: str
    sector: Sector
    sectors: Mapping[str, Sector]


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """Columns of coordinates with the pairs that mean "not known", and of the place's name."""

    latitude: str = ""
    longitude: str = ""
    unknown: tuple[tuple[str, ...], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """The promise on whose clock the rows go; the limit serves where no due time is given."""

    name: str
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class StateRule:
    """The column of states and the chain that each value stands for; without a column, one chain."""

    column: str
    chains: Mapping[str, str]
    always: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMapping:
    """A whole mapping."""

    source: str
    id_column: str
    title_column: str
    times: TimeRule
    category: CategoryRule
    holder: HolderRule | None
    place: PlaceRule
    promise: PromiseRule | None
    states: StateRule
    chains: Mapping[str, Chain]

    def list_columns(self) -> list[str]:
        """Every column that the mapping reads, once each."""
        named = [
            self.id_column,
            self.title_column,
            *self.times.columns.values(),
            self.category.column,
            self.holder.column if self.holder else "",
            self.place.latitude,
            self.place.longitude,
            self.place.name,
            self.states.column,
            *(part.column for chain in self.chains.values() for part in chain.parts),
        ]
        return sorted(set(named) - {""})
