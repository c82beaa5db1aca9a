"""The community's own data and its territory."""

from datetime import datetime

from django.db import transaction

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.ground.communities.models import Community
from linli.ground.places.services import ImportResult, import_places

LONGEST_NAME, LONGEST_PHONE = 120, 40


@transaction.atomic
def change_community(*, name: str, phone: str, acting_user: ActingUser, now: datetime) -> Community:
    """The community's name and its public telephone number.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming name or phone.
    """
    require_administrator(acting_user)
    name, phone = " ".join(name.split()), " ".join(phone.split())
    errors = {}
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        errors["name"] = "required" if not name else "too_long"
    if len(phone) > LONGEST_PHONE or not all(sign.isdigit() or sign in "+- ()" for sign in phone):
        errors["phone"] = "phone_characters"
    if errors:
        raise InputRefusedError(errors)
    community = Community.objects.select_for_update(no_key=True).get(pk=acting_user.community.pk)
    community.name, community.phone = name, phone
    community.save(update_fields=["name", "phone"])
    note_change(acting_user, ChangeKind.COMMUNITY, f"{name} {phone}".strip(), now=now)
    return community


def take_territory(raw: bytes, *, acting_user: ActingUser, now: datetime) -> ImportResult:
    """Places of a GeoJSON file; all of it or nothing.

    Raises StepRefusedError (not_your_duty), TerritoryRefusedError with every problem.
    """
    require_administrator(acting_user)
    with transaction.atomic():
        result = import_places(acting_user.community, geojson=raw, acting_user=acting_user.account)
        about = f"+{result.created} ~{result.changed}"
        note_change(acting_user, ChangeKind.PLACES, about, now=now)
    return result
