"""Joining an organisation's people by a link: written by one of them, used once, within a week.

A link is worth what its writer's duty is: it opens nothing any more once that has ended.
"""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

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
from linli.ground.parties.errors import DutyTakenError
from linli.ground.parties.models import Duty, Organisation
from linli.ground.parties.services import assign_duty_once

LASTS = timedelta(days=7)
MOST_OPEN = 30
SECRET_BYTES = 16


def list_inviting_duties(user: ActingUser) -> list[Duty]:
    """The user's own duties that others can be invited to share: those of a handler, not the one
    that ends today."""
    return [duty for duty in user.duties if duty.kind == DutyKind.HANDLER and _goes_on(duty)]


def get_inviting_duty(user: ActingUser, key: UUID | None) -> Duty:
    """The one of that key, or the only one; raises StepRefusedError (not_your_duty), and
    InputRefusedError (as: required) where there are several to choose from."""
    duties = list_inviting_duties(user)
    if key is None and len(duties) > 1:
        raise InputRefusedError({"as": "required"})
    for duty in duties:
        if key in {None, duty.pk}:
            return duty
    raise StepRefusedError("not_your_duty", "invite")


def list_open_invitations(user: ActingUser, *, now: datetime) -> QuerySet[Invitation]:
    """Links that could still be used, the latest first: those to the user's own organisations, or
    all of the community for whoever administers it."""
    found = _open(user.community, now=now)
    if not user.has_duty(DutyKind.ADMINISTRATOR):
        own = {duty.organisation_id for duty in list_inviting_duties(user)}
        found = found.filter(organisation_id__in=own)
    return found.select_related("invited_by", "organisation").order_by("-created_at")


@transaction.atomic
def write_invitation(
    *, acting_user: ActingUser, now: datetime, duty_key: UUID | None = None
) -> str:
    """The secret of a link with which one person comes to handle for the user's organisation, where
    the user does; it is told this once.

    Raises StepRefusedError (not_your_duty), InputRefusedError (as: required where the user handles
    for several; invitation: too_many_open).
    """
    own = get_inviting_duty(acting_user, duty_key)
    # The organisation's row: two who write at once are counted one after the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=own.organisation_id)
    if _open(acting_user.community, now=now).filter(organisation=own.organisation_id).count() >= (
        MOST_OPEN
    ):
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
    note_change(acting_user, ChangeKind.INVITATION, f"+ {own.organisation.name}", now=now)
    return secret


@transaction.atomic
def withdraw_invitation(key: UUID, *, acting_user: ActingUser, now: datetime) -> None:
    """The link opens nothing any more.  Raises StepRefusedError (not_your_duty)."""
    found = list_open_invitations(acting_user, now=now).filter(pk=key).first()
    if found is None or not _end(found, now=now):
        raise StepRefusedError("not_your_duty", "withdraw")
    note_change(acting_user, ChangeKind.INVITATION, f"− {found.organisation.name}", now=now)


def find_invitation(community: Community, secret: str, *, now: datetime) -> Invitation | None:
    """What the link opens; None where it was used, withdrawn, is older than a week, its writer no
    longer handles there, or it never was."""
    return (
        _open(community, now=now)
        .select_related("organisation", "place", "invited_by")
        .filter(digest=_digest(secret))
        .first()
    )


def has_joined_by(secret: str, user: ActingUser) -> bool:
    """Whether the user has the duty that this link, open or not, brings."""
    found = Invitation.objects.filter(community=user.community, digest=_digest(secret)).first()
    return found is not None and _serves(user, found)


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
    if found is None or not _end(found, now=now):
        return None
    if _serves(acting_user, found):
        raise InputRefusedError({"name": "serves_already"})
    duty = _join(found, acting_user.account, name, ends_on=_last_day(found))
    by = found.invited_by.display_name if found.invited_by else ""
    about = f"{duty.account.display_name}: {duty.get_kind_display()}, {duty.organisation.name}"
    note_change(acting_user, ChangeKind.DUTY, f"{about} ← {by}", now=now)
    return duty


def _last_day(invitation: Invitation) -> date | None:
    """That of its writer's duty: who stands in for some days invites for no longer."""
    writers = _writers(
        invitation.community,
        account=invitation.invited_by,
        organisation=invitation.organisation,
        place=invitation.place,
        kind=invitation.kind,
    )
    days = list(writers.values_list("ends_on", flat=True))
    if None in days:
        return None
    return max((day for day in days if day), default=local_day(invitation.community))


def _writers(community: Community, **duty: object) -> QuerySet[Duty]:
    """Duties of that kind that go on beyond today."""
    today = local_day(community)
    goes_on = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    return Duty.objects.filter(goes_on, starts_on__lte=today, **duty)


def _join(invitation: Invitation, account: Account, name: str, *, ends_on: date | None) -> Duty:
    try:
        rename_account(account, acting_user=account, display_name=name)
        return assign_duty_once(
            account,
            organisation=invitation.organisation,
            place=invitation.place,
            kind=DutyKind(invitation.kind),
            starts_on=local_day(invitation.community),
            ends_on=ends_on,
        )
    except DisplayNameError as error:
        raise InputRefusedError({"name": error.code}) from error
    except DutyTakenError as error:
        raise InputRefusedError({"name": "serves_already"}) from error


def _open(community: Community, *, now: datetime) -> QuerySet[Invitation]:
    writers = _writers(
        community,
        account=OuterRef("invited_by"),
        account__is_active=True,
        organisation=OuterRef("organisation"),
        organisation__is_active=True,
        place=OuterRef("place"),
        kind=OuterRef("kind"),
    )
    return Invitation.objects.filter(
        Exists(writers), community=community, ended_at__isnull=True, expires_at__gt=now
    )


def _end(invitation: Invitation, *, now: datetime) -> bool:
    """Whether it was this call that ended it."""
    still_open = Invitation.objects.filter(pk=invitation.pk, ended_at__isnull=True)
    return bool(still_open.update(ended_at=now))


def _serves(user: ActingUser, invitation: Invitation) -> bool:
    return any(
        duty.organisation_id == invitation.organisation_id
        and duty.place_id == invitation.place_id
        and duty.kind == invitation.kind
        for duty in user.duties
    )


def _goes_on(duty: Duty) -> bool:
    return duty.ends_on is None or duty.ends_on > local_day(duty.community)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
