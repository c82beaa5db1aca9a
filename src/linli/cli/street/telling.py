"""What every part of a story needs: the people, the words, the hours, and one act after another."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from linli.cli.street.affairs import Act, Affair
from linli.cli.street.ground import Ground
from linli.cli.street.hours import Pace
from linli.cli.street.people import People
from linli.cli.street.words import Writer
from linli.core.matters.rules import Rules
from linli.ground.calendars.public import Unit
from linli.ground.parties.enums import DutyKind

DAY = 24 * 60
OFFICE = "grid-centre"
PROPERTY = ("willow-property", "east-property", "jiang-property")


@dataclass(slots=True)
class Teller:
    """Knows who may act, and adds acts to affairs."""

    ground: Ground
    people: People
    writer: Writer
    pace: Pace
    chance: random.Random
    rules: Rules
    names: Mapping[str, str]
    holders: Mapping[str, str]
    slowness: Mapping[str, float]
    seed: int
    told: list[Affair] = field(default_factory=list)
    lasting: list[Affair] = field(default_factory=list)
    latest: dict[tuple[str, str], Affair] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def _dispatcher(self) -> str:
        return self._one(DutyKind.DISPATCHER)

    def _one(self, kind: DutyKind, *, organisation: str = "", place: str = "") -> str:
        hands = self.people.on(kind, organisation=organisation, place=place)
        return self.chance.choice(hands).person

    @property
    def _bodies(self) -> set[str]:
        return {each.residents_body for each in self.ground.neighbourhoods}

    def _is_long(self, affair: Affair) -> bool:
        """Whether there is time enough for asking back."""
        limit = self.rules.limit_of("handle", affair.category)
        return limit.unit is Unit.WORKING_DAYS and limit.amount > 1

    def _handler(self, holder: str) -> str:
        return self._one(DutyKind.HANDLER, organisation=holder)

    def _holder(self, affair: Affair) -> str:
        """The organisation in charge; of companies that look after homes, the grid's own."""
        if affair.category.startswith(("housing.property", "other")):
            return self._property(affair)
        if affair.category in {"disputes.neighbours", "noise.neighbours"}:
            return next(
                each.residents_body
                for each in self.ground.neighbourhoods
                if affair.grid.code.startswith(each.code)
            )
        holder = self.holders[affair.category]
        # What her own organisation may not know of its reporter the dispatcher gives to another.
        return PROPERTY[0] if affair.hidden and holder == OFFICE else holder

    def _result(self, affair: Affair) -> str:
        """What was done about it; the second time, that it was done anew."""
        if any(act.step == "handle" for act in affair.acts):
            return self.writer.pick("again", category=affair.category)
        return self.writer.result(affair.category, affair.theme)

    def _is_reached(self, affair: Affair) -> bool:
        """Whether somebody has spoken with the reporter."""
        return any(act.values.get("reached") == "yes" for act in affair.acts)

    def _property(self, affair: Affair) -> str:
        """The company that looks after the homes of the grid."""
        return PROPERTY[int(affair.grid.code[-1]) % len(PROPERTY)]

    def _add(self, affair: Affair, at: datetime, by: str, step: str, **values: str) -> datetime:
        at = max(at, affair.acts[-1].at + timedelta(seconds=40))
        affair.acts.append(Act(at, by, step, {key: text for key, text in values.items() if text}))
        return at
