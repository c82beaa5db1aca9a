"""Why something about a matter was refused.  Codes are stable: pages, API and tests use them."""

from collections.abc import Mapping
from typing import ClassVar


class MattersError(Exception):
    """Base of all refusals about matters."""

    code: ClassVar[str] = "matters_error"


class DefinitionError(MattersError):
    """A procedure's declaration does not hold together."""

    code = "definition"


class MatterNotFoundError(MattersError):
    """No such matter for this user, whether it does not exist or may not be seen."""

    code = "matter_not_found"


class UnknownStepError(MattersError):
    """The procedure of this matter has no step or contribution of that name."""

    code = "unknown_step"


class StepRefusedError(MattersError):
    """The step exists, but not for this person now; `code` says why."""

    def __init__(self, code: str, step: str) -> None:
        super().__init__(f"{step}: {code}")
        self.code = code  # type: ignore[misc]
        self.step = step


class InputRefusedError(MattersError):
    """Values that cannot be taken: for each field a code, and where it is one of several files
    the name of that one in `about`; nothing was written."""

    code = "invalid_input"

    def __init__(
        self, errors: Mapping[str, str], *, about: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in errors.items()))
        self.errors = dict(errors)
        self.about = dict(about or {})


class IdempotencyError(MattersError):
    """The idempotency key was used before for something else, or has not the right form."""

    code = "idempotency_mismatch"


class ReceiptError(MattersError):
    """Number and secret do not belong together, or the receipt was revoked."""

    code = "receipt_refused"


class TooManyAttemptsError(MattersError):
    """Too many wrong secrets from one address or for one matter."""

    code = "too_many_requests"
