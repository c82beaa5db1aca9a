"""Joining an organisation's people by a link: written by one of them, used once, within a week."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.models import Invitation
from linli.apps.administration.services.changes import note_change
from linli.core.matters.acting import ActingUser, local_day
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.accounts.errors import DisplayNameError
from linli.ground.accounts.models import Account
from linli.ground.accounts.public import rename_account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty
from linli.ground.parties.services import assign_duty

LASTS = timedelta(days=7)
MOST_OPEN = 30
SECRET_BYTES = 16


def list_open_invitations(user: ActingUser, *, now: datetime) -> QuerySet[Invitation]:
    """Links to the user's own organisation that could still be used, the latest first."""
    own = _own_duty(user)
    mine = Q(organisation_id=own.organisation_id) if own else Q(pk__in=[])
    return (
        _open(user.community, now=now)
        .filter(mine)
        .select_related("invited_by")
        .order_by("-created_at")
    )


@transaction.atomic
def write_invitation(*, acting_user: ActingUser, now: datetime) -> str:
    """The secret of a link with which one person comes to handle for the user's organisation, where
    the user does; it is told this once.

    Raises StepRefusedError (not_your_duty), InputRefusedError (invitation: too_many_open).
    """
    own = _own_duty(acting_user)
    if own is None:
        raise StepRefusedError("not_your_duty", "invite")
    if list_open_invitations(acting_user, now=now).count() >= MOST_OPEN:
        raise InputRefusedError({"invitation": "too_many_open"})
    secret = secrets.token_urlsafe(SECRET_BYTES)
    Invitation.objects.create(
        community=acting_user.community,
        digest=_digest(secret),
        organisation=own.organisation,
        place=own.place,
        kind=DutyKind.HANDLER,
        invited_by=acting_user.account,
        created_at=now,
        expires_at=now + LASTS,
    )
    return secret


@transaction.atomic
def withdraw_invitation(key: UUID, *, acting_user: ActingUser, now: datetime) -> None:
    """The link opens nothing any more.  Raises StepRefusedError (not_your_duty)."""
    found = list_open_invitations(acting_user, now=now).filter(pk=key)
    if not Invitation.objects.filter(pk__in=found.values("pk")).update(ended_at=now):
        raise StepRefusedError("not_your_duty", "withdraw")


def find_invitation(community: Community, secret: str, *, now: datetime) -> Invitation | None:
    """What the link opens; None where it was used, withdrawn, is older than a week, or never was."""
    return (
        _open(community, now=now)
        .select_related("organisation", "place")
        .filter(digest=_digest(secret))
        .first()
    )


@transaction.atomic
def accept_invitation(
    secret: str, *, name: str, acting_user: ActingUser, now: datetime
) -> Duty | None:
    """The duty of whoever is signed in, from today on, and the link is used up; None where it opens
    nothing.  The name is the one that colleagues read.

    Raises StepRefusedError (needs_account), InputRefusedError naming name.
    """
    if acting_user.account is None:
        raise StepRefusedError("needs_account", "join")
    found = find_invitation(acting_user.community, secret, now=now)
    if found is None or not _open(acting_user.community, now=now).filter(pk=found.pk).update(
        ended_at=now
    ):
        return None
    if any(
        duty.organisation_id == found.organisation_id and duty.kind == found.kind
        for duty in acting_user.duties
    ):
        raise InputRefusedError({"name": "serves_already"})
    duty = _join(found, acting_user.account, name)
    about = f"{duty.account.display_name}: {duty.get_kind_display()}, {duty.organisation.name}"
    note_change(acting_user, ChangeKind.DUTY, about, now=now)
    return duty


def _join(invitation: Invitation, account: Account, name: str) -> Duty:
    try:
        rename_account(account, acting_user=account, display_name=name)
        with transaction.atomic():
            return assign_duty(
                account,
                organisation=invitation.organisation,
                place=invitation.place,
                kind=DutyKind(invitation.kind),
                starts_on=local_day(invitation.community),
            )
    except DisplayNameError as error:
        raise InputRefusedError({"name": error.code}) from error
    except IntegrityError as error:
        raise InputRefusedError({"name": "serves_already"}) from error


def _open(community: Community, *, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(community=community, ended_at__isnull=True, expires_at__gt=now)


def _own_duty(user: ActingUser) -> Duty | None:
    return next((duty for duty in user.duties if duty.kind == DutyKind.HANDLER), None)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
