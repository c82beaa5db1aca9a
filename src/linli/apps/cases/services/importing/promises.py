"""The promise of an imported case, as the other system kept it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.apps.cases.enums import CaseState
from linli.apps.cases.procedure import CASE
from linli.apps.cases.services.importing.cells import CellError
from linli.apps.cases.services.importing.rules import PromiseRule
from linli.core.matters.definition import State
from linli.ground.calendars.public import Calendar, Limit, Unit, due_at
from linli.ground.calendars.units import MAX_AMOUNT

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDraft:
    """A promise with its end: met, dropped, or neither while it runs."""

    name: str
    limit: str
    opened_at: datetime
    due_at: datetime
    provisional: bool
    met_at: datetime | None
    cancelled_at: datetime | None


def draft_promise(
    rule: PromiseRule,
    *,
    calendar: Calendar,
    opened: datetime,
    due: datetime | None,
    taken: Sequence[tuple[str, datetime]],
    state: State,
) -> PromiseDraft | None:
    """The promise on the clock; None where neither the row nor the mapping says when it was due.

    Raises CellError: out_of_order (due before it began), out_of_range (more than 10,000 hours).
    """
    if due is not None:
        limit, provisional = _limit_between(opened, due), False
    elif rule.limit is not None:
        counted = due_at(calendar, opened, rule.limit)
        limit, due, provisional = rule.limit, counted.at, counted.provisional
    else:
        return None
    met, cancelled = _end(rule.name, taken, state)
    return PromiseDraft(
        name=rule.name,
        limit=str(limit),
        opened_at=opened,
        due_at=due,
        provisional=provisional,
        met_at=met,
        cancelled_at=cancelled,
    )


def _limit_between(opened: datetime, due: datetime) -> Limit:
    """The time that the other system gave, in natural hours; at least one, as a limit has."""
    if due < opened:
        raise CellError("out_of_order")
    hours = max(1, round((due - opened) / HOUR))
    if hours > MAX_AMOUNT:
        raise CellError("out_of_range")
    return Limit(hours, Unit.NATURAL_HOURS)


def _end(
    name: str, taken: Sequence[tuple[str, datetime]], state: State
) -> tuple[datetime | None, datetime | None]:
    """Met by the step that is declared to meet it; else by closing, where the source tells no more;
    dropped where the case ended otherwise."""
    for step, at in taken:
        if name in CASE.step_by_name[step].meets:
            return at, None
    if state.name == CaseState.CLOSED:
        return taken[-1][1], None
    return (None, taken[-1][1]) if state.final else (None, None)
