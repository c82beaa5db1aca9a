"""The whistle: several organisations called to one case at once."""

from collections.abc import Sequence

from django.db import transaction

from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.services import Outcome, open_matter


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
