"""The machine: may this person take this step now, and what follows.  Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from linli.core.matters.definition import Actor, Procedure, Step, Where
from linli.core.matters.definition.actors import Kind
from linli.core.matters.errors import StepRefusedError, UnknownStepError


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """A duty as the machine sees it: `covers` says whether its place contains the matter's."""

    key: UUID
    kind: str
    organisation: UUID
    covers: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks: a person (None without account), whether he is the reporter, his duties."""

    person: UUID | None = None
    is_reporter: bool = False
    is_system: bool = False
    duties: tuple[DutyFacts, ...] = ()

    @property
    def organisations(self) -> frozenset[UUID]:
        """Those that he serves.  Whoever serves one stays its man under any other hat."""
        return frozenset(duty.organisation for duty in self.duties)


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of the past."""

    step: str
    at: datetime
    person: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a matter stands.  `touched` are people and organisations that had to do with the
    matter that this one reviews; `days` are the rules that limit a step in time; `due` are the due
    times of open promises; `unkept` when those were due that its holder has not kept in time so far;
    `awaited` the relations by which it is tied to unfinished matters."""

    state: str
    entered_at: datetime
    history: tuple[Taken, ...] = ()
    holder: UUID | None = None
    reporter_hidden: bool = False
    open_promises: frozenset[str] = frozenset()
    met_promises: frozenset[str] = frozenset()
    touched: frozenset[UUID] = frozenset()
    days: Mapping[str, int] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)
    unkept: Mapping[str, datetime] = field(default_factory=dict)
    awaited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the step does: the new state, in which role, which promises open, are met, resume,
    fall away, or pass on to another holder."""

    step: Step
    state: str
    actor: Actor
    duty: DutyFacts | None
    opens: tuple[str, ...]
    meets: tuple[str, ...]
    resumes: tuple[str, ...]
    cancels: tuple[str, ...]
    passes_on: tuple[str, ...] = ()

    def answered(self, answers: Mapping[str, object]) -> "Decision":
        """The decision after the fields were filled in: a promise that only one answer meets
        stays open after any other."""
        if self.step.meets_on is None:
            return self
        name, code = self.step.meets_on
        return self if answers.get(name) == code else replace(self, meets=())


def decide(
    procedure: Procedure, situation: Situation, name: str, standing: Standing, now: datetime
) -> Decision:
    """The decision, or UnknownStepError, or StepRefusedError with the code of the first reason:
    not_in_state, nothing_asked, asked_already, no_holder, has_holder, not_your_duty, recused,
    hidden_reporter, four_eyes, another_person, used_up, too_late, overdue, nothing_broken,
    awaits_others."""
    step = procedure.step_by_name.get(name)
    if step is None or step is procedure.opening:
        raise UnknownStepError(name)
    if situation.state not in step.sources:
        raise StepRefusedError("not_in_state", name)
    _check_asked(step, situation)
    _check_holder(step, situation)
    actor, duty = _admit(step, situation, standing)
    _check_count(step, situation)
    _check_time(step, situation, now)
    if step.awaits in situation.awaited:
        raise StepRefusedError("awaits_others", name)
    return _decision(procedure, situation, step, actor, duty)


def find_bar(
    procedure: Procedure, situation: Situation, name: str, standing: Standing, now: datetime
) -> str:
    """The code with which the step would be refused; empty where it may be taken."""
    try:
        decide(procedure, situation, name, standing, now)
    except StepRefusedError as error:
        return error.code
    return ""


def decide_opening(procedure: Procedure, standing: Standing) -> Decision:
    """The decision of the opening step; StepRefusedError where this person may not open one."""
    step = procedure.opening
    assert step.target is not None
    nowhere = Situation(state="", entered_at=datetime.min)  # noqa: DTZ901 - no clock is read
    actor, duty = _admit(step, nowhere, standing)
    return Decision(step, step.target, actor, duty, step.opens, (), (), ())


def _admit(step: Step, situation: Situation, standing: Standing) -> tuple[Actor, DutyFacts | None]:
    """The first declared actor that fits and is not barred; else the most telling refusal."""
    refusal = "not_your_duty"
    for actor in step.actors:
        for duty in _fitting(actor, situation, standing):
            barred = _bar(step, actor, duty, situation, standing)
            if barred is None:
                return actor, duty
            refusal = barred
    raise StepRefusedError(refusal, step.name)


def _fitting(
    actor: Actor, situation: Situation, standing: Standing
) -> tuple[DutyFacts | None, ...]:
    match actor.kind:
        case Kind.ANYONE:
            return (None,)
        case Kind.REPORTER:
            return (None,) if standing.is_reporter else ()
        case Kind.SYSTEM:
            return (None,) if standing.is_system else ()
        case Kind.DUTY:
            return tuple(
                duty
                for duty in standing.duties
                if duty.kind == actor.duty
                and (
                    duty.covers
                    if actor.where is Where.PLACE
                    else situation.holder is not None and duty.organisation == situation.holder
                )
            )


def _bar(
    step: Step,
    actor: Actor,
    duty: DutyFacts | None,
    situation: Situation,
    standing: Standing,
) -> str | None:
    if actor.kind is not Kind.DUTY or duty is None:
        return None
    if standing.is_reporter or _has_touched(step, situation, standing):
        return "recused"
    if step.with_reporter and situation.reporter_hidden and actor.where is Where.HOLDER:
        return "hidden_reporter"
    if step.apart_from_holder and situation.holder in standing.organisations:
        return "four_eyes"
    return _earlier_hand(step, situation, standing)


def _earlier_hand(step: Step, situation: Situation, standing: Standing) -> str | None:
    """Whether somebody took a step before from which whoever takes this one must be apart."""
    for taken in situation.history:
        if taken.step in step.apart_from and _is_same(taken, standing):
            return "four_eyes"
        if taken.step in step.apart_in_person and taken.person == standing.person:
            return "another_person"
    return None


def _has_touched(step: Step, situation: Situation, standing: Standing) -> bool:
    return step.untouched and bool({standing.person, *standing.organisations} & situation.touched)


def _is_same(taken: Taken, standing: Standing) -> bool:
    return taken.person == standing.person or taken.organisation in standing.organisations


def _check_asked(step: Step, situation: Situation) -> None:
    """Whether what the step answers was asked for, and nothing bars it that still waits."""
    if step.needs and not set(step.needs) & situation.open_promises:
        raise StepRefusedError("nothing_asked", step.name)
    if set(step.unless) & situation.open_promises:
        raise StepRefusedError("asked_already", step.name)


def _check_holder(step: Step, situation: Situation) -> None:
    if step.holds is None or step.holds == (situation.holder is not None):
        return
    raise StepRefusedError("no_holder" if step.holds else "has_holder", step.name)


def _check_count(step: Step, situation: Situation) -> None:
    if step.limit is None:
        return
    taken = 0
    for past in situation.history:
        if past.step == step.per:
            taken = 0
        elif past.step == step.name and (not step.of_each or past.organisation == situation.holder):
            taken += 1
    if taken >= step.limit:
        raise StepRefusedError("used_up", step.name)


def _check_time(step: Step, situation: Situation, now: datetime) -> None:
    if step.within and now > situation.entered_at + timedelta(days=situation.days[step.within]):
        raise StepRefusedError("too_late", step.name)
    if step.before_due and now > situation.due.get(step.before_due, now):
        raise StepRefusedError("overdue", step.name)
    if step.after_breach and not any(
        now > situation.unkept.get(name, now) for name in step.after_breach
    ):
        raise StepRefusedError("nothing_broken", step.name)


def _decision(
    procedure: Procedure,
    situation: Situation,
    step: Step,
    actor: Actor,
    duty: DutyFacts | None,
) -> Decision:
    state = step.target or situation.state
    open_now = situation.open_promises
    meets = tuple(name for name in step.meets if name in open_now)
    ends = procedure.state_by_name[state].final
    reopened = (*step.opens, *step.resumes)
    left = open_now - set(meets)
    dropped = left if ends else left & {*reopened, *step.drops}
    return Decision(
        step=step,
        state=state,
        actor=actor,
        duty=duty,
        opens=step.opens,
        meets=meets,
        resumes=tuple(name for name in step.resumes if name in situation.met_promises),
        cancels=tuple(sorted(dropped)),
        passes_on=tuple(name for name in step.passes_on if name in left - dropped),
    )
