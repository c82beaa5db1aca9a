"""The community's own data and its territory."""

from datetime import datetime
from typing import Any

from django.db import transaction

from linli.apps.administration.enums import ChangeKind
from linli.apps.administration.services.changes import note_change, require_administrator
from linli.apps.administration.services.sheets import Sheet
from linli.core.matters.acting import ActingUser
from linli.core.matters.errors import InputRefusedError
from linli.ground.communities.models import Community
from linli.ground.places.models import Place
from linli.ground.places.services import ImportResult, import_places, lock_territory

LONGEST_NAME, LONGEST_PHONE = 120, 40
PLACE_COLUMNS = ("code", "kind", "name", "parent")


@transaction.atomic
def change_community(*, name: str, phone: str, acting_user: ActingUser, now: datetime) -> Community:
    """The community's name and its public telephone number.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming name or phone.
    """
    require_administrator(acting_user)
    name, phone = " ".join(name.split()), " ".join(phone.split())
    errors = {}
    if not is_community_name(name):
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


def is_community_name(name: str) -> bool:
    """Whether it is short enough, and of letters that are seen and stand where they are written."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def take_territory(raw: bytes, *, acting_user: ActingUser, now: datetime) -> ImportResult:
    """Places of a GeoJSON file, or of a table (CSV) with code, kind, name and parent; all of it or
    nothing.  A table knows no boundaries: those that are there stay.

    Raises StepRefusedError (not_your_duty), TerritoryRefusedError with every problem,
    InputRefusedError naming the file where the table cannot be read.
    """
    require_administrator(acting_user)
    community = acting_user.community
    with transaction.atomic():
        if _is_json(raw):
            geojson: bytes | dict[str, Any] = raw
        else:
            # No other territory may come between the boundaries that are read here and the places.
            lock_territory(community, acting_user.account)
            geojson = _read_table(community, raw)
        result = import_places(community, geojson=geojson, acting_user=acting_user.account)
        about = f"+{result.created} ~{result.changed}"
        note_change(acting_user, ChangeKind.PLACES, about, now=now)
    return result


def _is_json(raw: bytes) -> bool:
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def _read_table(community: Community, raw: bytes) -> dict[str, Any]:
    """The table as the collection that it stands for."""
    rows = [row for _line, row in Sheet.read(raw, needed=PLACE_COLUMNS).rows]
    codes = [row["code"].strip() for row in rows]
    known = Place.objects.filter(community=community, code__in=codes, boundary__isnull=False)
    boundaries = dict(known.values_list("code", "boundary"))
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "code": code,
                    "kind": row["kind"].strip(),
                    "name": row["name"].strip(),
                    "parent": row["parent"].strip() or None,
                },
                "geometry": boundaries.get(code),
            }
            for code, row in zip(codes, rows, strict=True)
        ],
    }
