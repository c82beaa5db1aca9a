"""Promises of an affair that is played in memory, counted as the product counts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from linli.cli.street.affairs import Act, Affair
from linli.core.matters.definition import Procedure, Step
from linli.core.matters.machine import Decision
from linli.core.matters.rules import Rules
from linli.core.matters.services.import_matters import ImportedPromise
from linli.core.records.facts import Fact
from linli.ground.accounts.models import Account
from linli.ground.calendars.public import Calendar, Limit, due_at
from linli.ground.parties.models import Duty, Organisation, Resident
from linli.ground.places.models import Place


@dataclass(frozen=True, slots=True)
class Stage:
    """What is known beforehand: rules, calendar, people, places, names of categories."""

    procedures: Mapping[str, Procedure]
    rules: Mapping[str, Rules]
    calendar: Calendar
    accounts: Mapping[str, Account]
    residents: Mapping[str, Resident]
    duties: Mapping[str, tuple[Duty, ...]]
    organisations: Mapping[str, Organisation]
    places: Mapping[str, Place]
    categories: Mapping[str, str]
    offices: Mapping[tuple[str, str], Organisation]
    now: datetime


@dataclass(slots=True)
class PlayedPromise:
    """A promise on its way."""

    name: str
    limit: Limit
    opened_at: datetime
    due_at: datetime
    provisional: bool
    party: Organisation | None
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    extension: str = ""
    extended_from: datetime | None = None
    rung: int = 0

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    def imported(self) -> ImportedPromise:
        """As another system would hand it over."""
        return ImportedPromise(
            name=self.name,
            limit=str(self.limit),
            opened_at=self.opened_at,
            due_at=self.due_at,
            met_at=self.met_at,
            cancelled_at=self.cancelled_at,
            provisional=self.provisional,
            party=self.party,
            extension=self.extension,
            extended_from=self.extended_from,
            rung=self.rung,
        )


class Playing(Protocol):
    """What promises have to know of the affair."""

    stage: Stage
    affair: Affair
    holder: Organisation | None
    promises: list[PlayedPromise]

    @property
    def procedure(self) -> Procedure: ...

    @property
    def rules(self) -> Rules: ...


def settle(player: "Playing", decision: Decision, act: Act) -> dict[str, Fact]:
    """Settles, hands on, extends and opens promises as decided; the facts for the record."""
    facts: dict[str, Fact] = {}
    for each in [each for each in player.promises if each.is_open]:
        if each.name in decision.cancels:
            each.cancelled_at = act.at
        elif each.name in decision.meets:
            each.met_at = act.at
        elif each.name in decision.passes_on and not (
            player.affair.hidden and player.procedure.promise_by_name[each.name].hidden_party
        ):
            each.party = player.holder
    if extended := _extend(player, decision.step, act):
        facts["due"] = {extended.name: _code(extended.due_at)}
    resumed = [_resume(player, name) for name in decision.resumes]
    opened = [
        _open(player, name, act.at)
        for name in decision.opens
        if player.affair.reporter or not player.procedure.promise_by_name[name].to_reporter
    ]
    if opened or resumed:
        facts["opened"] = {each.name: _code(each.due_at) for each in [*opened, *resumed]}
    if decision.meets:
        facts["met"] = list(decision.meets)
    if decision.cancels:
        facts["dropped"] = list(decision.cancels)
    return facts


def _extend(player: "Playing", step: Step, act: Act) -> PlayedPromise | None:
    if step.extends is None or act.values.get(step.extends[1], "none") == "none":
        return None
    promise = next(
        each for each in player.promises if each.is_open and each.name == step.extends[0]
    )
    promise.extension, promise.extended_from = act.values[step.extends[1]], promise.due_at
    longer = due_at(player.stage.calendar, promise.due_at, Limit.parse(promise.extension))
    promise.due_at = longer.at
    return promise


def _resume(player: "Playing", name: str) -> PlayedPromise:
    promise = [each for each in player.promises if each.name == name and each.met_at][-1]
    promise.met_at = None
    return promise


def _open(player: "Playing", name: str, at: datetime) -> PlayedPromise:
    kind = player.procedure.promise_by_name[name]
    limit = player.rules.limit_of(name, player.affair.category)
    due = due_at(player.stage.calendar, at, limit)
    hidden = player.affair.hidden and kind.hidden_party
    party = kind.hidden_party if hidden else kind.party
    office = player.stage.offices.get((party, player.affair.grid.code))
    owes = player.holder if party == "holder" else office
    player.promises.append(PlayedPromise(name, limit, at, due.at, due.provisional, owes))
    return player.promises[-1]


def _code(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
