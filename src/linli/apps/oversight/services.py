"""What the decision on an appeal brings about."""

from linli.apps.cases.enums import CaseState
from linli.apps.oversight.enums import AppealOutcome
from linli.core.matters.acting import acting_as_system
from linli.core.matters.context import StepContext
from linli.core.matters.models import Matter
from linli.core.matters.services import perform


def decide(context: StepContext) -> None:
    """Opens the case again where the appeal is upheld, in the same transaction.

    A case that the reporter has reopened meanwhile is under way already and stays as it is.
    """
    if context.values.text("outcome") != AppealOutcome.UPHELD:
        return
    case = Matter.objects.get(links__other=context.matter, links__relation="reviewed_by")
    if case.state == CaseState.CLOSED:
        perform(
            case.pk,
            "order_again",
            acting_user=acting_as_system(context.community),
            now=context.now,
        )
