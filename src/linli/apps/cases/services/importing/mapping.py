"""What a mapping file says: which column means what, and what another system's states were.

`docs/import.md` explains every key.  Whatever a mapping names is checked when it is read, so that
a slip shows before a row is touched.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from linli.apps.cases.errors import MappingError
from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.chains import Chain, read_chain
from linli.apps.cases.services.importing.rules import (
    CaseMapping,
    CategoryRule,
    HolderRule,
    PlaceRule,
    PromiseRule,
    StateRule,
    TimeRule,
)
from linli.apps.cases.services.importing.strict_table import StrictTable
from linli.core.records.facts import CODE
from linli.ground.calendars.errors import LimitError
from linli.ground.calendars.public import Limit
from linli.ground.parties.enums import Sector

TIMES = ("opened", "closed", "due", "changed")
LONGEST_SOURCE = 40


def read_mapping(path: Path) -> CaseMapping:
    """The mapping in a TOML file; MappingError names the key that is wrong."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: {error}") from error


def parse_mapping(text: str) -> CaseMapping:
    """The mapping in a TOML text; MappingError."""
    try:
        table = StrictTable(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MappingError(str(error)) from error
    chains = _chains(table)
    mapping = CaseMapping(
        source=_source(table),
        id_column=_column(table.needed_table("id")),
        title_column=_column(table.table("title")),
        times=_times(table.needed_table("times")),
        category=_category(table.needed_table("category")),
        holder=_holder(table.table("holder")),
        place=_place(table.table("place")),
        promise=_promise(table.table("promise")),
        states=_states(table.needed_table("states"), chains),
        chains=chains,
    )
    table.finish()
    return mapping


def _source(table: StrictTable) -> str:
    source = table.text("source")
    if not CODE.fullmatch(source) or len(source) > LONGEST_SOURCE:
        raise MappingError("source is a code of at most 40 letters, digits, _ . : + -")
    return source


def _column(table: StrictTable | None) -> str:
    if table is None:
        return ""
    column = table.text("column")
    table.finish()
    return column


def _times(table: StrictTable) -> TimeRule:
    try:
        zone = ZoneInfo(table.text("zone"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MappingError(f"times.zone: {error}") from error
    formats = table.texts("formats")
    columns = {name: table.text(name, "") for name in TIMES}
    table.finish()
    if not columns["opened"]:
        raise MappingError("times.opened is missing")
    return TimeRule({name: column for name, column in columns.items() if column}, formats, zone)


def _category(table: StrictTable) -> CategoryRule:
    rule = CategoryRule(
        group=table.text("group"),
        group_name=table.text("group_name"),
        column=table.text("column", ""),
        offered=table.flag("offered", default=False),
    )
    table.finish()
    if not CODE.fullmatch(rule.group) or "." in rule.group:
        raise MappingError("category.group is one word of a code")
    return rule


def _holder(table: StrictTable | None) -> HolderRule | None:
    if table is None:
        return None
    column, sector = table.text("column"), _sector(table.text("sector"))
    named = table.table("sectors")
    sectors = {name: _sector(value) for name, value in named.rest()} if named else {}
    table.finish()
    return HolderRule(column, sector, sectors)


def _sector(value: object) -> Sector:
    if value not in Sector.values:
        raise MappingError(f"holder: no such sector: {value}")
    return Sector(value)


def _place(table: StrictTable | None) -> PlaceRule:
    if table is None:
        return PlaceRule()
    rule = PlaceRule(
        latitude=table.text("latitude", ""),
        longitude=table.text("longitude", ""),
        unknown=table.numbers("unknown"),
        name=table.text("name", ""),
    )
    table.finish()
    if bool(rule.latitude) != bool(rule.longitude):
        raise MappingError("place needs both latitude and longitude, or neither")
    return rule


def _promise(table: StrictTable | None) -> PromiseRule | None:
    if table is None:
        return None
    name, code = table.text("name"), table.text("limit", "")
    table.finish()
    if name not in CASE.promise_by_name:
        raise MappingError(f"promise.name: no such promise: {name}")
    try:
        return PromiseRule(name, Limit.parse(code) if code else None)
    except LimitError as error:
        raise MappingError(f"promise.limit: {error}") from error


def _states(table: StrictTable, chains: Mapping[str, Chain]) -> StateRule:
    values = table.table("values")
    by_value = {name: str(chain) for name, chain in values.rest()} if values else {}
    rule = StateRule(table.text("column", ""), by_value, table.text("always", ""))
    table.finish()
    if bool(rule.column) != bool(rule.chains) or bool(rule.column) == bool(rule.always):
        raise MappingError("states needs column and values, or always")
    if unknown := sorted({*by_value.values(), rule.always} - {*chains, ""}):
        raise MappingError(f"states: no such chain: {', '.join(unknown)}")
    return rule


def _chains(table: StrictTable) -> dict[str, Chain]:
    named = table.needed_table("chains")
    return {name: read_chain(name, named.tables(name)) for name in named.list_keys()}
