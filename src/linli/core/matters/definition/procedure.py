"""A procedure: the whole declaration of a kind of matter."""

from dataclasses import dataclass
from functools import cached_property

from linli.core.matters.definition.actors import Actor, Where
from linli.core.matters.definition.checks import check_procedure
from linli.core.matters.definition.fields import Field
from linli.core.matters.definition.steps import State, Step


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """What a party promises when a step opens it.  `party` owes it: the holder, or the office
    on a duty of that kind in the matter's place; `hidden_party` where the reporter is hidden.
    One `to_reporter` is not made where the reporter left no way to him."""

    name: str
    label: str
    party: str = "holder"
    hidden_party: str = ""
    to_reporter: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionKind:
    """One of many inputs to an open state: an own row, no state change.

    Whoever gives one that is `followed` is told what becomes of the matter, as its reporter is.
    """

    name: str
    label: str
    done: str
    states: tuple[str, ...]
    actors: tuple[Actor, ...]
    fields: tuple[Field, ...] = ()
    once: bool = True
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """How a matter of this kind comes from another: the link's name, and the states of the
    other kind in which it may be opened, and the rule that says for how many days; `many` where
    several may be opened out of one side by side."""

    name: str
    label: str
    kind: str
    states: tuple[str, ...]
    within: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """The step that the system takes when a promise is still open some time after it was due; the
    rules say how long after."""

    step: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """A list that a duty works through: states, and what ties the duty to the matters.

    `late` keeps those of which a promise is late.  `lacking` keeps those since whose present state
    began none of these steps was taken, `within` the days that a rule gives.  `page` is the address
    of a page of its own, where there is a better one than a list.
    """

    name: str
    label: str
    duty: str
    states: tuple[str, ...]
    where: Where = Where.PLACE
    hint: str = ""
    late: bool = False
    lacking: tuple[str, ...] = ()
    within: str = ""
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """The declaration of a kind of matter.  Raises DefinitionError unless it holds together:
    every state is reachable, no unfinished state is a dead end, what handles never closes.

    `offices` names the duties that see and read a matter that is not public, where not all do.
    """

    kind: str
    version: int
    label: str
    plural: str
    seal: str
    prefix: str
    states: tuple[State, ...]
    opening: Step
    steps: tuple[Step, ...]
    promises: tuple[PromiseKind, ...] = ()
    contributions: tuple[ContributionKind, ...] = ()
    worklists: tuple[Worklist, ...] = ()
    ladder: tuple[Rung, ...] = ()
    origin: Relation | None = None
    handled_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()
    public: bool = True
    offices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_procedure(self)

    @cached_property
    def state_by_name(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def step_by_name(self) -> dict[str, Step]:
        return {step.name: step for step in (self.opening, *self.steps)}

    @cached_property
    def promise_by_name(self) -> dict[str, PromiseKind]:
        return {promise.name: promise for promise in self.promises}

    @cached_property
    def contribution_by_name(self) -> dict[str, ContributionKind]:
        return {kind.name: kind for kind in self.contributions}

    @cached_property
    def open_states(self) -> tuple[str, ...]:
        """States in which something is still owed."""
        return tuple(state.name for state in self.states if not state.final)

    def asking_steps(self, name: str) -> frozenset[str]:
        """The steps that ask for what the step of that name decides: they open what it needs."""
        step = self.step_by_name.get(name)
        needed = set(step.needs) if step else set()
        return frozenset(step.name for step in self.steps if needed & set(step.opens))

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Steps that are declared for that state, in the order of declaration."""
        return tuple(step for step in self.steps if state in step.sources)
