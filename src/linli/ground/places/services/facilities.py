"""Facilities as a map file has them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from linli.ground.communities.models import Community
from linli.ground.places.basemap.shapes import FoundFacility
from linli.ground.places.models import Facility

BATCH = 500
FIELDS = ("kind", "name", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class FacilityChanges:
    """How many facilities were made, altered, taken away, and found as they were."""

    created: int
    changed: int
    removed: int
    unchanged: int


@transaction.atomic
def replace_facilities(community: Community, found: Iterable[FoundFacility]) -> FacilityChanges:
    """Makes the community's facilities those found; the same ones again change nothing."""
    rows = Facility.objects.select_for_update().filter(community=community)
    before = {row.key: row for row in rows}
    wanted = {each.key: each for each in found}
    created = [key for key in wanted if key not in before]
    changed = [
        key for key in wanted if key in before and _values(before[key]) != _values(wanted[key])
    ]
    removed = [row.pk for key, row in before.items() if key not in wanted]
    Facility.objects.filter(community=community, pk__in=removed).delete()
    Facility.objects.bulk_create(
        [_fill(Facility(community=community, key=key), wanted[key]) for key in created],
        batch_size=BATCH,
    )
    Facility.objects.bulk_update(
        [_fill(before[key], wanted[key]) for key in changed], FIELDS, batch_size=BATCH
    )
    unchanged = len(wanted) - len(created) - len(changed)
    return FacilityChanges(len(created), len(changed), len(removed), unchanged)


def _values(facility: Facility | FoundFacility) -> tuple[object, ...]:
    return tuple(getattr(facility, name) for name in FIELDS)


def _fill(row: Facility, found: FoundFacility) -> Facility:
    for name in FIELDS:
        setattr(row, name, getattr(found, name))
    return row
