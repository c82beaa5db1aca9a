"""Organisations look after their own people: colleagues join, stand in for each other, hand over.

What waits hangs on the duty and its place, not on the person: whoever has the duty has all of it.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change
from linli.apps.administration.services.invitations import get_inviting_duty
from linli.core.matters.acting import ActingUser, local_day
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.accounts.errors import AccountsError
from linli.ground.accounts.models import Account
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import list_people_serving
from linli.ground.parties.services import assign_duty, get_or_create_account
from linli.ground.places.selectors import below
from linli.ground.privacy.errors import ContactError

LONGEST_DAYS = 366


def list_managed_duties(user: ActingUser) -> QuerySet[Duty]:
    """Duties of today that this user looks after: an officer those of the stewards of his place, a
    handler those of his organisation's handlers."""
    today = local_day(user.community)
    mine = Q(pk__in=[])
    for duty in user.duties:
        if duty.kind == DutyKind.OFFICER:
            inside = below(duty.place.code, user.community, field="place__code")
            mine |= inside & Q(kind=DutyKind.STEWARD)
        elif duty.kind == DutyKind.HANDLER:
            mine |= Q(organisation_id=duty.organisation_id, kind=DutyKind.HANDLER)
    held = Duty.objects.filter(mine, community=user.community).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    )
    return (
        held.select_related("account", "organisation", "place")
        .defer("place__boundary")
        .order_by("place__code", "starts_on", "id")
    )


def list_colleagues(duty: Duty) -> QuerySet[Account]:
    """Who serves the duty's organisation today, and could take it."""
    return list_people_serving(duty.organisation).exclude(pk=duty.account_id)


@transaction.atomic
def stand_in(
    key: UUID, *, colleague: UUID, starts: date, ends: date, acting_user: ActingUser, now: datetime
) -> Duty:
    """A colleague has the same duty beside its holder, from a day to a day: leave, illness.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming colleague or until.
    """
    duty = _managed(key, acting_user)
    if ends < starts or (ends - starts).days > LONGEST_DAYS:
        raise InputRefusedError({"until": "duty_dates"})
    made = _give(duty, _colleague(duty, colleague), starts, ends)
    _note(acting_user, made, f"{starts} – {ends}", now=now)
    return made


@transaction.atomic
def hand_over(key: UUID, *, colleague: UUID, acting_user: ActingUser, now: datetime) -> Duty:
    """The duty ends today, and a colleague has it from today on, with everything that waits.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming colleague.
    """
    duty = _managed(key, acting_user)
    today = local_day(acting_user.community)
    made = _give(duty, _colleague(duty, colleague), today, None)
    duty.ends_on = max(today, duty.starts_on)
    duty.save(update_fields=["ends_on"])
    note_change(
        acting_user,
        ChangeKind.DUTY_ENDED,
        f"{duty.account.display_name}: {duty.get_kind_display()}, {duty.place.name}",
        now=now,
    )
    _note(acting_user, made, "", now=now)
    return made


@transaction.atomic
def invite_handler(
    *,
    name: str,
    contact: str,
    acting_user: ActingUser,
    now: datetime,
    duty_key: UUID | None = None,
) -> Duty:
    """Somebody handles for the user's own organisation from today on, where the user does.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming name, contact, or as where
    the user handles for several.
    """
    own = get_inviting_duty(acting_user, duty_key)
    try:
        with transaction.atomic():
            account = get_or_create_account(
                acting_user.community, contact=contact, display_name=name
            )
            made = assign_duty(
                account,
                organisation=own.organisation,
                place=own.place,
                kind=DutyKind.HANDLER,
                starts_on=local_day(acting_user.community),
            )
    except ContactError as error:
        raise InputRefusedError({"contact": error.code}) from error
    except AccountsError as error:
        raise InputRefusedError({"name": error.code}) from error
    except IntegrityError as error:
        raise InputRefusedError({"contact": "taken"}) from error
    _note(acting_user, made, "", now=now)
    return made


def _managed(key: UUID, user: ActingUser) -> Duty:
    duty = list_managed_duties(user).select_for_update(of=("self",)).filter(pk=key).first()
    if duty is None:
        raise StepRefusedError("not_your_duty", "colleagues")
    return duty


def _colleague(duty: Duty, key: UUID) -> Account:
    found = list_colleagues(duty).filter(pk=key).first()
    if found is None:
        raise InputRefusedError({"colleague": "not_a_choice"})
    return found


def _give(duty: Duty, account: Account, starts: date, ends: date | None) -> Duty:
    try:
        with transaction.atomic():
            return assign_duty(
                account,
                organisation=duty.organisation,
                place=duty.place,
                kind=DutyKind(duty.kind),
                starts_on=starts,
                ends_on=ends,
            )
    except IntegrityError as error:
        raise InputRefusedError({"colleague": "taken"}) from error


def _note(user: ActingUser, duty: Duty, days: str, *, now: datetime) -> None:
    about = f"{duty.account.display_name}: {duty.get_kind_display()}, {duty.place.name} {days}"
    note_change(user, ChangeKind.DUTY, about.strip(), now=now)
