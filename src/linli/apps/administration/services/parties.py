"""Organisations and duties, one by one or many from a file; a file is taken whole or not at all."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.models import Invitation
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.apps.administration.services.sheets import Sheet
from linli.core.matters.acting import ActingUser, local_day
from linli.core.matters.errors import InputRefusedError
from linli.ground.accounts.errors import AccountsError
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.parties.errors import DutyTakenError, PartiesError
from linli.ground.parties.models import Duty, Organisation
from linli.ground.parties.services import (
    assign_duty_once,
    create_organisation,
    get_or_create_account,
)
from linli.ground.places.errors import PlacesError
from linli.ground.places.selectors import get_place
from linli.ground.privacy.errors import ContactError

T = TypeVar("T")
Row = Mapping[str, str]
ORGANISATION_COLUMNS = ("slug", "name", "sector", "phone")
LONGEST = {"name": 120, "phone": 40}
FURTHEST = timedelta(days=366)
EARLIEST = date(1950, 1, 1)
DUTY_COLUMNS = ("contact", "name", "kind", "organisation", "place", "from", "until")


@transaction.atomic
def add_organisation(row: Row, *, acting_user: ActingUser, now: datetime) -> Organisation:
    """A new organisation from slug, name, sector and phone.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming slug, name, sector or
    phone.
    """
    require_administrator(acting_user)
    given = {name: row.get(name, "").strip() for name in ORGANISATION_COLUMNS}
    errors = {name: "required" for name in ("slug", "name") if not given[name]}
    if given["sector"] not in Sector.values:
        errors["sector"] = "not_a_choice"
    for name, longest in LONGEST.items():
        if len(given[name]) > longest:
            errors[name] = "too_long"
    known = Organisation.objects.filter(community=acting_user.community)
    if not all(given[name].isprintable() for name in LONGEST):
        errors["name"] = "not_a_text"
    for name in ("slug", "name"):
        if given[name] and known.filter(**{name: given[name]}).exists():
            errors[name] = "taken"
    if errors:
        raise InputRefusedError(errors)
    try:
        made = create_organisation(
            acting_user.community,
            slug=given["slug"],
            name=given["name"],
            sector=Sector(given["sector"]),
            phone=given["phone"],
        )
    except PartiesError as error:
        raise InputRefusedError({"slug": error.code}) from error
    note_change(acting_user, ChangeKind.ORGANISATION, f"{made.name} ({made.slug})", now=now)
    return made


@transaction.atomic
def give_duty(row: Row, *, acting_user: ActingUser, now: datetime) -> Duty:
    """A duty for whoever signs in with the contact; an account is opened where there is none.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming contact, name, kind,
    organisation, place, from or until.
    """
    require_administrator(acting_user)
    community = acting_user.community
    given = {name: row.get(name, "").strip() for name in DUTY_COLUMNS}
    errors: dict[str, str] = {}
    if given["kind"] not in DutyKind.values:
        errors["kind"] = "not_a_choice"
    organisation = Organisation.objects.filter(
        community=community, slug=given["organisation"]
    ).first()
    if organisation is None:
        errors["organisation"] = "not_a_choice"
    place = _try(errors, "place", lambda: get_place(community, given["place"]))
    begins = _try(errors, "from", lambda: _day(given["from"]) or local_day(community))
    ends = _try(errors, "until", lambda: _day(given["until"]))
    errors |= _check_days(begins, ends, today=local_day(community))
    if errors or organisation is None or place is None or begins is None:
        raise InputRefusedError(errors)
    try:
        with transaction.atomic():
            account = get_or_create_account(
                community, contact=given["contact"], display_name=given["name"]
            )
            duty = assign_duty_once(
                account,
                organisation=organisation,
                place=place,
                kind=DutyKind(given["kind"]),
                starts_on=begins,
                ends_on=ends,
            )
    except ContactError as error:
        raise InputRefusedError({"contact": error.code}) from error
    except AccountsError as error:
        raise InputRefusedError({"name": error.code}) from error
    except DutyTakenError as error:
        raise InputRefusedError({"contact": error.code}) from error
    except PartiesError as error:
        raise InputRefusedError({"until": error.code}) from error
    except IntegrityError as error:
        raise InputRefusedError({"contact": "has_duty_already"}) from error
    about = f"{account.display_name}: {duty.get_kind_display()}, {organisation.name}, {place.name}"
    note_change(acting_user, ChangeKind.DUTY, about, now=now)
    return duty


def _check_days(begins: date | None, ends: date | None, *, today: date) -> dict[str, str]:
    errors = {}
    if begins is not None and not EARLIEST < begins <= today + FURTHEST:
        errors["from"] = "duty_day"
    if ends is not None and ends < today:
        errors["until"] = "duty_day"
    return errors


@transaction.atomic
def end_duty(key: UUID, *, acting_user: ActingUser, now: datetime) -> None:
    """The duty ends today, and what was done in it stays; one that has not begun never begins, one
    that ends today or has ended stays as it is.

    Raises StepRefusedError (not_your_duty), InputRefusedError (kind: last_administrator) where
    nobody would administer the community any more.
    """
    require_administrator(acting_user)
    community, today = acting_user.community, local_day(acting_user.community)
    # Two administrators who end each other's duty at once wait for each other here.
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("account", "organisation", "place")
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), community=community, pk=key)
        .first()
    )
    if duty is None:
        return
    if duty.kind == DutyKind.ADMINISTRATOR and not _is_administered_without(duty, today):
        raise InputRefusedError({"kind": "last_administrator"})
    note_end(duty, acting_user=acting_user, now=now)


def note_end(duty: Duty, *, acting_user: ActingUser, now: datetime) -> None:
    """Ends a duty today, or lets one fall away that has not begun, and the links that its holder
    wrote with it, with a line in the history; the caller has checked that the user may."""
    today = local_day(acting_user.community)
    about = f"{duty.account.display_name}: {duty.get_kind_display()}, {duty.organisation.name}"
    if duty.starts_on > today:
        duty.delete()
    else:
        duty.ends_on = today
        duty.save(update_fields=["ends_on"])
        _end_invitations(duty, now=now)
    note_change(acting_user, ChangeKind.DUTY_ENDED, about, now=now)


def _end_invitations(duty: Duty, *, now: datetime) -> None:
    Invitation.objects.filter(
        community=duty.community_id,
        invited_by=duty.account_id,
        organisation=duty.organisation_id,
        place=duty.place_id,
        kind=duty.kind,
        ended_at__isnull=True,
    ).update(ended_at=now)


def _is_administered_without(duty: Duty, today: date) -> bool:
    others = Duty.objects.filter(
        community=duty.community_id,
        kind=DutyKind.ADMINISTRATOR,
        account__is_active=True,
        starts_on__lte=today,
        ends_on__isnull=True,
    )
    return others.exclude(pk=duty.pk).exists()


def import_organisations(raw: bytes, *, acting_user: ActingUser, now: datetime) -> int:
    """Organisations of a CSV file with the columns slug, name, sector, phone; how many.

    All or none: raises InputRefusedError (file) naming line, column and what is wrong.
    """
    return _import(raw, ORGANISATION_COLUMNS[:3], add_organisation, acting_user, now)


def import_duties(raw: bytes, *, acting_user: ActingUser, now: datetime) -> int:
    """Duties of a CSV file with contact, name, kind, organisation, place, from, until; as above."""
    return _import(raw, DUTY_COLUMNS[:5], give_duty, acting_user, now)


@transaction.atomic
def _import(
    raw: bytes,
    needed: tuple[str, ...],
    add: Callable[..., object],
    user: ActingUser,
    now: datetime,
) -> int:
    require_administrator(user)
    sheet = Sheet.read(raw, needed=needed)
    for number, row in sheet.rows:
        try:
            add(row, acting_user=user, now=now)
        except InputRefusedError as error:
            column, code = next(iter(error.errors.items()))
            raise InputRefusedError(
                {"file": code}, about={"file": f"{number}: {column}"}
            ) from error
    return len(sheet.rows)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _try(errors: dict[str, str], name: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except (ValueError, PlacesError):
        errors[name] = "not_a_choice"
        return None
