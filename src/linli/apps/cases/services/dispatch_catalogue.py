"""Keeping the dispatch catalogue: lines begin and end, and none is ever changed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.apps.cases.models import CatalogueEntry, Category
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation
from linli.ground.places.models import Place
from linli.ground.places.selectors import covers

LAST_HOUR = 24


@transaction.atomic
def add_entry(
    *,
    category: str,
    place: str,
    organisation: str,
    from_hour: int = 0,
    to_hour: int = LAST_HOUR,
    acting_user: ActingUser,
    now: datetime,
) -> CatalogueEntry:
    """The line in force from now on; one for the same category, place and hours ends.

    Named by codes and slug.  Raises StepRefusedError (not_your_duty, for a place beyond one's own
    too), InputRefusedError naming category, place, organisation or to_hour.
    """
    _check_duty(acting_user)
    community = acting_user.community
    kind = Category.objects.filter(community=community, code=category, is_active=True).first()
    where = Place.objects.filter(community=community, code=place).first()
    to = Organisation.objects.filter(community=community, slug=organisation, is_active=True).first()
    named = {"category": kind, "place": where, "organisation": to}
    errors = {name: "not_a_choice" for name, row in named.items() if row is None}
    if not (0 <= from_hour < LAST_HOUR and 0 <= to_hour <= LAST_HOUR and from_hour != to_hour):
        errors["to_hour"] = "not_a_choice"
    if errors or kind is None or where is None or to is None:
        raise InputRefusedError(errors)
    _check_duty(acting_user, where)
    # The category's row: two who write the same line at once stand one behind the other.
    Category.objects.select_for_update(no_key=True).get(pk=kind.pk)
    CatalogueEntry.objects.filter(
        community=community,
        category=kind,
        place=where,
        from_hour=from_hour,
        to_hour=to_hour,
        ended_at__isnull=True,
    ).update(ended_at=now, ended_by=acting_user.account)
    return CatalogueEntry.objects.create(
        community=community,
        category=kind,
        place=where,
        organisation=to,
        from_hour=from_hour,
        to_hour=to_hour,
        begun_at=now,
        begun_by=acting_user.account,
    )


@transaction.atomic
def end_entry(key: UUID, *, acting_user: ActingUser, now: datetime) -> None:
    """The line holds no longer; it stays in the history.  One that has ended stays as it is.

    Raises StepRefusedError (not_your_duty).
    """
    _check_duty(acting_user)
    running = CatalogueEntry.objects.select_related("place").filter(
        community=acting_user.community, pk=key, ended_at__isnull=True
    )
    for entry in running:
        _check_duty(acting_user, entry.place)
    running.update(ended_at=now, ended_by=acting_user.account)


def _check_duty(user: ActingUser, place: Place | None = None) -> None:
    """A dispatcher's or administrator's, that covers the place where one is given."""
    if not any(
        duty.kind in {DutyKind.DISPATCHER, DutyKind.ADMINISTRATOR}
        and (place is None or covers(duty.place.code, place.code, community=user.community))
        for duty in user.duties
    ):
        raise StepRefusedError("not_your_duty", "catalogue")
