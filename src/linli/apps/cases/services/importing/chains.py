"""What a state of another system stands for: the chain of our steps that leads to it.

A source seldom tells every step.  A chain tells those that it does tell, each with its time, and
invents none in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from linli.apps.cases.errors import MappingError
from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.strict_table import StrictTable
from linli.core.matters.definition.actors import Kind
from linli.core.records.enums import Audience
from linli.core.records.errors import FactError
from linli.core.records.facts import Fact, check_facts
from linli.ground.parties.enums import DutyKind

ROLES = {Kind.ANYONE.value, Kind.REPORTER.value, Kind.SYSTEM.value, *DutyKind.values}
MOMENTS = {"opened", "closed", "changed"}


@dataclass(frozen=True, slots=True)
class PartRule:
    """A column whose text becomes a private part of the record, and who may read it."""

    name: str
    column: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class EventRule:
    """One step of the chain.  `at` names times of the row, of which the first known one counts;
    `by_holder` says that the handling organisation took the step."""

    step: str
    state: str
    at: tuple[str, ...]
    role: str
    by_holder: bool
    facts: Mapping[str, Fact]
    parts: tuple[PartRule, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps from the report to the state that the row is in."""

    events: tuple[EventRule, ...]

    @property
    def state(self) -> str:
        return self.events[-1].state

    @property
    def parts(self) -> tuple[PartRule, ...]:
        return tuple(part for event in self.events for part in event.parts)


def read_chain(name: str, rows: list[StrictTable]) -> Chain:
    """The chain of that name; MappingError unless it begins with the report and each step leads to
    the state that it names."""
    events = tuple(_event(row) for row in rows)
    if not events or events[0].step != CASE.opening.name:
        raise MappingError(f"chains.{name} must begin with the step {CASE.opening.name}")
    state = ""
    for event in events:
        step = CASE.step_by_name[event.step]
        if event.state != (step.target or state):
            raise MappingError(f"chains.{name}: {event.step} does not lead to {event.state}")
        state = event.state
    return Chain(events)


def _event(row: StrictTable) -> EventRule:
    event = EventRule(
        step=row.text("step"),
        state=row.text("state"),
        at=row.texts("at"),
        role=row.text("role"),
        by_holder=row.flag("by_holder", default=False),
        facts=_facts(row),
        parts=tuple(_part(part) for part in row.tables("parts")),
    )
    row.finish()
    _check_known(row.path_of("step"), event.step, set(CASE.step_by_name))
    _check_known(row.path_of("role"), event.role, ROLES)
    for moment in event.at:
        _check_known(row.path_of("at"), moment, MOMENTS)
    return event


def _facts(row: StrictTable) -> dict[str, Fact]:
    given = row.table("facts")
    try:
        return check_facts(dict(given.rest()) if given else {})
    except FactError as error:
        raise MappingError(f"{row.path_of('facts')}: {error} is no code") from error


def _part(row: StrictTable) -> PartRule:
    name, column, audience = row.text("name"), row.text("column"), row.text("audience")
    row.finish()
    _check_known(row.path_of("audience"), audience, set(Audience.values))
    return PartRule(name, column, Audience(audience))


def _check_known(path: str, given: str, known: set[str]) -> None:
    if given not in known:
        raise MappingError(f"{path}: {given} is none of {', '.join(sorted(known))}")
