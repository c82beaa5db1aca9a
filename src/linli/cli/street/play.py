"""Plays affairs before the procedure itself, in memory: what it would refuse cannot happen here.

The machine decides each step as it does for everybody; what comes out is what another system
would hand over, with records, promises and ties.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from linli.cli.street.affairs import Act, Affair
from linli.cli.street.promises import PlayedPromise, Stage, settle
from linli.core.matters.definition import FieldType, Procedure, Step
from linli.core.matters.enums import LinkRelation
from linli.core.matters.machine import (
    Decision,
    DutyFacts,
    Situation,
    Standing,
    Taken,
    decide,
    decide_opening,
)
from linli.core.matters.rules import Rules
from linli.core.matters.services.import_matters import (
    ImportedEvent,
    ImportedMatter,
)
from linli.core.matters.services.situation import list_unkept
from linli.core.records.facts import Fact
from linli.core.records.services import Part
from linli.ground.calendars.public import due_at
from linli.ground.parties.models import Organisation

CODES = {FieldType.CHOICE, FieldType.FLAG, FieldType.OPTION}
TEXTS = {FieldType.TEXT, FieldType.LINE}
NOBODY = {"anybody", "reporter"}


@dataclass(slots=True)
class Player:
    """One affair on its way through its procedure.  `parts` are those that came out of it."""

    stage: Stage
    affair: Affair
    parts: tuple["Player", ...] = ()
    state: str = ""
    entered_at: datetime = datetime.min  # noqa: DTZ901 - set by the opening
    holder: Organisation | None = None
    title: str = ""
    promises: list[PlayedPromise] = field(default_factory=list)
    events: list[ImportedEvent] = field(default_factory=list)
    history: tuple[Taken, ...] = ()
    ends: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def procedure(self) -> Procedure:
        return self.stage.procedures[self.affair.kind]

    @property
    def rules(self) -> Rules:
        return self.stage.rules[self.affair.kind]

    def play(self) -> ImportedMatter:
        """Everything up to the present.  Raises StepRefusedError where the story asks for what
        the procedure does not allow."""
        for act in self.affair.acts:
            if act.at > self.stage.now:
                break
            self._escalate(act.at)
            self._take(act)
        self._escalate(self.stage.now)
        return self._imported()

    def answered_by(self, at: datetime) -> bool:
        """Whether its part was said to be done by then."""
        ready = {"answered", "confirmed", "called_off"}
        return any(when <= at and state in ready for when, state in self.ends)

    def _take(self, act: Act) -> None:
        standing = self._standing(act.by)
        if self.events:
            situation = self._situation(act.at)
            decision = decide(self.procedure, situation, act.step, standing, act.at)
        else:
            decision = decide_opening(self.procedure, standing)
        decision = decision.answered(act.values)
        self._bring_about(act)
        before = self.state
        if decision.state != before:
            self.state, self.entered_at = decision.state, act.at
        promised = settle(self, decision, act)
        self._record(act, decision, standing, promised)

    def _bring_about(self, act: Act) -> None:
        """What the apps' services do on top of it, as far as it can be seen in the matter."""
        given = act.values.get("organisation")
        if given and act.step in {"dispatch", "call", "rule"}:
            self.holder = self.stage.organisations[given]
        if act.step == "publish":
            self.title = act.values["public_title"]

    def _record(
        self, act: Act, decision: Decision, standing: Standing, promised: Mapping[str, Fact]
    ) -> None:
        step, duty = decision.step, decision.duty
        account = self.stage.accounts.get(act.by)
        organisation = self._organisation(act.by, duty)
        facts: dict[str, Fact] = {
            each.name: True if each.type is FieldType.FLAG else act.values[each.name]
            for each in step.fields
            if each.type in CODES and each.name in act.values
        }
        self.events.append(
            ImportedEvent(
                step=step.name,
                state=self.state,
                at=act.at,
                role=decision.actor.role,
                account=account,
                organisation=organisation,
                facts={**facts, **promised},
                parts=_parts(step, act),
            )
        )
        self.ends.append((act.at, self.state))
        person = standing.person
        self.history += (
            Taken(step.name, act.at, person, organisation.pk if organisation else None),
        )

    def _organisation(self, by: str, duty: DutyFacts | None) -> Organisation | None:
        if duty is None:
            return None
        return next(each.organisation for each in self.stage.duties[by] if each.pk == duty.key)

    def _standing(self, by: str) -> Standing:
        if by == "system":
            return Standing(is_system=True)
        if by in NOBODY:
            return Standing(is_reporter=by == "reporter")
        return Standing(
            person=self.stage.accounts[by].pk,
            is_reporter=by == self.affair.reporter and bool(self.events),
            duties=tuple(
                DutyFacts(
                    each.pk,
                    each.kind,
                    each.organisation_id,
                    self.affair.grid.code.startswith(each.place.code),
                )
                for each in self.stage.duties.get(by, ())
            ),
        )

    def _situation(self, at: datetime) -> Situation:
        running = [each for each in self.promises if each.is_open]
        waits = any(not part.answered_by(at) for part in self.parts)
        relation = self.stage.procedures["response"].origin
        return Situation(
            state=self.state,
            entered_at=self.entered_at,
            history=self.history,
            holder=self.holder.pk if self.holder else None,
            reporter_hidden=self.affair.hidden,
            open_promises=frozenset(each.name for each in running),
            met_promises=frozenset(each.name for each in self.promises if each.met_at),
            days=self.rules.days,
            due={each.name: each.due_at for each in running},
            unkept=list_unkept(each for each in self.promises if each.party == self.holder),
            awaited=frozenset({relation.name} if waits and relation else ()),
        )

    def _escalate(self, until: datetime) -> None:
        """What the clock does by itself until then."""
        for rung, declared in enumerate(self.procedure.ladder):
            wait = self.rules.ladder.get(declared.step)
            for promise in [each for each in self.promises if each.is_open]:
                late = (
                    due_at(self.stage.calendar, promise.due_at, wait).at if wait else promise.due_at
                )
                if promise.rung == rung and late < until:
                    promise.rung = rung + 1
                    self._tell_of_lateness(declared.step, max(late, self.events[-1].at))

    def _tell_of_lateness(self, step: str, at: datetime) -> None:
        if self.state in self.procedure.step_by_name[step].sources:
            self._take(Act(at, "system", step))

    def _imported(self) -> ImportedMatter:
        affair, stage = self.affair, self.stage
        name, place = stage.categories[affair.category], stage.places[affair.grid.code]
        links = []
        if affair.original:
            links.append((LinkRelation.MERGED_INTO, affair.original))
        links += [(LinkRelation.DELIVERED_BY, part.affair.key) for part in self.parts]
        return ImportedMatter(
            source_id=affair.key,
            title=self.title or f"{name} · {place.name}",
            subject=affair.category,
            place=place,
            holder=self.holder,
            reporter=stage.residents.get(affair.reporter),
            reporter_hidden=affair.hidden,
            events=tuple(self.events),
            promises=tuple(each.imported() for each in self.promises),
            links=tuple(links),
        )


def play_all(stage: Stage, affairs: list[Affair]) -> dict[str, list[ImportedMatter]]:
    """All affairs that have begun, by kind, in the order in which they began.

    What came out of another is played first: its lead waits for it.
    """
    begun = [affair for affair in affairs if affair.opened_at <= stage.now]
    parts: dict[str, list[Player]] = {}
    played: list[tuple[datetime, str, ImportedMatter]] = []
    for affair in sorted(begun, key=lambda each: not each.origin):
        player = Player(stage, affair, parts=tuple(parts.get(affair.key, ())))
        played.append((affair.opened_at, affair.kind, player.play()))
        if affair.origin:
            parts.setdefault(affair.origin, []).append(player)
    found: dict[str, list[ImportedMatter]] = {}
    for _at, kind, matter in sorted(played, key=lambda each: each[0]):
        found.setdefault(kind, []).append(matter)
    return found


def _parts(step: Step, act: Act) -> tuple[Part, ...]:
    return tuple(
        Part(each.name, act.values[each.name], each.audience)
        for each in step.fields
        if each.type in TEXTS and each.name in act.values
    )
