"""What happens to cases, in which proportions, told by the procedure's own declaration."""

import random
from dataclasses import dataclass
from itertools import accumulate

from linli.apps.cases.procedure import CASE
from linli.core.matters.definition import Procedure, Step

TO_DISPATCH = ("report", "accept", "dispatch")
TO_HANDLED = (*TO_DISPATCH, "start", "contact", "handle")
TO_CLOSED = (*TO_HANDLED, "verify", "close")
FINISHED = {
    (*TO_CLOSED, "rate"): 40,
    TO_CLOSED: 42,
    (*TO_HANDLED, "send_back", "handle", "verify", "close"): 4,
    ("report", "redirect"): 6,
    ("report", "merge"): 4,
    ("report", "accept", "withdraw"): 4,
}
UNFINISHED = {
    ("report",): 15,
    ("report", "accept"): 10,
    TO_DISPATCH: 25,
    (*TO_DISPATCH, "start"): 30,
    TO_HANDLED: 12,
    (*TO_HANDLED, "verify"): 8,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One step between two states."""

    step: Step
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise by the places of events: opened, and met or dropped, by which."""

    name: str
    opened: int
    met: int | None
    dropped: int | None


@dataclass(frozen=True, slots=True)
class History:
    """A way through the procedure."""

    events: tuple[Event, ...]
    promises: tuple[Promised, ...]
    is_finished: bool


class Histories:
    """Draws histories in the given proportions."""

    def __init__(self, ways: dict[tuple[str, ...], int]) -> None:
        self._told = [tell(CASE, way) for way in ways]
        self._weights = list(accumulate(ways.values()))

    def draw(self, chance: random.Random) -> History:
        return chance.choices(self._told, cum_weights=self._weights)[0]


def tell(procedure: Procedure, names: tuple[str, ...]) -> History:
    """The history of these steps; a final state drops what is still promised."""
    events: list[Event] = []
    state = ""
    for name in names:
        step = procedure.step_by_name[name]
        events.append(Event(step, state, step.target or state))
        state = step.target or state
    finals = {each.name for each in procedure.states if each.final}
    promises = [
        _promise(events, name.name, opened, finals)
        for name in procedure.promises
        for opened, event in enumerate(events)
        if name.name in event.step.opens
    ]
    return History(tuple(events), tuple(promises), state in finals)


def _promise(events: list[Event], name: str, opened: int, finals: set[str]) -> Promised:
    """Met for good by the last step that meets it, since one that resumes undoes the earlier."""
    met = None
    for place in range(opened + 1, len(events)):
        if name in events[place].step.meets:
            met = place
        elif name in events[place].step.resumes:
            met = None
    ended = next((at for at, event in enumerate(events) if event.after in finals), None)
    return Promised(name, opened, met, ended if met is None else None)
