"""What decisions on appeals and on exclusions bring about."""

from linli.apps.cases.enums import CaseState
from linli.apps.oversight.enums import AppealOutcome
from linli.core.matters.acting import acting_as_system
from linli.core.matters.context import StepContext
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.services import lock_origin_of, perform


def decide(context: StepContext) -> None:
    """Opens the case again where the appeal is upheld, in the same transaction.

    A case that the reporter has reopened meanwhile is under way already, or closed anew, and stays
    as it is: the appeal was against the closing before.
    """
    if context.values.text("outcome") != AppealOutcome.UPHELD:
        return
    case = lock_origin_of(context.matter, "reviewed_by")
    if case.state == CaseState.CLOSED and case.entered_at <= context.matter.opened_at:
        perform(
            case.pk,
            "order_again",
            acting_user=acting_as_system(context.community),
            now=context.now,
        )


def grant(context: StepContext) -> None:
    """Raises StepRefusedError (not_in_state) where the case has left the closing for which it was
    asked: it is counted by what became of it."""
    case = lock_origin_of(context.matter, "decided_by")
    if case.state != CaseState.CLOSED or case.entered_at > context.matter.opened_at:
        raise StepRefusedError("not_in_state", "grant")
