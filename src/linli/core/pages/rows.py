"""Rows of lists: a matter with its state and its one clock, without a query of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.core.matters.definition import State, Step
from linli.core.matters.models import Matter
from linli.core.matters.registry import Hint
from linli.core.matters.versions import procedure_of
from linli.core.pages.clocks import Bar, make_main_bar
from linli.core.pages.messages import say_refusal
from linli.ground.calendars.public import Calendar


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a matter."""

    matter: Matter
    state: State
    seal: str
    clock: Bar | None

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
                clock=make_main_bar(matter, procedure=procedure, calendar=calendar, now=now),
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A row on a desk: what is suggested, the next steps that are open to the reader, and where
    none is, in words why."""

    row: Row
    hint: Hint | None
    steps: tuple[Step, ...]
    bar: str


def make_entry(row: Row, *, hint: Hint | None, steps: Sequence[tuple[Step, str]]) -> Entry:
    """The row with those of the steps that no code bars."""
    possible = tuple(step for step, bar in steps if not bar)
    bars = [bar for _step, bar in steps if bar]
    return Entry(row, hint, possible, say_refusal(bars[0]) if bars and not possible else "")
