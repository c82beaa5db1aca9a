"""Reading parties: which duties somebody holds, who is responsible for a place."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import ContactAccess, Duty, Organisation, Resident
from linli.ground.places.selectors import covers


def list_current_duties(account: Account, *, on: date) -> QuerySet[Duty]:
    """Duties that the account holds on that day, with organisation and place (not its boundary)."""
    held = _current(Duty.objects.filter(account=account), on)
    return held.select_related("organisation", "place").defer("place__boundary")


def find_resident_id(account: Account) -> UUID | None:
    """The key of the resident that the account stands for, if it ever reported anything."""
    return Resident.objects.filter(account=account).values_list("pk", flat=True).first()


def list_current_duty_holders(
    community: Community, *, kind: DutyKind, codes: list[str], on: date
) -> QuerySet[Duty]:
    """Duties of that kind on that day in any of the places, the nearest place first."""
    held = Duty.objects.filter(community=community, kind=kind, place__code__in=codes)
    return (
        _current(held, on)
        .select_related("organisation", "place", "account")
        .order_by(Length("place__code").desc(), "id")
    )


def find_responsible(
    community: Community, *, kind: DutyKind, codes: list[str], on: date
) -> Organisation | None:
    """The organisation whose duty of that kind lies nearest to the place.

    `codes` are the place's own code and those of all places above it.
    """
    duty = list_current_duty_holders(community, kind=kind, codes=codes, on=on).first()
    return duty.organisation if duty else None


def list_organisations(community: Community) -> QuerySet[Organisation]:
    """Organisations that take part at present, by name."""
    return Organisation.objects.filter(community=community, is_active=True).order_by("name")


def list_handling_organisations(community: Community) -> QuerySet[Organisation]:
    """Organisations with a handler on duty today, by name."""
    handlers = _current(
        Duty.objects.filter(community=community, kind=DutyKind.HANDLER), _today(community)
    )
    return list_organisations(community).filter(pk__in=handlers.values("organisation"))


def get_organisation(community: Community, slug: str) -> Organisation:
    """Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(community=community, slug=slug)


def list_responsible_organisations(
    community: Community, *, codes: list[str]
) -> QuerySet[Organisation]:
    """Organisations with a steward, officer or dispatcher in any of the places, by name."""
    kinds = [DutyKind.STEWARD, DutyKind.OFFICER, DutyKind.DISPATCHER]
    on = _today(community)
    held = _current(
        Duty.objects.filter(community=community, kind__in=kinds, place__code__in=codes), on
    )
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")


def list_people_serving(organisation: Organisation) -> QuerySet[Account]:
    """Who holds a duty of today for the organisation, by name."""
    held = _current(Duty.objects.filter(organisation=organisation), _today(organisation.community))
    people = Account.objects.filter(pk__in=held.values("account"), is_active=True)
    return people.order_by("display_name")


def list_people_on_duty(community: Community) -> QuerySet[Duty]:
    """Duties of today with person, organisation and place, by kind of duty."""
    return (
        _current(Duty.objects.filter(community=community), _today(community))
        .select_related("account", "organisation", "place")
        .order_by("kind", "account__display_name")
    )


def list_coming_duties(community: Community) -> QuerySet[Duty]:
    """Duties that begin later, the first to begin first."""
    return (
        Duty.objects.filter(community=community, starts_on__gt=_today(community))
        .select_related("account", "organisation", "place")
        .order_by("starts_on", "account__display_name")
    )


def count_duty_holders(community: Community, *, codes: Iterable[str]) -> dict[str, int]:
    """How many people hold a duty of today in each of these places or below it; one query."""
    held = _current(Duty.objects.filter(community=community), _today(community))
    pairs = set(held.values_list("place__code", "account_id"))
    return {
        code: len({who for place, who in pairs if covers(code, place, community=community)})
        for code in codes
    }


def list_contact_accesses(resident_id: UUID, *, matter_number: str = "") -> QuerySet[ContactAccess]:
    """Who was given this resident's contact data, for one matter or for all, latest first."""
    accesses = ContactAccess.objects.filter(resident_id=resident_id)
    if matter_number:
        accesses = accesses.filter(matter_number=matter_number)
    return accesses.select_related("organisation").order_by("-at")


def knows_reporter(organisation: Organisation, *, matter_numbers: Iterable[str]) -> bool:
    """Whether somebody who serves the organisation today was given the contact data for one of
    these matters, on whatever duty."""
    community = organisation.community
    serving = _current(Duty.objects.filter(organisation=organisation), _today(community))
    accesses = ContactAccess.objects.filter(
        community=community, matter_number__in=list(matter_numbers)
    )
    return accesses.filter(
        Q(organisation=organisation) | Q(account__in=serving.values("account"))
    ).exists()


def serve_handling_organisation(community: Community, organisations: Iterable[UUID]) -> bool:
    """Whether one of these organisations has a handler on duty, so that work may come to it."""
    handlers = Duty.objects.filter(
        community=community, organisation__in=list(organisations), kind=DutyKind.HANDLER
    )
    return _current(handlers, _today(community)).exists()


def _today(community: Community) -> date:
    """The day where the community is."""
    return timezone.now().astimezone(ZoneInfo(community.time_zone)).date()


def _current(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    return duties.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
