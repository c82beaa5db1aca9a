"""Organisations look after their own people: colleagues stand in for each other, hand over, leave.

What waits hangs on the duty and its place, not on the person: whoever has the duty has all of it.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change
from linli.apps.administration.services.parties import note_end
from linli.core.matters.acting import ActingUser, local_day
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.accounts.models import Account
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.errors import DutyTakenError
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import list_people_serving
from linli.ground.parties.services import assign_duty_once
from linli.ground.places.selectors import below, covers

LONGEST_DAYS = 366


def list_managed_duties(user: ActingUser) -> QuerySet[Duty]:
    """Duties of today in the user's own place that this user looks after: an officer those of the
    stewards, a handler those of his organisation's handlers."""
    today = local_day(user.community)
    mine = Q(pk__in=[])
    for duty in user.duties:
        inside = below(duty.place.code, user.community, field="place__code")
        if duty.kind == DutyKind.OFFICER:
            mine |= inside & Q(kind=DutyKind.STEWARD)
        elif duty.kind == DutyKind.HANDLER:
            mine |= inside & Q(organisation_id=duty.organisation_id, kind=DutyKind.HANDLER)
    held = Duty.objects.filter(mine, community=user.community, starts_on__lte=today).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    )
    return (
        held.select_related("account", "organisation", "place")
        .defer("place__boundary")
        .order_by("place__code", "starts_on", "id")
    )


def list_colleagues(duty: Duty, user: ActingUser) -> QuerySet[Account]:
    """Who serves the duty's organisation today and could be given it; nobody gives it to himself."""
    own = [user.account.pk] if user.account else []
    return list_people_serving(duty.organisation).exclude(pk__in=[duty.account_id, *own])


@transaction.atomic
def stand_in(
    key: UUID, *, colleague: UUID, starts: date, ends: date, acting_user: ActingUser, now: datetime
) -> Duty:
    """A colleague has the same duty beside its holder, from a day to a day: leave, illness.  The
    days lie within the duty's own, none before today and the last within a year or so.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming colleague or until.
    """
    duty = _managed(key, acting_user)
    today = local_day(acting_user.community)
    own = _last_own_day(duty, acting_user)
    last = min(duty.ends_on or date.max, own or date.max, today + timedelta(days=LONGEST_DAYS))
    if not today <= starts <= ends <= last:
        raise InputRefusedError({"until": "duty_dates"})
    made = _give(duty, _colleague(duty, colleague, acting_user), starts, ends)
    _note(acting_user, made, f"{starts} – {ends}", now=now)
    return made


@transaction.atomic
def hand_over(key: UUID, *, colleague: UUID, acting_user: ActingUser, now: datetime) -> Duty:
    """The duty ends today, and a colleague has it from today on, as long as it would have lasted,
    with everything that waits.

    Raises StepRefusedError (not_your_duty, for one that outlasts one's own too), InputRefusedError
    naming colleague.
    """
    duty = _managed(key, acting_user)
    _check_lasting(duty, acting_user)
    today = local_day(acting_user.community)
    made = _hand(duty, _colleague(duty, colleague, acting_user), today)
    note_end(duty, acting_user=acting_user, now=now)
    _note(acting_user, made, "", now=now)
    return made


@transaction.atomic
def end_managed_duty(key: UUID, *, acting_user: ActingUser, now: datetime) -> Duty:
    """A colleague's duty ends today without a successor: whoever else has such a duty there goes
    on with what waits.

    Raises StepRefusedError (not_your_duty) for one's own too: somebody has to stay; and for one
    that outlasts one's own.
    """
    duty = _managed(key, acting_user)
    _check_lasting(duty, acting_user)
    if duty.account == acting_user.account:
        raise StepRefusedError("not_your_duty", "colleagues")
    note_end(duty, acting_user=acting_user, now=now)
    return duty


def outlasts_own(duty: Duty, user: ActingUser) -> bool:
    """Whether a handler's duty goes on longer than those of the user there for that organisation:
    who stands in for some days sends nobody away who stays."""
    last = _last_own_day(duty, user)
    return last is not None and (duty.ends_on is None or duty.ends_on > last)


def _last_own_day(duty: Duty, user: ActingUser) -> date | None:
    """Until when the user looks after it as a handler himself; None for without end, and for what
    he looks after as an officer."""
    if duty.kind != DutyKind.HANDLER:
        return None
    days = [
        each.ends_on
        for each in user.duties
        if each.kind == DutyKind.HANDLER
        and each.organisation_id == duty.organisation_id
        and covers(each.place.code, duty.place.code, community=user.community)
    ]
    return None if None in days else max((day for day in days if day), default=None)


def _check_lasting(duty: Duty, user: ActingUser) -> None:
    if outlasts_own(duty, user):
        raise StepRefusedError("not_your_duty", "colleagues")


def _managed(key: UUID, user: ActingUser) -> Duty:
    going_on = list_managed_duties(user).exclude(ends_on=local_day(user.community))
    duty = going_on.select_for_update(of=("self",)).filter(pk=key).first()
    if duty is None:
        raise StepRefusedError("not_your_duty", "colleagues")
    return duty


def _colleague(duty: Duty, key: UUID, user: ActingUser) -> Account:
    found = list_colleagues(duty, user).filter(pk=key).first()
    if found is None:
        raise InputRefusedError({"colleague": "not_a_choice"})
    return found


def _hand(duty: Duty, account: Account, today: date) -> Duty:
    """The colleague's duty from today on; where he stands in already, that goes on as long."""
    his = Duty.objects.filter(
        account=account, organisation=duty.organisation, place=duty.place, kind=duty.kind
    )
    to_come = his.filter(starts_on__gt=today)
    if duty.ends_on is not None:
        to_come = to_come.filter(starts_on__lte=duty.ends_on)
    to_come.delete()
    running = his.filter(starts_on__lte=today).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    )
    held = running.order_by("-starts_on").first()
    if held is None:
        return _give(duty, account, today, duty.ends_on)
    if held.ends_on is None or (duty.ends_on is not None and held.ends_on >= duty.ends_on):
        raise InputRefusedError({"colleague": "has_duty_already"})
    held.ends_on = duty.ends_on
    held.save(update_fields=["ends_on"])
    return held


def _give(duty: Duty, account: Account, starts: date, ends: date | None) -> Duty:
    try:
        return assign_duty_once(
            account,
            organisation=duty.organisation,
            place=duty.place,
            kind=DutyKind(duty.kind),
            starts_on=starts,
            ends_on=ends,
        )
    except DutyTakenError as error:
        raise InputRefusedError({"colleague": error.code}) from error


def _note(user: ActingUser, duty: Duty, days: str, *, now: datetime) -> None:
    about = f"{duty.account.display_name}: {duty.get_kind_display()}, {duty.place.name} {days}"
    note_change(user, ChangeKind.DUTY, about.strip(), now=now)
