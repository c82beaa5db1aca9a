"""Rows of lists: a matter with its state and its one clock, without a query of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.core.matters.definition import State, Step
from linli.core.matters.models import Matter
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import Bar, make_main_bar
from linli.ground.calendars.public import Calendar


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a matter; `next_steps` are those that a desk takes next."""

    matter: Matter
    state: State
    seal: str
    clock: Bar | None
    next_steps: tuple[Step, ...]

    @property
    def url(self) -> str:
        return f"/matters/{self.matter.number}"


def make_rows(matters: Iterable[Matter], *, calendar: Calendar, now: datetime) -> list[Row]:
    """One row a matter, in the given order."""
    rows = []
    for matter in matters:
        procedure = procedure_of(matter)
        rows.append(
            Row(
                matter=matter,
                state=procedure.state_by_name[matter.state],
                seal=procedure.seal,
                next_steps=tuple(step for step in procedure.steps_from(matter.state) if step.main),
                clock=make_main_bar(matter, procedure=procedure, calendar=calendar, now=now),
            )
        )
    return rows
