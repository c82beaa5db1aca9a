"""Writing parties: organisations, residents, duties, giving out contact data."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from linli.ground.accounts.models import Account
from linli.ground.accounts.public import (
    create_account,
    find_account,
    parse_account_contact,
)
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind, Sector
from linli.ground.parties.errors import DutyDatesError, DutyTakenError, OrganisationSlugError
from linli.ground.parties.models import ContactAccess, Duty, Organisation, Resident
from linli.ground.places.models import Place
from linli.ground.privacy.fields import is_reseal_due

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Contact:
    """What a duty holder may read of a resident; empty where nothing was given."""

    name: str
    phone: str
    mail: str

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.phone or self.mail)


@transaction.atomic
def create_organisation(
    community: Community,
    *,
    slug: str,
    name: str,
    sector: Sector,
    phone: str = "",
    address: str = "",
) -> Organisation:
    """A new organisation; IntegrityError where slug or name is taken, OrganisationSlugError where
    the slug could not stand in a record (small Latin letters, digits, hyphens)."""
    if not SLUG.fullmatch(slug):
        raise OrganisationSlugError(slug)
    return Organisation.objects.create(
        community=community, slug=slug, name=name, sector=sector, phone=phone, address=address
    )


@transaction.atomic
def assign_duty(
    account: Account,
    *,
    organisation: Organisation,
    place: Place,
    kind: DutyKind,
    starts_on: date,
    ends_on: date | None = None,
) -> Duty:
    """Gives a person a role from a day on; DutyDatesError where it would end before it begins."""
    if ends_on is not None and ends_on < starts_on:
        raise DutyDatesError(f"{ends_on} lies before {starts_on}")
    return Duty.objects.create(
        community=account.community,
        account=account,
        organisation=organisation,
        place=place,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def assign_duty_once(
    account: Account,
    *,
    organisation: Organisation,
    place: Place,
    kind: DutyKind,
    starts_on: date,
    ends_on: date | None = None,
) -> Duty:
    """As `assign_duty`; DutyTakenError where the person has it on any of these days."""
    same = Duty.objects.filter(account=account, organisation=organisation, place=place, kind=kind)
    if ends_on is not None:
        same = same.filter(starts_on__lte=ends_on)
    if same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).exists():
        raise DutyTakenError(str(kind))
    try:
        with transaction.atomic():
            return assign_duty(
                account,
                organisation=organisation,
                place=place,
                kind=kind,
                starts_on=starts_on,
                ends_on=ends_on,
            )
    except IntegrityError as error:
        raise DutyTakenError(str(kind)) from error


def get_or_create_resident(account: Account) -> Resident:
    """The resident that an account stands for."""
    resident, _ = Resident.objects.get_or_create(
        account=account, defaults={"community": account.community}
    )
    return resident


@transaction.atomic
def register_resident(
    community: Community, *, name: str, phone: str, mail: str, at: datetime
) -> Resident:
    """A resident without an account, who agreed at that time to the keeping of this contact."""
    return Resident.objects.create(
        community=community, name=name, phone=phone, mail=mail, consented_at=at
    )


@transaction.atomic
def hand_over_resident(resident: Resident, *, to: Resident, matter_number: str) -> None:
    """Moves who was given the contact for a matter to the resident with an account, and empties
    the one without, whose row keeps the shape of what refers to it."""
    ContactAccess.objects.filter(resident=resident, matter_number=matter_number).update(resident=to)
    resident.name = resident.phone = resident.mail = ""
    resident.save(update_fields=["name", "phone", "mail"])


@transaction.atomic
def disclose_contact(
    resident: Resident, *, duty: Duty, matter_number: str, at: datetime
) -> Contact:
    """The contact data, with the access entry that the resident can read.

    The caller has checked that the duty reaches this matter and that the reporter is not hidden
    from it.
    """
    ContactAccess.objects.create(
        community=resident.community,
        resident=resident,
        account=duty.account,
        organisation=duty.organisation,
        duty_kind=duty.kind,
        matter_number=matter_number,
        at=at,
    )
    return contact_of(resident)


@transaction.atomic
def get_or_create_account(community: Community, *, contact: str, display_name: str) -> Account:
    """The account that signs in with this contact, a new one where there is none.

    Raises ContactError, and DisplayNameError for a new account without a name.
    """
    found = find_account(community, parse_account_contact(community, contact))
    if found is not None:
        return found
    return create_account(community, display_name=display_name, contact=contact, acting_user=None)


def reseal_residents(*, batch_size: int = 500) -> int:
    """Seals again what stands under an older field key; how many residents changed."""
    last, changed = UUID(int=0), 0
    while batch := _reseal_batch(last, batch_size):
        last = batch[-1][0]
        changed += sum(due for _, due in batch)
    return changed


@transaction.atomic
def _reseal_batch(after: UUID, size: int) -> list[tuple[UUID, bool]]:
    rows = Resident.objects.select_for_update(of=("self",)).filter(pk__gt=after).order_by("pk")
    return [(row.pk, _reseal(row)) for row in rows[:size]]


def _reseal(resident: Resident) -> bool:
    due = [name for name in ("name", "phone", "mail") if is_reseal_due(resident, name)]
    for name in due:
        setattr(resident, name, str(getattr(resident, name)))
    if due:
        resident.save(update_fields=due)
    return bool(due)


def contact_of(resident: Resident) -> Contact:
    """Contact data for the system's own use (notices); people go through `disclose_contact`."""
    account = resident.account
    if account is None:
        return Contact(resident.name, resident.phone, resident.mail)
    return Contact(account.display_name, account.phone, account.mail)
