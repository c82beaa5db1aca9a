"""What a dispatcher does in one go: take a case on and give it to an organisation."""

from datetime import datetime

from django.db import transaction

from linli.apps.cases.enums import CaseState
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.services import Outcome, perform


@transaction.atomic
def dispatch_at_once(
    matter: Matter,
    *,
    category: str,
    organisation: str,
    brief: str,
    acting_user: ActingUser,
    idempotency_key: str = "",
    now: datetime | None = None,
) -> Outcome:
    """Accepts the case where it has not been, then dispatches it; both steps or neither.

    Raises as `perform` does for accept and dispatch, and InputRefusedError (category:
    accepted_otherwise) where it has been accepted under another category than this.
    """
    if matter.state != CaseState.REPORTED and category not in {"", matter.subject}:
        raise InputRefusedError({"category": "accepted_otherwise"})

    def take(step: str, values: dict[str, str]) -> Outcome:
        return perform(
            matter.pk,
            step,
            acting_user=acting_user,
            values=values,
            idempotency_key=f"{idempotency_key}-{step}" if idempotency_key else "",
            now=now,
        )

    if matter.state == CaseState.REPORTED:
        take("accept", {"category": category})
    return take("dispatch", {"organisation": organisation, "brief": brief})
