"""Importing a territory from GeoJSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from linli.ground.communities.models import Community
from linli.ground.places.boundaries.collection import read_collection
from linli.ground.places.boundaries.tiling import find_misfits
from linli.ground.places.errors import TerritoryRefusedError
from linli.ground.places.models import Place
from linli.ground.places.plans import list_moved, plan_changes
from linli.ground.places.policies import ActingUser
from linli.ground.places.selectors import get_code_system
from linli.ground.places.services.territory import lock_territory, renew_revision
from linli.ground.places.services.writing import read_states, write_plan


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many places the import made, altered and found as they were."""

    created: int
    changed: int
    unchanged: int


@transaction.atomic
def import_places(
    community: Community,
    *,
    geojson: str | bytes | Mapping[str, Any],
    acting_user: ActingUser | None,
) -> ImportResult:
    """Makes the territory hold what the file says; places that it leaves out stay.

    All or nothing: raises TerritoryRefusedError with every problem of the first stage that has
    any (the text, then the tree, then the ground), each naming feature and place.  The same file
    again changes nothing.
    """
    system = get_code_system(community)
    reading = read_collection(geojson, system)
    if reading.problems:
        raise TerritoryRefusedError(reading.problems)
    territory = lock_territory(community, acting_user)
    rows = list(Place.objects.filter(community=community))
    before = read_states(rows)
    plan, problems = plan_changes(system, before, reading.features)
    if problems:
        raise TerritoryRefusedError(problems)
    if misfits := find_misfits(system, plan.after, list_moved(plan, before)):
        raise TerritoryRefusedError(misfits)
    if plan.created or plan.changed:
        write_plan(community, plan, rows)
        renew_revision(territory)
    return ImportResult(len(plan.created), len(plan.changed), len(plan.unchanged))
