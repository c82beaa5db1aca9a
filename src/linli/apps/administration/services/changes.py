"""Who may set a community up, and the history of what was changed."""

from datetime import datetime

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.models import Change
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import StepRefusedError
from linli.ground.parties.enums import DutyKind

LONGEST = 300


def require_administrator(user: ActingUser) -> None:
    """Raises StepRefusedError (not_your_duty) unless the user administers the community."""
    if not user.has_duty(DutyKind.ADMINISTRATOR):
        raise StepRefusedError("not_your_duty", "administration")


def note_change(user: ActingUser, kind: ChangeKind, about: str, *, now: datetime) -> None:
    """Adds to the history."""
    Change.objects.create(
        community=user.community, at=now, account=user.account, kind=kind, about=about[:LONGEST]
    )
