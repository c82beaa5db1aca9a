"""The whistle: several organisations called to one case at once."""

from collections.abc import Sequence
from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext, override

from linli.apps.cases.procedure.states import UNFINISHED
from linli.core.matters.acting import ActingUser, acting_as_system
from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.services import Outcome, lock_origin_of, open_matter, perform


@transaction.atomic
def call_organisations(
    case: Matter,
    *,
    organisations: Sequence[str],
    brief: str,
    acting_user: ActingUser,
    idempotency_key: str = "",
) -> list[Outcome]:
    """A part of the case for each organisation, named by its slug; all of them or none.

    Raises StepRefusedError, MatterNotFoundError, and InputRefusedError naming organisations or
    brief.
    """
    if not organisations:
        raise InputRefusedError({"organisations": "required"})
    try:
        return [
            open_matter(
                "response",
                acting_user=acting_user,
                values={"organisation": slug, "brief": brief},
                origin=case,
                # By number: a name may be longer than a key.
                idempotency_key=f"{idempotency_key}-{number}" if idempotency_key else "",
            )
            for number, slug in enumerate(organisations)
        ]
    except InputRefusedError as error:
        raise InputRefusedError(
            {
                "organisations" if name == "organisation" else name: code
                for name, code in error.errors.items()
            }
        ) from error


def ask_again(context: StepContext) -> None:
    """Raises StepRefusedError (not_in_state) where the case is no longer under way: nothing would
    wait for the answer."""
    if lock_origin_of(context.matter, "delivered_by").state not in UNFINISHED:
        raise StepRefusedError("not_in_state", "ask_again")


def withdraw(context: StepContext) -> None:
    """Calls off what others were called for and have not answered: nobody goes on with it."""
    waiting = Matter.objects.filter(
        backlinks__matter=context.matter,
        backlinks__relation="delivered_by",
        state__in=("called", "responding"),
    )
    with override(context.community.language):
        grounds = gettext("The report was withdrawn.")
    for key in waiting.order_by("pk").values_list("pk", flat=True):
        # One that is answered at this moment needs no calling off.
        with suppress(StepRefusedError):
            perform(
                key,
                "call_off",
                acting_user=acting_as_system(context.community),
                values={"grounds": grounds},
                now=context.now,
            )
