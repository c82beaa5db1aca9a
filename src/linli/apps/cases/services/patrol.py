"""What a steward finds on a round: a case at once, solved on the spot where it was."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from linli.apps.cases.procedure import CASE
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.services import Outcome, open_matter, perform
from linli.ground.parties.enums import DutyKind


@transaction.atomic
def report_finding(
    values: Mapping[str, Any],
    *,
    solved: str = "",
    acting_user: ActingUser,
    idempotency_key: str = "",
) -> Outcome:
    """A case that a steward found; with `solved`, the words what was done about it, it goes on to
    be verified by somebody else of the office.  Both or neither.

    Raises StepRefusedError (not_your_duty), InputRefusedError.
    """
    if not acting_user.has_duty(DutyKind.STEWARD):
        raise StepRefusedError("not_your_duty", CASE.opening.name)
    outcome = open_matter(
        CASE.kind, acting_user=acting_user, values=values, idempotency_key=idempotency_key
    )
    if not solved:
        return outcome
    return perform(
        outcome.matter.pk,
        "solve",
        acting_user=acting_user,
        values={"result": solved},
        idempotency_key=f"{idempotency_key}-solve" if idempotency_key else "",
    )
