"""Which steps concern whom, whatever the kind of matter."""

from datetime import datetime, timedelta

from linli.core.matters.definition import Phase, Procedure
from linli.core.matters.definition.actors import Kind
from linli.core.records.models import Record

# What is older when it is found is shown, but no longer sent: the worker had stood still.
SENT_WITHIN = timedelta(days=3)


def moves(record: Record) -> bool:
    """Whether the step changed the state of a matter that was there before."""
    return record.from_state not in {"", record.to_state}


def tells(procedure: Procedure, record: Record) -> tuple[str, ...]:
    """Whom the step declares that it tells, whether it changed the state or not."""
    step = procedure.step_by_name.get(record.step)
    return step.tells if step else ()


def concerns_reporter(record: Record) -> bool:
    """Each change of state that he did not bring about himself."""
    return record.role != Kind.REPORTER.value


def concerns_holder(procedure: Procedure, record: Record) -> bool:
    """Work comes to the holder: given to it, or sent back as not done."""
    if not record.from_state:
        return False
    before, after = _phases(procedure, record)
    return after is Phase.DOING and before is not Phase.DOING


def is_sent(procedure: Procedure, record: Record, *, now: datetime) -> bool:
    """Whether it is worth a message: what the state means to a reader has changed, or the step
    says whom it tells.

    A case sends a reporter three (handed on, said to be done, closed) rather than six.
    """
    if now - record.at > SENT_WITHIN:
        return False
    if tells(procedure, record):
        return True
    before, after = _phases(procedure, record)
    return before is not after


def _phases(procedure: Procedure, record: Record) -> tuple[Phase, Phase]:
    states = procedure.state_by_name
    return states[record.from_state].phase, states[record.to_state].phase
